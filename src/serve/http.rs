//! HTTP/1.1 on one connection: requests are read one after the other, within limits, and answered.
//!
//! Only GET and HEAD are answered. A request with a body is refused, since the body would have to be
//! read before the next request.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use httparse::{EMPTY_HEADER, Status};

use super::connections::Slot;
use super::response::Response;

/// The longest head of a request, in bytes: far above what browsers send.
const MAX_HEAD: usize = 16 * 1024;
/// The most header fields of a request.
const MAX_FIELDS: usize = 100;
/// From the first byte of a request to the end of its head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// From the end of a response to the next request.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);
/// The browser takes no byte of a response for so long: it is gone.
const WRITE_TIMEOUT: Duration = Duration::from_secs(20);
/// When all slots are taken, a connection may be closed after so long without a whole request, or
/// after so long with a response.
const READING: Duration = Duration::from_secs(2);
const RESPONDING: Duration = Duration::from_secs(30);
/// After a refusal, what still arrives is read and dropped for so long and up to so many bytes:
/// closing a connection with unread bytes resets it, and the browser loses the response.
const LINGER: Duration = Duration::from_millis(500);
const MAX_LINGER: usize = 1024 * 1024;

/// A request for a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// The address as it stands in the request line.
    pub(super) target: String,
    /// Only the head of the response is wanted.
    pub(super) is_head: bool,
    /// More requests may follow on the same connection.
    pub(super) is_kept_open: bool,
    /// Header fields, where present.
    pub(super) host: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) if_none_match: Option<String>,
    pub(super) range: Option<String>,
    pub(super) if_range: Option<String>,
}

/// Answers the requests of a connection until one end closes it.
pub(super) fn serve(mut slot: Slot, respond: impl Fn(&Request) -> Response) {
    let stream = Arc::clone(&slot.stream);
    // An option that the socket does not support is no reason to refuse it.
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(WRITE_TIMEOUT));
    let mut bytes = Vec::new();
    let mut timeout = HEAD_TIMEOUT;
    while slot.extend(READING) {
        let request = match read_request(&stream, &mut bytes, timeout) {
            Ok(Some(request)) => request,
            Ok(None) => return,
            Err(refusal) => return refuse(&stream, refusal),
        };
        if !slot.extend(RESPONDING) {
            return;
        }
        let written = respond(&request).write(&*stream, &request);
        // A browser that goes away is not a fault.
        if !written.unwrap_or(false) {
            return;
        }
        timeout = IDLE_TIMEOUT;
    }
}

/// Takes the next request off `bytes`, reading more as needed. `None` when the connection ended or
/// nothing came within `timeout`; an error is the response after which to close.
fn read_request(
    mut stream: &TcpStream,
    bytes: &mut Vec<u8>,
    timeout: Duration,
) -> Result<Option<Request>, Response> {
    let mut deadline = Instant::now() + timeout;
    loop {
        if let Some((request, end)) = parse(bytes)? {
            bytes.drain(..end);
            return Ok(Some(request));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let mut part = [0; 4096];
        let read = match left.is_zero() {
            true => Err(io::ErrorKind::TimedOut.into()),
            false => stream
                .set_read_timeout(Some(left))
                .and_then(|()| stream.read(&mut part)),
        };
        match read {
            Ok(0) => return Ok(None),
            Ok(count) => {
                if bytes.is_empty() {
                    deadline = Instant::now() + HEAD_TIMEOUT;
                }
                bytes.extend_from_slice(&part[..count]);
            }
            Err(error) => match error.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock if !bytes.is_empty() => {
                    return Err(Response::text(408, "the request took too long\n"));
                }
                _ => return Ok(None),
            },
        }
    }
}

