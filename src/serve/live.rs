//! What the preview shows now, and how a connection asks for a file of it.
//!
//! One thread holds the pages of the newest library and makes each when it is asked for. A new
//! library comes through the same queue as the questions, so whoever asks after an edit was
//! announced gets the edited page.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use super::Read;
use crate::blocks;
use crate::diagnostic::Diagnostic;
use crate::library::Route;
use crate::pipeline::{Assembled, Content, Files, Pages};
use crate::plan::PageKind;
use crate::render::Theme;
use crate::source::FilePath;

/// The last pages, which are remembered for the case that a template breaks.
const REMEMBERED: usize = 64;

/// A library that can be shown.
pub struct Snapshot {
    /// What was read.
    pub read: Read,
    /// What it says.
    pub assembled: Assembled,
    /// How it looks.
    pub theme: Arc<Theme>,
}

/// What everybody may know.
#[derive(Clone, Default)]
pub struct State {
    /// Grows with every change of any of the rest.
    pub number: u64,
    /// Grows with every change of a file that pages load: theme, pictures.
    pub assets: u64,
    /// What is shown; `None` before the first that could be.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Why something newer is not shown.
    pub problem: Option<String>,
    /// Of `snapshot`, sorted by file.
    pub findings: Arc<Vec<Diagnostic>>,
}

/// A file of the site, and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// What it holds; `None` when the site has no such file.
    pub content: Option<Content>,
    /// The document that the page shows, and the data files that it draws; none for other pages.
    pub files: Vec<FilePath>,
    /// Why `content` is older than the library, or missing.
    pub problem: Option<String>,
}

enum Ask {
    File(Route, Sender<Reply>),
    Show(Arc<Snapshot>),
}

/// The preview, for all of its threads.
pub struct Live {
    state: Mutex<State>,
    changed: Condvar,
    asks: Sender<Ask>,
}

impl Live {
    /// With nothing to show yet; starts the thread that makes pages. `tell` hears of each page that
    /// cannot be made, and why.
    pub fn start(tell: impl FnMut(&str) + Send + 'static) -> Live {
        let (asks, asked) = mpsc::channel();
        std::thread::spawn(move || make_pages(&asked, tell));
        Live {
            state: Mutex::default(),
            changed: Condvar::new(),
            asks,
        }
    }

    /// The present state.
    pub fn state(&self) -> State {
        self.locked().clone()
    }

    /// Changes the state and wakes all that wait for that.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.locked();
        let before = state.snapshot.clone();
        change(&mut state);
        state.number += 1;
        let is_new = |new: &&Arc<Snapshot>| !before.is_some_and(|old| Arc::ptr_eq(&old, new));
        if let Some(new) = state.snapshot.as_ref().filter(is_new) {
            // Without its reader the process is ending.
            let _ = self.asks.send(Ask::Show(Arc::clone(new)));
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Waits until the state's number is another than `seen`; the number, which is the same after
    /// `patience`.
    pub fn wait(&self, seen: u64, patience: Duration) -> u64 {
        let state = self.locked();
        let is_same = |state: &mut State| state.number == seen;
        let waited = self.changed.wait_timeout_while(state, patience, is_same);
        waited.expect("no thread panics with the state").0.number
    }

    /// A file of the site.
    pub fn file(&self, route: &Route) -> Reply {
        let (to, from) = mpsc::channel();
        let asked = self.asks.send(Ask::File(route.clone(), to));
        asked
            .ok()
            .and_then(|()| from.recv().ok())
            .unwrap_or_else(|| Reply {
                problem: Some("the page could not be made, which is a fault of sopress".to_owned()),
                ..Reply::default()
            })
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics with the state")
    }
}

fn make_pages(asked: &Receiver<Ask>, mut tell: impl FnMut(&str)) {
    let mut remembered = VecDeque::new();
    // What was told of each page that cannot be made: once, however often it is asked for.
    let mut told: BTreeMap<Route, String> = BTreeMap::new();
    let mut next = until_next(asked, |_| Reply::default());
    while let Some(snapshot) = next {
        let Snapshot {
            read,
            assembled,
            theme,
        } = &*snapshot;
        let pages = Pages::new(read.inputs(), assembled, theme);
        next = until_next(asked, |route| {
            let mut reply = made(&pages, route, &mut remembered);
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

/// Answers until there is another library to show.
fn until_next(
    asked: &Receiver<Ask>,
    mut make: impl FnMut(&Route) -> Reply,
) -> Option<Arc<Snapshot>> {
    loop {
        match asked.recv().ok()? {
            Ask::Show(snapshot) => return Some(snapshot),
            // Who asked may have gone away.
            Ask::File(route, to) => drop(to.send(make(&route))),
        }
    }
}

fn made(pages: &Pages<'_>, route: &Route, remembered: &mut VecDeque<(Route, Vec<u8>)>) -> Reply {
    match pages.one(route) {
        Ok(content) => {
            if let (Some(Content::Bytes(bytes)), Some(_)) = (&content, pages.page(route)) {
                remembered.retain(|(known, _)| known != route);
                remembered.push_back((route.clone(), bytes.clone()));
                if remembered.len() > REMEMBERED {
                    remembered.pop_front();
                }
            }
            Reply {
                content,
                ..Reply::default()
            }
        }
        Err(error) => Reply {
            content: remembered
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
