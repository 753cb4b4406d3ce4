//! One connection: its requests are read, answered by tiny_http, and the answers handed over.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::door::Place;
use super::head::{self, Asked};
use super::requests::Inside;
use super::send::{Wanted, send};

/// The longest head, in bytes: far above what browsers send.
const MOST_BYTES: usize = 16 * 1024;
/// For a head to come whole.
const FOR_A_HEAD: Duration = Duration::from_secs(5);
/// For the next request to begin.
const FOR_THE_NEXT: Duration = Duration::from_secs(30);
/// Without a byte taken from an answer, the browser is taken to be gone.
const FOR_A_TAKER: Duration = Duration::from_secs(20);
/// When others wait: how long without a whole request, and how long for an answer.
const UNASKED: Duration = Duration::from_secs(2);
const ANSWERING: Duration = Duration::from_secs(30);
/// After a refusal the rest is thrown away, for so long and up to so many bytes; a connection that
/// is closed with bytes unread is reset, and the refusal lost with it.
const REST: Duration = Duration::from_millis(500);
const MOST_REST: usize = 1024 * 1024;
/// What is handed over at once.
const PART: usize = 32 * 1024;

/// Answers one request after the other until one end has had enough.
pub fn serve(mut place: Place, inside: &Arc<Inside>) {
    let stream = Arc::clone(&place.stream);
    // What a socket does not know is no reason to refuse it.
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(FOR_A_TAKER));
    let mut bytes = Vec::new();
    let mut patience = FOR_A_HEAD;
    while place.keep(UNASKED) {
        let end = match read_head(&stream, &mut bytes, patience) {
            Ok(Some(end)) => end,
            Ok(None) => return,
            Err(answer) => return refuse(&stream, answer),
        };
        let asked = match head::asked(&bytes[..end]) {
            Ok(asked) => asked,
            Err(answer) => return refuse(&stream, answer),
        };
        if !place.keep(ANSWERING) {
            return;
        }
        match ask(inside, &bytes[..end], asked, &stream) {
            Ok(true) => {}
            // A browser that goes away is no fault.
            Ok(false) | Err(_) => return,
        }
        bytes.drain(..end);
        patience = FOR_THE_NEXT;
    }
}

/// Reads on until `bytes` begin with a whole head; where it ends. `None` when the connection ended,
/// or nothing came.
fn read_head(
    mut stream: &TcpStream,
    bytes: &mut Vec<u8>,
    patience: Duration,
) -> Result<Option<usize>, Answer> {
    let mut until = Instant::now() + patience;
    let mut seen = 0;
    loop {
        // RFC 9112, 2.2: empty lines before a request.
        while bytes.starts_with(b"\r\n") {
            bytes.drain(..2);
        }
        if let Some(end) = head::end(bytes, seen) {
            return match end <= MOST_BYTES {
                true => Ok(Some(end)),
                false => Err(too_long(bytes)),
            };
        }
        seen = bytes.len();
        if seen > MOST_BYTES {
            return Err(too_long(bytes));
        }
        if bytes
            .first()
            .is_some_and(|first| !first.is_ascii_graphic() && *first != b'\r')
        {
            return Err(Answer::text(400, "this is no request\n"));
        }
        let left = until.saturating_duration_since(Instant::now());
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
                    until = Instant::now() + FOR_A_HEAD;
                }
                bytes.extend_from_slice(&part[..count]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                let is_late = [io::ErrorKind::TimedOut, io::ErrorKind::WouldBlock];
                return match is_late.contains(&error.kind()) && !bytes.is_empty() {
                    true => Err(Answer::text(408, "the request did not come in time\n")),
                    false => Ok(None),
                };
            }
        }
    }
}

fn too_long(head: &[u8]) -> Answer {
    match head[..MOST_BYTES].contains(&b'\n') {
        true => Answer::text(431, "the request is too long\n"),
        false => Answer::text(414, "the address is too long\n"),
    }
}

/// Has a request answered; whether the connection can go on.
fn ask(inside: &Arc<Inside>, request: &[u8], asked: Asked, to: &TcpStream) -> io::Result<bool> {
    let request = head::for_one_answer(request);
    // The second time it is another server, where the first has ended.
    for _ in 0..2 {
        let Ok(from) = inside.connect() else {
            break;
        };
        let sent = (&from)
            .write_all(&request)
            .and_then(|()| from.shutdown(Shutdown::Write));
        if sent.is_ok()
            && let Some(stays) = hand_over(&from, to, asked)?
        {
            return Ok(stays);
        }
    }
    refuse(to, Answer::text(503, "the preview has too much to do\n"));
    Ok(false)
}

/// Hands over an answer; whether the connection can go on. `None` when there is no answer.
fn hand_over(mut from: impl Read, mut to: impl Write, asked: Asked) -> io::Result<Option<bool>> {
    let mut part = vec![0; PART];
    let mut head = Vec::new();
    let end = loop {
        let seen = head.len();
        match from.read(&mut part) {
            Ok(0) => return Ok(None),
            Ok(count) => head.extend_from_slice(&part[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Ok(None),
        }
        if let Some(end) = head::end(&head, seen) {
            break end;
        }
    };
    let answered = head::answered(&head[..end], asked);
    // What tiny_http answers by itself, it could not read.
    let is_whole = matches!(answered.status, 200 | 206 | 302 | 304 | 404 | 416 | 500);
    let stays = asked.stays && is_whole && answered.length.is_some();
    let line = match stays {
        true => "Connection: keep-alive",
        false => "Connection: close",
    };
    let body = head.split_off(end);
    let mut head = head::with_line(&head, line);
    let mut left = answered.length.unwrap_or(u64::MAX);
    let first = body.len().min(usize::try_from(left).unwrap_or(usize::MAX));
    head.extend_from_slice(&body[..first]);
    to.write_all(&head)?;
    left -= first as u64;
    while left > 0 {
        let most = PART.min(usize::try_from(left).unwrap_or(PART));
        match from.read(&mut part[..most]) {
            Ok(0) => return Ok(Some(false)),
            Ok(count) => {
                to.write_all(&part[..count])?;
                left -= count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(stays))
}

/// Says why, and hangs up.
fn refuse(mut stream: &TcpStream, answer: Answer) {
    let mut bytes = Vec::new();
    send(&mut bytes, answer, Wanted::default()).expect("memory takes what is written");
    let bytes = head::with_line(&bytes, "Connection: close");
    if stream.write_all(&bytes).is_err() || stream.shutdown(Shutdown::Write).is_err() {
        return;
    }
    let until = Instant::now() + REST;
    let (mut part, mut thrown) = ([0; 4096], 0);
    while thrown < MOST_REST {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return,
            Ok(count) => thrown += count,
        }
    }
}
