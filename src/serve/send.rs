//! An answer to the network.
//!
//! Each answer is written whole, says its length and that nothing follows: a browser that were to
//! keep the connection would wait on it.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::time::UNIX_EPOCH;

use super::answer::{Answer, Body, fingerprint};

/// What goes to the network at once, in bytes: the head is not sent apart from what follows.
const PART: usize = 64 * 1024;

/// The same for every answer: no other site's content, nothing kept without asking again.
const FIELDS: &str = "Cache-Control: no-cache\r\n\
    Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: same-origin\r\n\
    Connection: close\r\n";

/// What of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The head alone.
    pub is_head: bool,
    /// The states that the browser holds already.
    pub unless: Option<&'a str>,
}

/// Writes an answer.
pub fn send(to: impl Write, answer: Answer, wanted: Wanted<'_>) -> io::Result<()> {
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
    if answer.status == 200 && wanted.unless.is_some_and(|held| holds(held, &tag)) {
        let head = format!("HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n{FIELDS}\r\n");
        stream.write_all(head.as_bytes())?;
        return stream.flush();
    }
    let location = answer.location.as_ref();
    let location = location.map_or(String::new(), |place| format!("Location: {place}\r\n"));
    let (status, kind) = (answer.status, answer.kind);
    let reason = reason(status);
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         ETag: {tag}\r\n{location}{FIELDS}\r\n"
    );
    stream.write_all(head.as_bytes())?;
    match (file, &answer.body) {
        _ if wanted.is_head => {}
        (Some((_, file)), _) => drop(io::copy(&mut file.take(length), &mut stream)?),
        (None, Body::Bytes(bytes)) => stream.write_all(bytes)?,
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
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        _ => "Service Unavailable",
    }
}
