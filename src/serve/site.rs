//! What a request gets: a file of the site, a file of the preview itself, or news of changes.
//!
//! An address is looked up in the site and nowhere else, so no request can reach a file that is not
//! published.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::http::Request;
use super::live::{Live, State, route};
use super::panel;
use super::response::{Body, HTML, Response, content_type};
use crate::library::Route;
use crate::pipeline::Content;
use crate::plan;

/// Connections that are told of changes; a browser needs one for all of its tabs.
const MAX_LISTENERS: usize = 100;
/// How often a line is sent to a listener to see whether it is still there.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// The site as the preview answers for it.
pub(super) struct Site {
    live: Arc<Live>,
    listeners: Arc<Mutex<usize>>,
    is_any_host: bool,
}

impl Site {
    /// `is_any_host`: whatever name the browser used for this machine. Otherwise only its local
    /// names, so that a page elsewhere cannot read the preview under a name of its own (DNS
    /// rebinding).
    pub(super) fn new(live: Arc<Live>, is_any_host: bool) -> Site {
        Site {
            live,
            listeners: Arc::default(),
            is_any_host,
        }
    }

    /// The response to a request.
    pub(super) fn respond(&self, request: &Request) -> Response {
        let host = request.host.as_deref();
        if !self.is_any_host && !host.is_some_and(is_local) {
            return Response::text(403, "this preview is only for localhost\n");
        }
        // A browser adds the origin when a page of another site asks.
        let origin = request.origin.as_deref();
        if origin.is_some_and(|it| it.split_once("://").map(|(_, name)| name) != host) {
            return Response::text(403, "this preview is not for other sites\n");
        }
        match panel::own(&request.target) {
            Some("events") => self.events(),
            Some(name) => panel::respond(&self.live, name),
            None => self.page(&request.target),
        }
    }

    fn page(&self, target: &str) -> Response {
        let problem = RefCell::new(None);
        let find = |route: &Route| {
            let reply = self.live.file(route);
            problem.replace_with(|first| first.take().or(reply.problem));
            reply.content
        };
        let response = find_page(target, find);
        // Read after the page was made, so that a page never passes for newer than it is.
        let state = self.live.state();
        let of_library = state.problem.clone().filter(|_| state.snapshot.is_none());
        match problem.into_inner().or(of_library) {
            Some(problem) if response.status == 404 => {
                with_script(panel::error_page(&problem), &state)
            }
            _ if response.content_type == HTML => with_script(response, &state),
            _ => response,
        }
    }

    /// Server-sent events (WHATWG HTML): the number of the state each time that it changes.
    fn events(&self) -> Response {
        let Some(listener) = Listener::add(&self.listeners) else {
            return Response::text(503, "too many open connections\n");
        };
        let live = Arc::clone(&self.live);
        let mut last = None;
        let lines = std::iter::repeat_with(move || {
            // Counts for as long as the response is being written.
            let _ = &listener;
            let number = match last {
                None => live.state().number,
                Some(last) => live.wait(last, HEARTBEAT),
            };
            match last.replace(number) == Some(number) {
                true => ":\n\n".to_owned(),
                false => format!("data: {number}\n\n"),
            }
        });
        let lines = std::iter::once("retry: 500\n".to_owned()).chain(lines);
        Response::new(200, "text/event-stream", Body::Stream(Box::new(lines)))
    }
}

/// One that is told of changes; no longer counted once dropped.
struct Listener(Arc<Mutex<usize>>);

impl Listener {
    /// `None` when there are too many.
    fn add(count: &Arc<Mutex<usize>>) -> Option<Listener> {
        let mut listeners = count.lock().expect("no thread panics with the count");
        let is_room = *listeners < MAX_LISTENERS;
        *listeners += usize::from(is_room);
        is_room.then(|| Listener(Arc::clone(count)))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        *self.0.lock().expect("no thread panics with the count") -= 1;
    }
}

/// The file of the site for an address, a redirect to it, or the page for missing ones. `find` looks
/// in the site.
fn find_page(target: &str, find: impl Fn(&Route) -> Option<Content>) -> Response {
    let wanted = match route(target) {
        Ok(wanted) => wanted,
        Err(text) => return Response::text(400, text),
    };
    if let Some(content) = find(&wanted) {
        return file(200, &wanted, content);
    }
    let name = wanted.as_str();
    let index = Route::new(format!("{name}/{}", plan::HOME));
    if find(&index).is_some() {
        return Response {
            location: Some(format!("/{}/", wanted.encoded())),
            ..Response::text(302, "the address ends in a slash\n")
        };
    }
    let missing = Route::new(plan::NOT_FOUND);
    match find(&missing) {
        Some(content) => file(404, &missing, content),
        None => Response::text(404, "page not found\n"),
    }
}

fn file(status: u16, route: &Route, content: Content) -> Response {
    let body = match content {
        Content::Bytes(bytes) => Body::Bytes(bytes),
        Content::Copy(file) => Body::File(file),
    };
    Response::new(status, content_type(route.as_str()), body)
}

fn with_script(response: Response, state: &State) -> Response {
    let body = match response.body {
        Body::Bytes(bytes) => Body::Bytes(panel::with_script(&bytes, state)),
        other => other,
    };
    Response { body, ..response }
}

/// Whether the field `Host` names this machine as it calls itself.
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(url: &str) -> (u16, String) {
        let names = [
            "index.html",
            "404.html",
            "sales/index.html",
            "a b&c%.html",
            "x.csv",
        ];
        let response = find_page(url, |route| {
            let name = names.iter().find(|name| **name == route.as_str())?;
            Some(Content::Bytes(name.as_bytes().to_vec()))
        });
        let Body::Bytes(bytes) = response.body else {
            panic!("all files are bytes")
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (response.status, response.location.unwrap_or(text))
    }

    #[test]
    fn an_address_is_decoded_once_and_looked_up() {
        let found = |name: &str| (200, name.to_owned());
        assert_eq!(asked("/"), found("index.html"));
        assert_eq!(asked("/?q=1"), found("index.html"));
        assert_eq!(asked("/sales/"), found("sales/index.html"));
        assert_eq!(asked("/a%20b%26c%25.html"), found("a b&c%.html"));
        assert_eq!(asked("/sales"), (302, "/sales/".to_owned()));
    }

    #[test]
    fn what_is_not_in_the_site_is_not_found_whatever_the_spelling() {
        for url in [
            "/nope.html",
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/sales/../index.html",
            "/..%5c..%5cCargo.toml",
            "//etc/passwd",
            "/index.html%00.png",
            "/a%2520b%26c%25.html",
        ] {
            assert_eq!(asked(url), (404, "404.html".to_owned()), "{url}");
        }
        let long = format!("/{}", "a".repeat(100_000));
        assert_eq!(asked(&long).0, 404);
        assert_eq!(asked("/%ff").0, 400);
        assert_eq!(asked("http://elsewhere/").0, 400);
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:4000",
            "",
            "127.0.0.1.nip.io",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }
}
