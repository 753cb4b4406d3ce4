//! The head of a request or of an answer: where it ends, and what in it says how a connection goes
//! on.
//!
//! In: bytes as they came. What a request asks for is read by tiny_http, not here.

use super::answer::Answer;

/// What follows each line, and the last one twice.
const LINE_END: &[u8] = b"\r\n";
const END: &[u8] = b"\r\n\r\n";

/// Where the head ends, behind its empty line. The first `seen` bytes are known not to hold the end.
pub fn end(bytes: &[u8], seen: usize) -> Option<usize> {
    let from = seen.saturating_sub(END.len() - 1);
    let mut parts = bytes.get(from..)?.windows(END.len());
    Some(from + parts.position(|part| part == END)? + END.len())
}

/// A request that can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Only the head of the answer is wanted.
    pub is_head: bool,
    /// The browser may ask again on the same connection.
    pub stays: bool,
}

/// What a whole head asks for; otherwise the answer, after which nothing is read any more: what a
/// request says behind its head is never read.
pub fn asked(head: &[u8]) -> Result<Asked, Answer> {
    let mut lines = lines(head);
    let first = lines.next().unwrap_or_default();
    let is_head = first.starts_with(b"HEAD ");
    if !is_head && !first.starts_with(b"GET ") {
        return Err(match first.contains(&b' ') {
            true => Answer::text(405, "only GET and HEAD are answered\n"),
            false => Answer::text(400, "this is no request\n"),
        });
    }
    if !first.is_ascii() {
        return Err(Answer::text(400, "the address is not percent-encoded\n"));
    }
    let mut stays = first.ends_with(b" HTTP/1.1");
    for (name, value) in lines.filter_map(field) {
        let has_body = match name.as_str() {
            "content-length" => value != "0",
            "transfer-encoding" => true,
            _ => false,
        };
        if has_body {
            let text = "a request with a body is not answered\n";
            return Err(Answer::text(413, text));
        }
        stays &= name != "connection" || !value.contains("close");
    }
    Ok(Asked { is_head, stays })
}

/// An answer whose head has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Of HTTP; 0 if it says none.
    pub status: u16,
    /// Bytes that follow the head; `None`: until the connection ends.
    pub length: Option<u64>,
}

/// What the head of an answer says of the rest.
pub fn answered(head: &[u8], asked: Asked) -> Answered {
    let mut lines = lines(head);
    let first = String::from_utf8_lossy(lines.next().unwrap_or_default());
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let status = status.unwrap_or(0);
    let stated = || {
        let mut fields = lines.filter_map(field);
        let length = fields.find(|(name, _)| name == "content-length");
        length.and_then(|(_, value)| value.parse().ok())
    };
    Answered {
        status,
        length: match asked.is_head || status == 304 {
            true => Some(0),
            false => stated(),
        },
    }
}

/// The request as tiny_http is to read it: the last one of its connection, and without fields that
/// are not ASCII, such as another program's cookies, for which it would give up the whole.
pub fn for_one_answer(head: &[u8]) -> Vec<u8> {
    let lines = head.split_inclusive(|byte| *byte == b'\n');
    let ascii: Vec<&[u8]> = lines.filter(|line| line.is_ascii()).collect();
    with_line(&ascii.concat(), "Connection: close")
}

/// A head with one more line, before all others of its kind.
pub fn with_line(head: &[u8], line: &str) -> Vec<u8> {
    let at = head.windows(LINE_END.len()).position(|it| it == LINE_END);
    let (first, rest) = head.split_at(at.map_or(head.len(), |at| at + LINE_END.len()));
    [first, line.as_bytes(), LINE_END, rest].concat()
}

fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = head.split(|byte| *byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// Name and value in lower case, without space around.
fn field(line: &[u8]) -> Option<(String, String)> {
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_with_its_empty_line_however_it_comes() {
        let head = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET";
        assert_eq!(end(head, 0), Some(head.len() - 3));
        assert_eq!(end(b"GET / HTTP/1.1\r\nHost", 0), None);
        for seen in 0..head.len() - 3 {
            assert_eq!(end(head, seen), Some(head.len() - 3), "{seen}");
        }
    }

    #[test]
    fn a_connection_stays_unless_one_end_says_otherwise() {
        let stays = |head: &str| asked(head.as_bytes()).map(|it| it.stays);
        assert_eq!(stays("GET / HTTP/1.1\r\n\r\n"), Ok(true));
        assert_eq!(stays("GET / HTTP/1.0\r\n\r\n"), Ok(false));
        assert_eq!(
            stays("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n"),
            Ok(false)
        );
    }

    #[test]
    fn what_brings_a_body_or_is_no_reading_is_refused() {
        let status = |head: &str| asked(head.as_bytes()).map_err(|answer| answer.status);
        assert_eq!(status("POST / HTTP/1.1\r\n\r\n"), Err(405));
        assert_eq!(status("nonsense\r\n\r\n"), Err(400));
        assert_eq!(status("GET /\u{e4} HTTP/1.1\r\n\r\n"), Err(400));
        for field in [
            "Content-Length: 5",
            "content-length : 5",
            "Transfer-Encoding: x",
        ] {
            let head = format!("GET / HTTP/1.1\r\n{field}\r\n\r\n");
            assert_eq!(status(&head), Err(413), "{field}");
        }
        assert!(status("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n").is_ok());
    }

    #[test]
    fn a_field_that_is_not_ascii_is_no_reason_to_refuse() {
        let head = "GET / HTTP/1.1\r\nCookie: \u{e4}\r\nHost: localhost\r\n\r\n";
        assert!(asked(head.as_bytes()).is_ok());
        let expected = "GET / HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n";
        assert_eq!(for_one_answer(head.as_bytes()), expected.as_bytes());
    }

    #[test]
    fn an_answer_says_how_long_it_is() {
        let get = Asked {
            is_head: false,
            stays: true,
        };
        let head = Asked {
            is_head: true,
            ..get
        };
        let text = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n";
        assert_eq!(answered(text, get).length, Some(12));
        assert_eq!(answered(text, head).length, Some(0));
        let events = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
        assert_eq!(answered(events, get).length, None);
        let same = b"HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n";
        assert_eq!(answered(same, get).length, Some(0));
        assert_eq!(answered(same, get).status, 304);
        let with = with_line(text, "Connection: close");
        assert!(with.starts_with(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent"));
    }
}
