//! An answer to the network.
//!
//! Each answer is written whole and says its length. Whether the connection goes on is added at the
//! door.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::time::UNIX_EPOCH;

use super::answer::{Answer, Body, fingerprint};
use super::range::{self, Part};

/// What goes to the network at once, in bytes: the head is not sent apart from what follows.
const PART: usize = 64 * 1024;

/// The same for every answer: no other site's content, nothing kept without asking again, and nothing
/// of it in pages of other sites. They could run the search index, which is scripts, and read it.
const FIELDS: &str = "Cache-Control: no-cache\r\n\
    Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self'\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: same-origin\r\n";

/// What of an answer is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The head alone.
    pub is_head: bool,
    /// The states that the browser holds already: `If-None-Match`.
    pub unless: Option<String>,
    /// The bytes that it lacks: `Range`.
    pub range: Option<String>,
    /// The state that those it holds are of: `If-Range`.
    pub only_if: Option<String>,
}

/// Writes an answer.
pub fn send(to: impl Write, answer: Answer, wanted: Wanted) -> io::Result<()> {
    let mut stream = BufWriter::with_capacity(PART, to);
    let (answer, file) = match &answer.body {
        Body::Bytes(_) => (answer, None),
        Body::File(path) => match File::open(path).and_then(|it| Ok((it.metadata()?, it))) {
            Ok(opened) => (answer, Some(opened)),
            Err(_) => (
                Answer::text(404, "the file is gone from the library\n"),
                None,
            ),
        },
    };
    let (length, tag) = match (&answer.body, &file) {
        (_, Some((metadata, _))) => {
            let changed = metadata.modified().ok();
            let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            let nanoseconds = since.map_or(0, |since| since.as_nanos());
            let length = metadata.len();
            (length, format!("\"{length:x}-{nanoseconds:x}\""))
        }
        (Body::Bytes(bytes), None) => (bytes.len() as u64, format!("\"{}\"", fingerprint(bytes))),
        (Body::File(_), None) => (0, String::new()),
    };
    if answer.status == 200 && wanted.unless.is_some_and(|held| holds(&held, &tag)) {
        let head = format!("HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n{FIELDS}\r\n");
        stream.write_all(head.as_bytes())?;
        return stream.flush();
    }
    let is_part = answer.status == 200
        && !wanted.is_head
        && wanted.only_if.is_none_or(|held| held.trim() == tag);
    let part = match wanted.range.filter(|_| is_part) {
        Some(asked) => range::part(&asked, length),
        None => Part::Whole,
    };
    let (status, first, count) = match part {
        Part::Whole => (answer.status, 0, length),
        Part::Bytes(first, last) => (206, first, last - first + 1),
        Part::Nothing => (416, 0, 0),
    };
    let mut fields = String::new();
    match part {
        Part::Whole if status == 200 => fields.push_str("Accept-Ranges: bytes\r\n"),
        Part::Whole => {}
        Part::Bytes(first, last) => {
            fields.push_str(&format!("Content-Range: bytes {first}-{last}/{length}\r\n"));
        }
        Part::Nothing => fields.push_str(&format!("Content-Range: bytes */{length}\r\n")),
    }
    if let Some(place) = &answer.location {
        fields.push_str(&format!("Location: {place}\r\n"));
    }
    let (kind, reason) = (answer.kind, reason(status));
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {count}\r\n\
         ETag: {tag}\r\n{fields}{FIELDS}\r\n"
    );
    stream.write_all(head.as_bytes())?;
    match (file, &answer.body) {
        _ if wanted.is_head => {}
        (Some((_, mut file)), _) => {
            file.seek(SeekFrom::Start(first))?;
            io::copy(&mut file.take(count), &mut stream)?;
        }
        (None, Body::Bytes(bytes)) => {
            let from = usize::try_from(first).expect("it lies within the bytes");
            let count = usize::try_from(count).expect("it lies within the bytes");
            stream.write_all(&bytes[from..from + count])?;
        }
        (None, Body::File(_)) => {}
    }
    stream.flush()
}

/// The head of an answer that goes on as long as the browser listens.
pub fn begin_events(stream: &mut impl Write) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{FIELDS}\r\n");
    stream.write_all(head.as_bytes())
}

/// RFC 9110, 13.1.2: weak comparison against a list.
fn holds(held: &str, tag: &str) -> bool {
    held.split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        _ => "Service Unavailable",
    }
}
