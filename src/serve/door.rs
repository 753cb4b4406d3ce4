//! The door of the preview: who may come in, how many at a time, and how long each may take.
//!
//! tiny_http reads heads of any length for any time. So connections are taken here; a request goes
//! on to it only when its head has come whole, in time, and of a size that browsers send.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::guest;
use super::requests::Inside;

/// Connections at the same time; the rest wait. Each has a thread of its own.
const MOST: usize = 512;
/// Files that a connection may have open at once: its own, three within, and what it reads.
const FILES_EACH: usize = 6;
/// Memory of a connection's thread: pages are made elsewhere.
const STACK: usize = 128 * 1024;
/// Before something that failed is tried again.
const PAUSE: Duration = Duration::from_millis(20);
/// Open files that are asked for: some machines give a process only 256 unless asked.
#[cfg(any(target_os = "linux", target_os = "macos"))]
const MOST_FILES: u64 = 10_240;

/// Lets in whoever connects, until the process ends.
pub fn let_in(listener: &TcpListener, inside: &Arc<Inside>) {
    let crowd = Arc::new(Crowd::new(most()));
    loop {
        // Too many files may be open; they are closed again.
        let Ok((stream, _)) = listener.accept() else {
            std::thread::sleep(PAUSE);
            continue;
        };
        let place = crowd.enter(stream);
        let inside = Arc::clone(inside);
        let thread = std::thread::Builder::new().stack_size(STACK);
        if thread.spawn(move || guest::serve(place, &inside)).is_err() {
            std::thread::sleep(PAUSE);
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn most() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.map_or(MOST_FILES, |it| it.min(MOST_FILES));
    if limit.current.is_some_and(|current| current < most) {
        limit.current = Some(most);
        // Refused, it is as it was.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(MOST_FILES);
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    (files / FILES_EACH).clamp(8, MOST)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn most() -> usize {
    MOST
}

/// When a connection may be closed for another, and a number that tells it from all others.
type Turn = (Instant, u64);

/// All who are connected.
struct Crowd {
    most: usize,
    guests: Mutex<Guests>,
    left: Condvar,
}

#[derive(Default)]
struct Guests {
    /// Those who have taken longest first.
    by_turn: BTreeMap<Turn, Arc<TcpStream>>,
    count: u64,
}

impl Crowd {
    fn new(most: usize) -> Crowd {
        Crowd {
            most,
            guests: Mutex::default(),
            left: Condvar::new(),
        }
    }

    /// Waits for room. Where there is none, whoever has outstayed its time has to go.
    fn enter(self: &Arc<Self>, stream: TcpStream) -> Place {
        let mut guests = self.locked();
        while guests.by_turn.len() >= self.most
            && let Some((&(until, _), oldest)) = guests.by_turn.first_key_value()
        {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // It may be gone already.
                let _ = oldest.shutdown(Shutdown::Both);
                guests.by_turn.pop_first();
            } else {
                let waited = self.left.wait_timeout(guests, left);
                guests = waited.expect("no thread panics with the guests").0;
            }
        }
        guests.count += 1;
        let place = Place {
            turn: (Instant::now(), guests.count),
            stream: Arc::new(stream),
            crowd: Arc::clone(self),
        };
        let stream = Arc::clone(&place.stream);
        guests.by_turn.insert(place.turn, stream);
        drop(guests);
        place
    }

    fn locked(&self) -> MutexGuard<'_, Guests> {
        self.guests
            .lock()
            .expect("no thread panics with the guests")
    }
}

/// A connection's place, free again when dropped.
pub struct Place {
    crowd: Arc<Crowd>,
    turn: Turn,
    /// The connection.
    pub stream: Arc<TcpStream>,
}

impl Place {
    /// From now on it may be asked to go after `patience`; false if it has been already.
    pub fn keep(&mut self, patience: Duration) -> bool {
        let mut guests = self.crowd.locked();
        let Some(stream) = guests.by_turn.remove(&self.turn) else {
            return false;
        };
        self.turn.0 = Instant::now() + patience;
        guests.by_turn.insert(self.turn, stream);
        true
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.crowd.locked().by_turn.remove(&self.turn);
        self.crowd.left.notify_one();
    }
}