/// The request at the start of `bytes` and the length of its head; `None` while more is to come.
fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, Response> {
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    let mut head = httparse::Request::new(&mut fields);
    let end = match head.parse(bytes) {
        Ok(Status::Complete(end)) if end <= MAX_HEAD => end,
        Ok(Status::Partial) if bytes.len() <= MAX_HEAD => return Ok(None),
        Ok(_) if bytes[..MAX_HEAD].contains(&b'\n') => {
            return Err(Response::text(431, "the header fields are too long\n"));
        }
        Ok(_) => return Err(Response::text(414, "the address is too long\n")),
        Err(httparse::Error::TooManyHeaders) => {
            return Err(Response::text(431, "too many header fields\n"));
        }
        Err(httparse::Error::Version) if is_other_version(bytes) => {
            return Err(Response::text(505, "only HTTP/1.1 is supported\n"));
        }
        Err(_) => return Err(Response::text(400, "invalid request\n")),
    };
    let is_head = match head.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Response::text(405, "only GET and HEAD are supported\n")),
    };
    let target = head.path.unwrap_or_default();
    if !target.is_ascii() {
        let text = "the address is not percent-encoded\n";
        return Err(Response::text(400, text));
    }
    let field = |name: &str| {
        let mut fields = head.headers.iter();
        let found = fields.find(|field| field.name.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(found.value).trim().to_owned())
    };
    let has_body = field("Transfer-Encoding").is_some()
        || field("Content-Length").is_some_and(|length| length != "0");
    if has_body {
        let text = "a request with a body is not supported\n";
        return Err(Response::text(413, text));
    }
    let is_closed = field("Connection").is_some_and(|it| it.to_ascii_lowercase().contains("close"));
    let request = Request {
        target: target.to_owned(),
        is_head,
        is_kept_open: head.version == Some(1) && !is_closed,
        host: field("Host"),
        origin: field("Origin"),
        if_none_match: field("If-None-Match"),
        range: field("Range"),
        if_range: field("If-Range"),
    };
    Ok(Some((request, end)))
}

/// Whether the request line names a version of HTTP, such as the preface of HTTP/2.
fn is_other_version(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next();
    let version = line.and_then(|line| line.rsplit(|byte| *byte == b' ').next());
    version.is_some_and(|version| version.starts_with(b"HTTP/"))
}

/// Sends a last response and closes the connection.
fn refuse(mut stream: &TcpStream, refusal: Response) {
    let written = refusal.write(stream, &Request::default());
    if written.is_err() || stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    let deadline = Instant::now() + LINGER;
    let (mut part, mut dropped) = ([0; 4096], 0);
    while dropped < MAX_LINGER {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return,
            Ok(count) => dropped += count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The request and the length of its head, or the status of a refusal.
    fn parsed(head: &str) -> Result<Option<(Request, usize)>, u16> {
        parse(head.as_bytes()).map_err(|refusal| refusal.status)
    }

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let head = "GET /a.html?b HTTP/1.1\r\nHost: localhost\r\nCookie: \u{e4}\r\n\r\n";
        for end in (0..head.len()).filter(|end| head.is_char_boundary(*end)) {
            assert_eq!(parsed(&head[..end]), Ok(None), "{end}");
        }
        let (request, end) = parsed(&format!("{head}GET")).unwrap().unwrap();
        assert_eq!(end, head.len());
        assert_eq!(request.target, "/a.html?b");
        assert_eq!(request.host.as_deref(), Some("localhost"));
        assert!(!request.is_head && request.is_kept_open);
    }

    #[test]
    fn a_connection_is_kept_open_unless_the_browser_says_otherwise() {
        let is_kept_open = |head: &str| parsed(head).unwrap().unwrap().0.is_kept_open;
        assert!(is_kept_open("HEAD / HTTP/1.1\r\n\r\n"));
        assert!(!is_kept_open("GET / HTTP/1.0\r\n\r\n"));
        assert!(!is_kept_open("GET / HTTP/1.1\r\nconnection: Close\r\n\r\n"));
    }

    #[test]
    fn a_request_that_cannot_be_answered_is_refused() {
        for (head, status) in [
            ("POST / HTTP/1.1\r\n\r\n", 405),
            ("nonsense\r\n\r\n", 400),
            ("GET / FTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\n\r\n", 505),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
            ("GET /\u{e4} HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", 413),
            ("GET / HTTP/1.1\r\ncontent-length: 05\r\n\r\n", 413),
            ("GET / HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n", 413),
        ] {
            assert_eq!(parsed(head), Err(status), "{head}");
        }
        assert!(parsed("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n").is_ok());
    }
}
