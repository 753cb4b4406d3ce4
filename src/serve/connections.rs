//! Requests and their answers: how many at a time, and who may ask.
//!
//! Connections are accepted and requests read by tiny_http, which also answers what is not HTTP.

use std::cell::RefCell;
use std::io::{self, Write};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use tiny_http::{Method, Request, Server};

use super::answer::{self, Answer, Body};
use super::live::{Live, State};
use super::send::{Wanted, begin_events, send};
use super::{kind, panel};
use crate::library::Route;

/// Requests that are answered at the same time; the rest wait. Each has a thread of its own.
const MOST: usize = 200;
/// Connections that stay open for announcements; a browser needs one for all of its tabs.
const MOST_LISTENERS: usize = 50;
/// Memory of a request's thread: pages are made elsewhere.
const STACK: usize = 256 * 1024;
/// The longest address, and the longest header fields together, in bytes: far above what browsers
/// send.
const MOST_BYTES: usize = 16 * 1024;
/// A listener that went away is noticed after this.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Before something that failed is tried again.
const PAUSE: Duration = Duration::from_millis(20);
/// After so long without a request it is looked whether one is stuck.
const QUIET: Duration = Duration::from_millis(250);
/// Open files that are asked for: a connection takes two, and some machines give a process only
/// 256 unless asked.
#[cfg(any(target_os = "linux", target_os = "macos"))]
const MOST_FILES: u64 = 10_240;

/// Answers whoever connects, until the process ends. `is_any_host`: whatever name the browser
/// used; otherwise only those of this machine, lest a page elsewhere read the preview through a
/// name of its own (DNS rebinding).
pub fn answer_all(listener: &TcpListener, live: &Arc<Live>, is_any_host: bool) {
    allow_many_files();
    let all = Arc::new(Seats::new(MOST));
    let listeners = Arc::new(Seats::new(MOST_LISTENERS));
    let answer = |request: Request| {
        let seat = all.take();
        let (live, listeners) = (Arc::clone(live), Arc::clone(&listeners));
        let thread = std::thread::Builder::new().stack_size(STACK);
        let spawned = thread.spawn(move || {
            let _seat = seat;
            // A browser that goes away is no fault.
            let _ = respond(request, &live, &listeners, is_any_host);
        });
        if spawned.is_err() {
            std::thread::sleep(PAUSE);
        }
    };
    loop {
        let socket = listener.try_clone().ok();
        if let Some(server) = socket.and_then(|it| Server::from_listener(it, None).ok()) {
            while let Ok(request) = server.recv_timeout(QUIET) {
                match request {
                    Some(request) => answer(request),
                    None => wake(listener),
                }
            }
            // It accepts no more, as when too many files are open; what it has read is answered.
            while let Ok(Some(request)) = server.recv_timeout(PAUSE) {
                answer(request);
            }
        }
        std::thread::sleep(PAUSE);
    }
}

/// tiny_http can queue a connection behind its busy threads; a thread that is started for another
/// connection takes up what is queued.
fn wake(listener: &TcpListener) {
    if let Ok(mut address) = listener.local_addr() {
        if address.ip().is_unspecified() {
            address.set_ip(match address.is_ipv4() {
                true => Ipv4Addr::LOCALHOST.into(),
                false => Ipv6Addr::LOCALHOST.into(),
            });
        }
        let _ = TcpStream::connect_timeout(&address, QUIET);
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn allow_many_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.map_or(MOST_FILES, |it| it.min(MOST_FILES));
    if limit.current.is_some_and(|current| current < most) {
        limit.current = Some(most);
        // Refused, it is as it was.
        let _ = setrlimit(Resource::Nofile, limit);
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn allow_many_files() {}

fn respond(
    request: Request,
    live: &Live,
    listeners: &Arc<Seats>,
    is_any_host: bool,
) -> io::Result<()> {
    if request.body_length().is_some_and(|it| it > MOST_BYTES) {
        // When it is dropped, tiny_http makes room for all that the body is said to hold, and the
        // process ends if there is not as much: its connection is given up instead.
        std::mem::forget(request);
        return Ok(());
    }
    let target = request.url().to_owned();
    let unless = field(&request, "If-None-Match").map(str::to_owned);
    let is_head = *request.method() == Method::Head;
    let refused = refusal(&request, is_any_host);
    let is_listener = panel::own(&target) == Some("events") && !is_head;
    let to = request.into_writer();
    let plain = Wanted {
        is_head,
        unless: None,
    };
    if let Some(answer) = refused {
        return send(to, answer, plain);
    }
    if is_listener {
        return match listeners.try_take() {
            Some(_seat) => announce(to, live),
            None => send(to, Answer::text(503, "too many listeners\n"), plain),
        };
    }
    let wanted = Wanted {
        is_head,
        unless: unless.as_deref(),
    };
    send(to, file(live, &target), wanted)
}

/// Why a request is not answered with a file, whatever it asks for.
fn refusal(request: &Request, is_any_host: bool) -> Option<Answer> {
    let fields = request.headers().iter();
    let bytes = fields.map(|it| it.field.as_str().len() + it.value.len() + ": \r\n".len());
    if request.url().len() > MOST_BYTES {
        return Some(Answer::text(414, "the address is too long\n"));
    }
    if bytes.sum::<usize>() > MOST_BYTES {
        return Some(Answer::text(431, "the request is too long\n"));
    }
    if !is_any_host && !field(request, "Host").is_some_and(is_this_machine) {
        let text = "this preview answers to localhost only\n";
        return Some(Answer::text(403, text));
    }
    let is_reading = matches!(request.method(), Method::Get | Method::Head);
    (!is_reading).then(|| Answer::text(405, "only GET and HEAD are answered\n"))
}

fn field<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    let mut fields = request.headers().iter();
    let named = fields.find(|it| it.field.equiv(name))?;
    Some(named.value.as_str())
}

/// A file of the site or of the preview's own.
fn file(live: &Live, target: &str) -> Answer {
    if let Some(name) = panel::own(target) {
        return panel::answer(live, name);
    }
    let problem = RefCell::new(None);
    let find = |route: &Route| {
        let reply = live.file(route);
        problem.replace_with(|first| first.take().or(reply.problem));
        reply.content
    };
    let answer = answer::answer(target, find);
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
fn announce(mut stream: impl Write, live: &Live) -> io::Result<()> {
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
