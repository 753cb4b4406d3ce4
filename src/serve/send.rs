//! An answer to the network.
//!
//! Each answer is written whole and ends its connection: nothing is left waiting for a next one.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, UNIX_EPOCH};

use super::answer::{Answer, Body, fingerprint};

/// How long a browser may take to accept a part of an answer.
const PATIENCE: Duration = Duration::from_secs(20);

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
pub fn send(stream: &mut TcpStream, answer: Answer, wanted: Wanted<'_>) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
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
        return close(stream);
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
        (Some((_, file)), _) => drop(io::copy(&mut file.take(length), stream)?),
        (None, Body::Bytes(bytes)) => stream.write_all(bytes)?,
        (None, Body::File(_)) => {}
    }
    close(stream)
}

/// The head of an answer that goes on as long as the browser listens.
pub fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{FIELDS}\r\n");
    stream.write_all(head.as_bytes())
}

/// Tells the other side that nothing follows, and takes what it is still sending, so that the
/// answer is not lost with a reset.
fn close(stream: &mut TcpStream) -> io::Result<()> {
    stream.flush()?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(300)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if matches!(stream.read(&mut rest), Ok(0) | Err(_)) {
            break;
        }
    }
    Ok(())
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
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        _ => "Service Unavailable",
    }
}
