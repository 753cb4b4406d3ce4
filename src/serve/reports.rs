//! What the preview reports at the terminal; looks for findings first.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::live::{Live, Snapshot};
use super::{Told, What};
use crate::diagnostic::Diagnostic;
use crate::pipeline;

/// Delay before looking for findings, which takes many cores: the edited page, and edits that follow
/// at once, come first.
const DELAY: Duration = Duration::from_millis(150);

/// What happened.
pub(super) enum Report {
    /// The library is shown as it is now.
    Shown {
        snapshot: Arc<Snapshot>,
        changed: Changed,
        took: Duration,
    },
    /// It cannot be shown.
    Problem(String),
    /// A page of it cannot be made.
    Page(String),
}

/// What changed in a library.
pub(super) enum Changed {
    /// Possibly anything.
    Anything,
    /// These files.
    Files(Vec<String>),
    /// The history in git.
    Git,
}

impl Report {
    fn is_edit(&self) -> bool {
        let files = |changed: &Changed| matches!(changed, Changed::Files(_));
        matches!(self, Report::Shown { changed, .. } if files(changed))
    }
}

/// Looks for findings outside the main loop, so that an edit does not wait for those of the last one.
/// Of several edits that follow each other, only the newest is checked.
pub(super) fn tell_all(live: &Live, reports: &Receiver<Report>, mut tell: impl FnMut(Told<'_>)) {
    let threads = own_threads();
    while let Ok(first) = reports.recv() {
        let mut newest = first;
        let mut pages = Vec::new();
        while newest.is_edit()
            && let Ok(next) = reports.recv_timeout(DELAY)
        {
            match next {
                Report::Page(_) => pages.push(next),
                next => newest = merged(newest, next),
            }
        }
        for report in std::iter::once(newest).chain(pages) {
            tell_one(live, report, threads.as_ref(), &mut tell);
        }
    }
}

fn tell_one(
    live: &Live,
    report: Report,
    threads: Option<&ThreadPool>,
    tell: &mut impl FnMut(Told<'_>),
) {
    let (snapshot, changed, took) = match report {
        Report::Problem(problem) => return tell(Told::Problem(&problem)),
        Report::Page(problem) => return tell(Told::Page(&problem)),
        Report::Shown {
            snapshot,
            changed,
            took,
        } => (snapshot, changed, took),
    };
    let before = live.state().findings;
    let look = || pipeline::findings(snapshot.read.inputs(), &snapshot.assembled);
    let found = Arc::new(match threads {
        Some(threads) => threads.install(look),
        None => look(),
    });
    live.change(|state| state.findings = Arc::clone(&found));
    tell(Told::Shown {
        documents: snapshot.assembled.library.documents.len(),
        what: match &changed {
            Changed::Anything => What::Anything,
            Changed::Files(names) => What::Files(names),
            Changed::Git => What::Git,
        },
        sources: &snapshot.read.sources,
        found: &found,
        new: &new_ones(&before, &found),
        took,
    });
}

/// Threads for half of the cores, so that an edit need not wait for the findings of a large library;
/// `None` if the system has no more threads.
fn own_threads() -> Option<ThreadPool> {
    let half = rayon::current_num_threads().div_ceil(2);
    ThreadPoolBuilder::new().num_threads(half).build().ok()
}

/// Two reports as one.
fn merged(first: Report, mut next: Report) -> Report {
    if let (
        Report::Shown {
            changed: Changed::Files(earlier),
            ..
        },
        Report::Shown {
            changed: Changed::Files(changed),
            ..
        },
    ) = (first, &mut next)
    {
        changed.splice(0..0, earlier);
        changed.dedup();
    }
    next
}

fn new_ones(before: &[Diagnostic], now: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_same = |a: &Diagnostic, b: &Diagnostic| {
        (a.code, &a.place.path, &a.message) == (b.code, &b.place.path, &b.message)
    };
    // Both are sorted by file: only the findings of the same file are compared.
    let is_old = |one: &Diagnostic| {
        let from = before.partition_point(|old| old.place.path < one.place.path);
        let of_file = before[from..].iter();
        let mut of_file = of_file.take_while(|old| old.place.path == one.place.path);
        of_file.any(|old| is_same(old, one))
    };
    now.iter().filter(|one| !is_old(one)).cloned().collect()
}
