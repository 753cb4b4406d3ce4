//! A library in a browser, as it is being written.
//!
//! In: a way to read the library, and a socket. Out: answers, and what to tell at the terminal.
//! The stages are those of a build; only, a page is made when it is asked for, so that an edit
//! costs one parse, one assembly and one page.
//!
//! ```text
//! watch        the folder        -> what changed, a burst at a time
//! rebuild      what changed      -> a library to show, or why there is none
//! reports      what was shown    -> its findings, told at the terminal
//! live         that library      -> the one page that is asked for
//! door         a socket          -> connections, so many and for so long
//! guest        a connection      -> requests that came whole and in time
//! requests     a request         -> its answer; announcements of changes
//! panel        a page            -> the same with a script that shows findings and loads it anew
//! ```
//!
//! An address is looked up in the site and nowhere else, so no request can reach a file that is
//! not published.

mod answer;
mod door;
mod guest;
mod head;
mod kind;
mod live;
mod panel;
mod range;
mod rebuild;
mod reports;
mod requests;
mod send;
mod watch;

pub use watch::Watching;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use self::live::Live;
use self::rebuild::Rebuild;
use self::reports::Report;
use self::requests::Inside;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::history::Archive;
use crate::pipeline::Inputs;
use crate::source::Sources;

/// Ports that are tried after a busy one.
const MORE_PORTS: u16 = 50;

/// A library as read from disk, with all else that a build depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Its files.
    pub sources: Sources,
    /// What day it is.
    pub today: Date,
    /// Whether drafts are shown.
    pub with_drafts: bool,
    /// What git holds.
    pub archive: Arc<Archive>,
}

impl Read {
    /// What the stages take.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sources: &self.sources,
            today: self.today,
            with_drafts: self.with_drafts,
            archive: &self.archive,
        }
    }
}

/// Where a library lies and how it is read.
pub struct Library<'a> {
    /// Its folder.
    pub root: &'a Utf8Path,
    /// Folders in it that do not count, such as the output of a build.
    pub left_out: &'a [Utf8PathBuf],
    /// Reads everything; what the machine says against it otherwise.
    pub read: &'a dyn Fn() -> Result<Read, String>,
    /// What day it is now; `None` when nobody can tell.
    pub today: &'a dyn Fn() -> Option<Date>,
    /// What git holds now that files were edited; `None` when it says what it said before. Asked in
    /// a thread of its own.
    pub git: &'a (dyn Fn(&Sources, &Arc<Archive>) -> Option<Archive> + Sync),
}

/// Something to tell at the terminal.
pub enum Told<'a> {
    /// The library is shown as it is now.
    Shown {
        /// How many documents there are.
        documents: usize,
        /// What is new.
        what: What<'a>,
        /// For the texts of the findings.
        sources: &'a Sources,
        /// All findings.
        found: &'a [Diagnostic],
        /// Those that were not there before.
        new: &'a [Diagnostic],
        /// From the change to the library that can be asked for its pages.
        took: Duration,
    },
    /// It cannot be shown; the last that could be still is.
    Problem(&'a str),
    /// Which page cannot be made, and why; if it could be before, it is shown as it was.
    Page(&'a str),
}

/// What is new about a library that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// Anything: it was read whole.
    Anything,
    /// These files, relative to the library.
    Files(&'a [String]),
    /// What git says of the files.
    Git,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither the port nor one of those after it is free.
    #[error("cannot listen on `{address}`")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
}

/// A socket that listens.
pub struct Listener {
    socket: TcpListener,
    /// Where it listens; the port may be one after the one asked for.
    pub address: SocketAddr,
}

/// Takes the port or, if it is busy, the next free one. Port 0 is any.
pub fn listen(ip: IpAddr, port: u16) -> Result<Listener, Error> {
    let mut first = None;
    for port in port..=port.saturating_add(MORE_PORTS) {
        let bound = TcpListener::bind(SocketAddr::new(ip, port));
        match bound.and_then(|socket| Ok((socket.local_addr()?, socket))) {
            Ok((address, socket)) => return Ok(Listener { socket, address }),
            Err(error) => drop(first.get_or_insert(error)),
        }
    }
    Err(Error::Listen {
        address: SocketAddr::new(ip, port),
        source: first.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()),
    })
}

/// Serves until the process ends. `is_any_host`: whatever name the browser uses for this machine.
pub fn run(
    listener: Listener,
    library: &Library<'_>,
    watching: Watching,
    is_any_host: bool,
    tell: impl FnMut(Told<'_>) + Send,
) {
    let (reports, reported) = mpsc::channel();
    let of_pages = reports.clone();
    let live = Arc::new(Live::start(move |problem: &str| {
        // Without its reader the process is ending.
        let _ = of_pages.send(Report::Page(problem.to_owned()));
    }));
    let answering = Arc::clone(&live);
    std::thread::spawn(move || {
        // Whoever comes before the first build waits for it.
        answering.wait(0, Duration::MAX);
        let inside = Arc::new(Inside::new(answering, is_any_host));
        door::let_in(&listener.socket, &inside);
    });
    std::thread::scope(|scope| {
        let shown = &live;
        scope.spawn(move || reports::tell_all(shown, &reported, tell));
        let report = |report| reports.send(report).expect("the other end waits for ever");
        Rebuild::new(library, &live).run(watching, &report);
    });
}
