//! How many connections the preview keeps open, and which one it closes to make room for another.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// Open connections at the same time; more have to wait. Each has a thread of its own.
const MAX_CONNECTIONS: usize = 512;
/// Files that a connection may have open: its socket, the file that it sends, and one to spare.
const FILES_PER_CONNECTION: usize = 3;
/// Stack of a connection's thread, in bytes. Pages are made in another thread.
const STACK_SIZE: usize = 256 * 1024;
/// How long to wait before trying again when the system is out of files or threads.
const RETRY: Duration = Duration::from_millis(20);
/// The limit of open files to ask for: some systems give a process only 256 unless it asks.
#[cfg(any(target_os = "linux", target_os = "macos"))]
const OPEN_FILES: u64 = 10_240;

/// Runs `handle` in a thread of its own for each connection, until the process ends.
pub(super) fn accept(listener: &TcpListener, handle: impl Fn(Slot) + Send + Sync + 'static) {
    let limiter = Arc::new(ConnectionLimiter::new(max_connections()));
    let handle = Arc::new(handle);
    loop {
        // Fails while too many files are open, which passes.
        let Ok((stream, _)) = listener.accept() else {
            std::thread::sleep(RETRY);
            continue;
        };
        let slot = limiter.acquire(stream);
        let handle = Arc::clone(&handle);
        let thread = std::thread::Builder::new().stack_size(STACK_SIZE);
        if thread.spawn(move || handle(slot)).is_err() {
            std::thread::sleep(RETRY);
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn max_connections() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(OPEN_FILES, |it| it.min(OPEN_FILES));
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        // If the system refuses, the old limit holds.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let files = getrlimit(Resource::Nofile).current.unwrap_or(OPEN_FILES);
    let files = usize::try_from(files).unwrap_or(usize::MAX);
    (files / FILES_PER_CONNECTION).clamp(8, MAX_CONNECTIONS)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn max_connections() -> usize {
    MAX_CONNECTIONS
}

/// When a connection may be closed to make room; the number tells two of the same instant apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Deadline {
    at: Instant,
    number: u64,
}

/// Keeps the number of open connections below a limit.
struct ConnectionLimiter {
    max: usize,
    open: Mutex<Open>,
    released: Condvar,
}

#[derive(Default)]
struct Open {
    by_deadline: BTreeMap<Deadline, Arc<TcpStream>>,
    /// Connections accepted so far.
    accepted: u64,
}

impl ConnectionLimiter {
    fn new(max: usize) -> ConnectionLimiter {
        ConnectionLimiter {
            max,
            open: Mutex::default(),
            released: Condvar::new(),
        }
    }

    /// Waits for a free slot. When there is none, closes a connection that is past its deadline.
    fn acquire(self: &Arc<Self>, stream: TcpStream) -> Slot {
        let mut open = self.locked();
        while open.by_deadline.len() >= self.max
            && let Some((first, oldest)) = open.by_deadline.first_key_value()
        {
            let left = first.at.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // The other end may have closed it already.
                let _ = oldest.shutdown(Shutdown::Both);
                open.by_deadline.pop_first();
            } else {
                let waited = self.released.wait_timeout(open, left);
                open = waited.expect("no thread panics with the lock").0;
            }
        }
        open.accepted += 1;
        let slot = Slot {
            limiter: Arc::clone(self),
            deadline: Deadline {
                at: Instant::now(),
                number: open.accepted,
            },
            stream: Arc::new(stream),
        };
        let stream = Arc::clone(&slot.stream);
        open.by_deadline.insert(slot.deadline, stream);
        drop(open);
        slot
    }

    fn locked(&self) -> MutexGuard<'_, Open> {
        self.open.lock().expect("no thread panics with the lock")
    }
}

/// An open connection, which no longer counts once dropped.
pub(super) struct Slot {
    limiter: Arc<ConnectionLimiter>,
    deadline: Deadline,
    /// The connection.
    pub(super) stream: Arc<TcpStream>,
}

impl Slot {
    /// Moves the deadline to `time` from now; false if the connection has been closed already.
    pub(super) fn extend(&mut self, time: Duration) -> bool {
        let mut open = self.limiter.locked();
        let Some(stream) = open.by_deadline.remove(&self.deadline) else {
            return false;
        };
        self.deadline.at = Instant::now() + time;
        open.by_deadline.insert(self.deadline, stream);
        true
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.limiter.locked().by_deadline.remove(&self.deadline);
        self.limiter.released.notify_one();
    }
}
