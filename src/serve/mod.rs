//! A finished site, for a browser that asks.
//!
//! In: a [`Site`] and a socket. Out: answers. An address is looked up in the site and nowhere else,
//! so no request can reach a file that is not published.

mod answer;
mod kind;

pub use answer::{Answer, Body, answer};

use std::fs::File;
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use tiny_http::{Request, Server};

use crate::pipeline::Site;

/// Ports that are tried after a busy one.
const MORE_PORTS: u16 = 50;

/// Requests answered at the same time; a slow client holds one.
const WORKERS: usize = 16;

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither the port nor one of those after it is free.
    #[error("cannot listen on `{address}`: {reason}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the operating system said.
        reason: String,
    },
}

/// A socket that listens.
pub struct Listener {
    server: Server,
    /// Where it listens; the port may be one after the one asked for.
    pub address: SocketAddr,
}

/// Takes the port or, if it is busy, the next free one. Port 0 is any.
pub fn listen(ip: IpAddr, port: u16) -> Result<Listener, Error> {
    let mut first = None;
    for port in port..=port.saturating_add(MORE_PORTS) {
        match Server::http(SocketAddr::new(ip, port)) {
            Ok(server) => {
                let bound = server.server_addr().to_ip();
                return Ok(Listener {
                    server,
                    address: bound.unwrap_or(SocketAddr::new(ip, port)),
                });
            }
            Err(error) => drop(first.get_or_insert(error.to_string())),
        }
    }
    Err(Error::Listen {
        address: SocketAddr::new(ip, port),
        reason: first.unwrap_or_default(),
    })
}

/// Answers until the process ends. `is_any_host`: answer whatever name the browser used; otherwise
/// only those of this machine, lest a page elsewhere read the preview through a name of its own
/// (DNS rebinding).
pub fn run(listener: &Listener, site: &Arc<Site>, is_any_host: bool) {
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Ok(request) = listener.server.recv() {
                    // A browser that goes away is no fault.
                    let _ = respond(request, site, is_any_host);
                }
            });
        }
    });
}

fn respond(request: Request, site: &Site, is_any_host: bool) -> io::Result<()> {
    let host = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("Host"))
        .map(|header| header.value.as_str().to_owned());
    let method = request.method().to_string();
    let answer = match host {
        host if is_any_host || host.as_deref().is_some_and(is_this_machine) => {
            answer(site, &method, request.url())
        }
        _ => Answer::text(403, "this preview answers to localhost only\n"),
    };
    send(request.into_writer(), answer, method == "HEAD")
}

/// The library's own answers leave requests hanging when a connection is kept alive; so each
/// answer is written whole, and ends its connection.
fn send(mut to: Box<dyn Write + Send>, answer: Answer<'_>, is_head: bool) -> io::Result<()> {
    let mut copied = None;
    let (answer, length) = match answer.body {
        Body::Bytes(bytes) => {
            let length = bytes.len() as u64;
            (answer, length)
        }
        Body::File(file) => match File::open(file).and_then(|it| Ok((it.metadata()?.len(), it))) {
            Ok((length, file)) => {
                copied = Some(file);
                (answer, length)
            }
            Err(_) => {
                let gone = Answer::text(404, "the file is gone from the library\n");
                let length = gone.body_bytes().len() as u64;
                (gone, length)
            }
        },
    };
    let mut head = format!(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {length}\r\n",
        answer.status,
        reason(answer.status),
        answer.kind,
    );
    if let Some(place) = &answer.location {
        head.push_str(&format!("Location: {place}\r\n"));
    }
    head.push_str(
        "Cache-Control: no-store\r\n\
         Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: same-origin\r\n\
         Connection: close\r\n\r\n",
    );
    to.write_all(head.as_bytes())?;
    match copied {
        _ if is_head => {}
        Some(file) => drop(io::copy(&mut io::Read::take(file, length), &mut to)?),
        None => to.write_all(answer.body_bytes())?,
    }
    to.flush()
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name.to_ascii_lowercase().as_str())
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        403 => "Forbidden",
        405 => "Method Not Allowed",
        _ => "Not Found",
    }
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
