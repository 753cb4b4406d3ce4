//! The preview: a library in a browser while it is being written.
//!
//! In: a way to read the library, and a socket. Out: responses, and reports for the terminal. The
//! stages are those of a build, but a page is made when it is requested, so an edit costs one parse,
//! one assembly and one page.
//!
//! ```text
//! watch        the folder        -> what changed, a burst at a time
//! rebuild      what changed      -> a library to show, or why there is none
//! reports      what is shown     -> its findings, for the terminal
//! live         that library      -> the page that is requested
//! connections  a socket          -> connections, limited in number
//! http         a connection      -> requests, limited in size and time
//! response     a response        -> bytes on the connection
//! site         a request         -> its response; events on every change
//! panel        a page            -> the same with a script that updates it and shows findings
//! ```

mod connections;
mod http;
mod live;
mod panel;
mod rebuild;
mod reports;
mod response;
mod site;
mod watch;

pub use watch::Watching;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use self::live::Live;
use self::rebuild::Rebuilder;
use self::reports::Report;
use self::site::Site;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::history::Archive;
use crate::pipeline::Inputs;
use crate::source::Sources;

/// How many ports to try after a busy one.
const MORE_PORTS: u16 = 50;

/// A library as read from disk, with everything else that a build depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Its files.
    pub sources: Sources,
    /// The current date.
    pub today: Date,
    /// Whether drafts are shown.
    pub with_drafts: bool,
    /// The history in git.
    pub archive: Arc<Archive>,
}

impl Read {
    /// The input of the pipeline.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            sources: &self.sources,
            today: self.today,
            with_drafts: self.with_drafts,
            archive: &self.archive,
        }
    }
}

/// Where a library is and how to read it.
pub struct Library<'a> {
    /// Its folder.
    pub root: &'a Utf8Path,
    /// Folders in it to ignore, such as the output of a build.
    pub left_out: &'a [Utf8PathBuf],
    /// Reads everything; the error is a message for the terminal.
    pub read: &'a dyn Fn() -> Result<Read, String>,
    /// The date now; `None` if the clock cannot be read.
    pub today: &'a dyn Fn() -> Option<Date>,
    /// Reads the history in git again after an edit; `None` if it is the same. Called in a thread of
    /// its own.
    pub git: &'a (dyn Fn(&Sources, &Arc<Archive>) -> Option<Archive> + Sync),
}

/// A report for the terminal.
pub enum Told<'a> {
    /// The library is shown as it is now.
    Shown {
        /// How many documents there are.
        documents: usize,
        /// What changed.
        what: What<'a>,
        /// The files that the findings quote.
        sources: &'a Sources,
        /// All findings.
        found: &'a [Diagnostic],
        /// Findings that are new.
        new: &'a [Diagnostic],
        /// From the change until pages can be requested.
        took: Duration,
    },
    /// The library cannot be shown, for this reason; the last good state still is.
    Problem(&'a str),
    /// A page cannot be made, for this reason; an earlier version of it, if any, is still shown.
    Page(&'a str),
}

/// What changed in a library that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// Possibly anything: the whole library was read.
    Anything,
    /// These files, relative to the library.
    Files(&'a [String]),
    /// The history in git.
    Git,
}

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither the port nor one of the next ones is free.
    #[error("cannot listen on `{address}`")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
}

/// A listening socket.
pub struct Listener {
    socket: TcpListener,
    /// The address, whose port may be higher than the one asked for.
    pub address: SocketAddr,
}

/// Takes the port or, if it is busy, the next free one. Port 0 means any.
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

/// Serves until the process ends. `is_any_host`: accept any name for this machine in requests.
pub fn run(
    listener: Listener,
    library: &Library<'_>,
    watching: Watching,
    is_any_host: bool,
    tell: impl FnMut(Told<'_>) + Send,
) {
    let (reports, reported) = mpsc::channel();
    let page_reports = reports.clone();
    let live = Arc::new(Live::start(move |problem: &str| {
        // Fails only while the process ends.
        let _ = page_reports.send(Report::Page(problem.to_owned()));
    }));
    let answering = Arc::clone(&live);
    std::thread::spawn(move || {
        // Connections before the first build wait for it.
        answering.wait(0, Duration::MAX);
        let site = Site::new(answering, is_any_host);
        connections::accept(&listener.socket, move |slot| {
            http::serve(slot, |request| site.respond(request));
        });
    });
    std::thread::scope(|scope| {
        let shown = &live;
        scope.spawn(move || reports::tell_all(shown, &reported, tell));
        let report = |report| reports.send(report).expect("the receiver never ends");
        Rebuilder::new(library, &live).run(watching, &report);
    });
}
