//! What the preview shows now, and how a connection gets a file of it.
//!
//! One thread holds the newest library and makes each page when it is requested. A new library comes
//! through the same queue as the requests, so a request after the event of an edit gets the edited
//! page.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use percent_encoding::percent_decode_str;

use super::Read;
use crate::blocks;
use crate::diagnostic::Diagnostic;
use crate::library::Route;
use crate::pipeline::{Assembled, Content, Files, Pages};
use crate::plan::{self, PageKind};
use crate::render::Theme;
use crate::source::FilePath;

/// How many pages are kept to be shown if a template breaks.
const KEPT_PAGES: usize = 64;

/// A library that can be shown.
pub(super) struct Snapshot {
    /// What was read.
    pub(super) read: Read,
    /// What it says.
    pub(super) assembled: Assembled,
    /// How it looks.
    pub(super) theme: Arc<Theme>,
}

/// The state that all connections share.
#[derive(Clone, Default)]
pub(super) struct State {
    /// Increases with every change of any other field.
    pub(super) number: u64,
    /// Increases with every change of a file that pages load: theme, pictures.
    pub(super) assets: u64,
    /// The library that is shown; `None` until the first that can be.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// Why something newer is not shown.
    pub(super) problem: Option<String>,
    /// The findings of `snapshot`, sorted by file.
    pub(super) findings: Arc<Vec<Diagnostic>>,
}

/// A file of the site, and what the panel says about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reply {
    /// Its content; `None` when the site has no such file.
    pub(super) content: Option<Content>,
    /// The document that the page shows and the data files that it uses; empty for other pages.
    pub(super) files: Vec<FilePath>,
    /// Why `content` is out of date or missing.
    pub(super) problem: Option<String>,
}

enum Message {
    /// Make this file.
    File(Route, Sender<Reply>),
    /// Make the files of this library from now on.
    Show(Arc<Snapshot>),
}

/// What the threads of the preview share.
pub(super) struct Live {
    state: Mutex<State>,
    changed: Condvar,
    messages: Sender<Message>,
}

impl Live {
    /// Nothing to show yet; starts the thread that makes pages. `tell` is called with the reason for
    /// each page that cannot be made.
    pub(super) fn start(tell: impl FnMut(&str) + Send + 'static) -> Live {
        let (messages, received) = mpsc::channel();
        std::thread::spawn(move || make_pages(&received, tell));
        Live {
            state: Mutex::default(),
            changed: Condvar::new(),
            messages,
        }
    }

    /// The current state.
    pub(super) fn state(&self) -> State {
        self.locked().clone()
    }

    /// Changes the state and wakes all threads that wait for it.
    pub(super) fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.locked();
        let before = state.snapshot.clone();
        change(&mut state);
        state.number += 1;
        let is_new = |new: &&Arc<Snapshot>| !before.is_some_and(|old| Arc::ptr_eq(&old, new));
        if let Some(new) = state.snapshot.as_ref().filter(is_new) {
            // Fails only while the process ends.
            let _ = self.messages.send(Message::Show(Arc::clone(new)));
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Waits until the state's number differs from `seen`, at most for `timeout`; the number.
    pub(super) fn wait(&self, seen: u64, timeout: Duration) -> u64 {
        let state = self.locked();
        let is_same = |state: &mut State| state.number == seen;
        let waited = self.changed.wait_timeout_while(state, timeout, is_same);
        waited.expect("no thread panics with the state").0.number
    }

    /// A file of the site.
    pub(super) fn file(&self, route: &Route) -> Reply {
        let (to, from) = mpsc::channel();
        let sent = self.messages.send(Message::File(route.clone(), to));
        sent.ok()
            .and_then(|()| from.recv().ok())
            .unwrap_or_else(|| Reply {
                problem: Some("the page could not be made because of a bug in sopress".to_owned()),
                ..Reply::default()
            })
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics with the state")
    }
}

/// The file of the site that an address means; an error is the text of a response.
///
/// The address is decoded once. What looks like a way out of the site is a name like any other, and
/// no file of the site has it.
pub(super) fn route(target: &str) -> Result<Route, &'static str> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Err("the address is not valid UTF-8\n");
    };
    let Some(name) = path.strip_prefix('/') else {
        return Err("the address does not start with a slash\n");
    };
    let is_folder = name.is_empty() || name.ends_with('/');
    Ok(Route::new(match is_folder {
        true => format!("{name}{}", plan::HOME),
        false => name.to_owned(),
    }))
}

fn make_pages(received: &Receiver<Message>, mut tell: impl FnMut(&str)) {
    let mut kept = VecDeque::new();
    // A problem is reported once, however often its page is requested.
    let mut told: BTreeMap<Route, String> = BTreeMap::new();
    let mut next = until_next(received, |_| Reply::default());
    while let Some(snapshot) = next {
        let Snapshot {
            read,
            assembled,
            theme,
        } = &*snapshot;
        let pages = Pages::new(read.inputs(), assembled, theme);
        next = until_next(received, |route| {
            let mut reply = made(&pages, route, &mut kept);
            reply.files = files(&pages, assembled, route);
            match &reply.problem {
                None => drop(told.remove(route)),
                Some(problem) if told.get(route) == Some(problem) => {}
                Some(problem) => {
                    tell(problem);
                    told.insert(route.clone(), problem.clone());
                }
            }
            reply
        });
    }
}

/// Makes files until there is another library to show.
fn until_next(
    received: &Receiver<Message>,
    mut make: impl FnMut(&Route) -> Reply,
) -> Option<Arc<Snapshot>> {
    loop {
        match received.recv().ok()? {
            Message::Show(snapshot) => return Some(snapshot),
            // The connection may have been closed.
            Message::File(route, to) => drop(to.send(make(&route))),
        }
    }
}

fn made(pages: &Pages<'_>, route: &Route, kept: &mut VecDeque<(Route, Vec<u8>)>) -> Reply {
    match pages.one(route) {
        Ok(content) => {
            if let (Some(Content::Bytes(bytes)), Some(_)) = (&content, pages.page(route)) {
                kept.retain(|(known, _)| known != route);
                kept.push_back((route.clone(), bytes.clone()));
                if kept.len() > KEPT_PAGES {
                    kept.pop_front();
                }
            }
            Reply {
                content,
                ..Reply::default()
            }
        }
        Err(error) => Reply {
            content: kept
                .iter()
                .find(|(known, _)| known == route)
                .map(|(_, bytes)| Content::Bytes(bytes.clone())),
            problem: Some(error.to_string()),
            files: Vec::new(),
        },
    }
}

fn files(pages: &Pages<'_>, assembled: &Assembled, route: &Route) -> Vec<FilePath> {
    let index = match pages.page(route).map(|page| &page.kind) {
        Some(PageKind::Document(index)) => *index,
        Some(PageKind::Home {
            introduction: Some(index),
        }) => *index,
        _ => return Vec::new(),
    };
    let sop = &assembled.library.document(index).sop;
    let drawn = sop.blocks.iter().filter_map(|placed| placed.block.as_ref());
    let data = drawn.filter_map(blocks::data_file).flat_map(|path| {
        let places = [FilePath::new(&path.value), sop.path.beside(&path.value)];
        places.into_iter().flatten()
    });
    std::iter::once(sop.path.clone()).chain(data).collect()
}
