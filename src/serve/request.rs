//! What a browser asks, read from the network within bounds.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head of a request, in bytes: far above what browsers send.
const MOST_BYTES: usize = 16 * 1024;
/// The most header fields.
const MOST_FIELDS: usize = 100;
/// How long the whole head may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request, as far as a preview cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// As it stands in the request line: not decoded.
    pub target: String,
    /// The name by which the browser called this machine.
    pub host: Option<String>,
    /// The state of the file that the browser holds.
    pub if_none_match: Option<String>,
}

/// Why there is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody is there to be answered.
    Gone,
    /// Not HTTP/1.
    Malformed,
    /// More than a browser sends.
    TooLong,
    /// It took too long.
    TimedOut,
}

/// Reads one request's head; a body is left where it is.
pub fn read(stream: &mut TcpStream) -> Result<Request, Refused> {
    let end = Instant::now() + PATIENCE;
    let mut head = Vec::with_capacity(1024);
    let mut part = [0; 2048];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Refused::TimedOut);
        }
        let timeout = stream.set_read_timeout(Some(left));
        let count = match timeout.and_then(|()| stream.read(&mut part)) {
            Ok(0) => return Err(Refused::Gone),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if is_timeout(&error) => return Err(Refused::TimedOut),
            Err(_) => return Err(Refused::Gone),
        };
        head.extend_from_slice(&part[..count]);
        if let Some(request) = parse(&head)? {
            return Ok(request);
        }
        if head.len() > MOST_BYTES {
            return Err(Refused::TooLong);
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// `None`: the head goes on.
fn parse(head: &[u8]) -> Result<Option<Request>, Refused> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refused::TooLong),
        Err(_) => return Err(Refused::Malformed),
    }
    let (Some(method), Some(target)) = (request.method, request.path) else {
        return Err(Refused::Malformed);
    };
    let field = |name: &str| {
        let named = request
            .headers
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name));
        named.map(|field| String::from_utf8_lossy(field.value).into_owned())
    };
    Ok(Some(Request {
        method: method.to_owned(),
        target: target.to_owned(),
        host: field("host"),
        if_none_match: field("if-none-match"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_whole_or_not_at_all() {
        let text = b"GET /a?b HTTP/1.1\r\nhOsT: localhost:4040\r\n\r\n";
        let read = parse(text).unwrap().unwrap();
        assert_eq!(
            (read.method.as_str(), read.target.as_str()),
            ("GET", "/a?b")
        );
        assert_eq!(read.host.as_deref(), Some("localhost:4040"));
        for cut in 0..text.len() {
            assert_eq!(parse(&text[..cut]), Ok(None), "{cut}");
        }
    }

    #[test]
    fn what_is_not_http_is_refused() {
        for text in [
            "nonsense\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "\u{16}\u{3}\u{1}",
            "GET /\0 HTTP/1.1\r\n\r\n",
        ] {
            assert_eq!(parse(text.as_bytes()), Err(Refused::Malformed), "{text:?}");
        }
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(101));
        assert_eq!(parse(many.as_bytes()), Err(Refused::TooLong));
    }
}
