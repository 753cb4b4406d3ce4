//! Requests and their answers, and who may ask.
//!
//! Requests are read by tiny_http, behind a port of this machine that [`super::door`] alone is told:
//! what comes from there came whole, in time and without a body. Whoever finds the port all the
//! same is answered nothing else than at the door.

use std::cell::RefCell;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tiny_http::{Method, Request, Server};

use super::answer::{self, Answer, Body};
use super::live::{Live, State};
use super::send::{Wanted, begin_events, send};
use super::{kind, panel};
use crate::library::Route;

/// Connections that stay open for announcements; a browser needs one for all of its tabs.
const MOST_LISTENERS: usize = 100;
/// Memory of a request's thread: pages are made elsewhere.
const STACK: usize = 256 * 1024;
/// A listener that went away is noticed after this, four times at most.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// Before something that failed is tried again.
const PAUSE: Duration = Duration::from_millis(20);

/// What reads and answers requests.
pub struct Inside {
    live: Arc<Live>,
    listeners: Arc<Seats>,
    is_any_host: bool,
    /// Where tiny_http listens; `None` before the first request.
    address: Mutex<Option<SocketAddr>>,
}

impl Inside {
    /// `is_any_host`: whatever name the browser used; otherwise only those of this machine, lest a
    /// page elsewhere read the preview through a name of its own (DNS rebinding).
    pub fn new(live: Arc<Live>, is_any_host: bool) -> Inside {
        Inside {
            live,
            listeners: Arc::new(Seats(Mutex::new(MOST_LISTENERS))),
            is_any_host,
            address: Mutex::default(),
        }
    }

    /// A connection for one request.
    pub fn connect(self: &Arc<Self>) -> io::Result<TcpStream> {
        let known = *self.address();
        if let Some(address) = known {
            match TcpStream::connect(address) {
                // tiny_http ends when it cannot accept, as when too many files are open.
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {}
                connected => return connected,
            }
        }
        let mut address = self.address();
        if *address == known {
            *address = Some(self.open()?);
        }
        let now = *address;
        drop(address);
        TcpStream::connect(now.expect("it was opened"))
    }

    fn address(&self) -> std::sync::MutexGuard<'_, Option<SocketAddr>> {
        self.address
            .lock()
            .expect("no thread panics with the address")
    }

    /// Starts a server that lives until it can accept no more.
    fn open(self: &Arc<Self>) -> io::Result<SocketAddr> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = socket.local_addr()?;
        let server = Server::from_listener(socket, None).map_err(io::Error::other)?;
        let inside = Arc::clone(self);
        std::thread::Builder::new().spawn(move || {
            while let Ok(request) = server.recv() {
                let inside = Arc::clone(&inside);
                let thread = std::thread::Builder::new().stack_size(STACK);
                // A browser that goes away is no fault.
                let spawned = thread.spawn(move || drop(respond(request, &inside)));
                if spawned.is_err() {
                    std::thread::sleep(PAUSE);
                }
            }
        })?;
        Ok(address)
    }
}

fn respond(request: Request, inside: &Inside) -> io::Result<()> {
    if request.body_length().is_some_and(|it| it > 0) {
        // When it is dropped, tiny_http makes room for all that the body is said to hold, and the
        // process ends if there is not as much. Nothing of the kind comes through the door.
        std::mem::forget(request);
        return Ok(());
    }
    let target = request.url().to_owned();
    let text = |name| field(&request, name).map(str::to_owned);
    let wanted = Wanted {
        is_head: *request.method() == Method::Head,
        unless: text("If-None-Match"),
        range: text("Range"),
        only_if: text("If-Range"),
    };
    let refused = refusal(&request, inside.is_any_host);
    let is_listener = panel::own(&target) == Some("events") && !wanted.is_head;
    let to = request.into_writer();
    if let Some(answer) = refused {
        let is_head = wanted.is_head;
        return send(
            to,
            answer,
            Wanted {
                is_head,
                ..Wanted::default()
            },
        );
    }
    if is_listener {
        return match inside.listeners.try_take() {
            Some(_seat) => announce(to, &inside.live),
            None => send(
                to,
                Answer::text(503, "too many listeners\n"),
                Wanted::default(),
            ),
        };
    }
    send(to, file(&inside.live, &target), wanted)
}

/// Why a request is not answered with a file, whatever it asks for.
fn refusal(request: &Request, is_any_host: bool) -> Option<Answer> {
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
struct Seats(Mutex<usize>);

struct Seat(Arc<Seats>);

impl Seats {
    fn try_take(self: &Arc<Self>) -> Option<Seat> {
        let mut free = self.0.lock().expect("no thread panics with the count");
        *free = free.checked_sub(1)?;
        Some(Seat(Arc::clone(self)))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *self.0.0.lock().expect("no thread panics with the count") += 1;
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
