//! One connection, one request, one answer: how many at a time, and who may ask.

use std::cell::RefCell;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use super::answer::{self, Answer, Body};
use super::live::{Live, State};
use super::request::{self, Refused, Request};
use super::send::{Wanted, begin_events, send};
use super::{kind, panel};
use crate::library::Route;

/// Connections that are open at the same time; the rest wait at the door. Each has one thread and
/// one open file, and machines give a process 1024 or, on macOS, 256 of those.
const MOST: usize = 200;
/// Connections that stay open for announcements; a browser needs one for all of its tabs.
const MOST_LISTENERS: usize = 50;
/// Memory of a connection's thread: pages are made elsewhere.
const STACK: usize = 256 * 1024;
/// A listener that went away is noticed after this.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Answers whoever connects, until the process ends. `is_any_host`: whatever name the browser
/// used; otherwise only those of this machine, lest a page elsewhere read the preview through a
/// name of its own (DNS rebinding).
pub fn answer_all(listener: &TcpListener, live: &Arc<Live>, is_any_host: bool) {
    let all = Arc::new(Seats::new(MOST));
    let listeners = Arc::new(Seats::new(MOST_LISTENERS));
    loop {
        let seat = all.take();
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Too many open files, or a browser that changed its mind.
                std::thread::sleep(Duration::from_millis(20));
                continue;
            }
        };
        let (live, listeners) = (Arc::clone(live), Arc::clone(&listeners));
        let thread = std::thread::Builder::new().stack_size(STACK);
        let spawned = thread.spawn(move || {
            let _seat = seat;
            // A browser that goes away is no fault.
            let _ = respond(stream, &live, &listeners, is_any_host);
        });
        if spawned.is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn respond(
    mut stream: TcpStream,
    live: &Live,
    listeners: &Arc<Seats>,
    is_any_host: bool,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let plain = Wanted {
        is_head: false,
        unless: None,
    };
    let request = match request::read(&mut stream) {
        Ok(request) => request,
        Err(refused) => {
            let answer = match refused {
                Refused::Gone => return Ok(()),
                Refused::Malformed => Answer::text(400, "this is not HTTP/1\n"),
                Refused::TooLong => Answer::text(431, "the request is too long\n"),
                Refused::TimedOut => Answer::text(408, "the request took too long\n"),
            };
            return send(&mut stream, answer, plain);
        }
    };
    let is_welcome = is_any_host || request.host.as_deref().is_some_and(is_this_machine);
    if !is_welcome {
        let answer = Answer::text(403, "this preview answers to localhost only\n");
        return send(&mut stream, answer, plain);
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let answer = Answer::text(405, "only GET and HEAD are answered\n");
        return send(&mut stream, answer, plain);
    }
    let is_head = request.method == "HEAD";
    if panel::own(&request.target) == Some("events") && !is_head {
        return match listeners.try_take() {
            Some(_seat) => announce(stream, live),
            None => send(
                &mut stream,
                Answer::text(503, "too many listeners\n"),
                plain,
            ),
        };
    }
    let wanted = Wanted {
        is_head,
        unless: request.if_none_match.as_deref(),
    };
    send(&mut stream, file(live, &request), wanted)
}

/// A file of the site or of the preview's own.
fn file(live: &Live, request: &Request) -> Answer {
    if let Some(name) = panel::own(&request.target) {
        return panel::answer(live, name);
    }
    let problem = RefCell::new(None);
    let find = |route: &Route| {
        let reply = live.file(route);
        problem.replace_with(|first| first.take().or(reply.problem));
        reply.content
    };
    let answer = answer::answer(&request.target, find);
    // Read after the page was made: a page is never taken for a newer one than it is.
    let state = live.state();
    let of_library = state.problem.clone().filter(|_| state.snapshot.is_none());
    match problem.into_inner().or(of_library) {
        Some(problem) if answer.status == 404 => scripted(panel::error_page(&problem), &state),
        _ if answer.kind == kind::HTML => scripted(answer, &state),
        _ => answer,
    }
}

fn scripted(answer: Answer, state: &State) -> Answer {
    let body = match &answer.body {
        Body::Bytes(bytes) => Body::Bytes(panel::with_script(bytes, state)),
        Body::File(file) => Body::File(file.clone()),
    };
    Answer { body, ..answer }
}

/// Says each time that something changed, until nobody listens (Server-sent events, WHATWG HTML).
fn announce(mut stream: TcpStream, live: &Live) -> io::Result<()> {
    begin_events(&mut stream)?;
    stream.write_all(b"retry: 500\n")?;
    let mut told = None;
    loop {
        let number = match told {
            None => live.state().number,
            Some(told) => live.wait(told, HEARTBEAT),
        };
        let line = match told == Some(number) {
            true => ":\n\n".to_owned(),
            false => format!("data: {number}\n\n"),
        };
        stream.write_all(line.as_bytes())?;
        stream.flush()?;
        told = Some(number);
    }
}

/// Places that can be taken; each is free again when dropped.
struct Seats {
    free: Mutex<usize>,
    freed: Condvar,
}

struct Seat(Arc<Seats>);

impl Seats {
    fn new(count: usize) -> Seats {
        Seats {
            free: Mutex::new(count),
            freed: Condvar::new(),
        }
    }

    /// Waits for one.
    fn take(self: &Arc<Self>) -> Seat {
        let free = self.free.lock().expect("no thread panics with the count");
        let free = self.freed.wait_while(free, |free| *free == 0);
        *free.expect("no thread panics with the count") -= 1;
        Seat(Arc::clone(self))
    }

    fn try_take(self: &Arc<Self>) -> Option<Seat> {
        let mut free = self.free.lock().expect("no thread panics with the count");
        *free = free.checked_sub(1)?;
        Some(Seat(Arc::clone(self)))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *self.0.free.lock().expect("no thread panics with the count") += 1;
        self.0.freed.notify_one();
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:4000",
            "",
            "127.0.0.1.nip.io",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
