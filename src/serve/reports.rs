//! What the preview tells at the terminal, and the findings that it looks for before it does.

use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::live::{Live, Snapshot};
use super::{Told, What};
use crate::diagnostic::Diagnostic;
use crate::pipeline;

/// How long the look for findings, which takes all cores, leaves them to the edited page and to
/// edits that follow at once.
const PAGE_FIRST: Duration = Duration::from_millis(150);

/// What happened.
pub enum Report {
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

/// What is new about a library.
pub enum Changed {
    /// Anything.
    Anything,
    /// These files.
    Files(Vec<String>),
    /// What git says of the files.
    Git,
}

impl Report {
    fn is_of_edit(&self) -> bool {
        let files = |changed: &Changed| matches!(changed, Changed::Files(_));
        matches!(self, Report::Shown { changed, .. } if files(changed))
    }
}

/// Looks for findings beside the loop, so that the next edit need not wait for those of the last;
/// of edits that came meanwhile, only the newest is looked at.
pub fn tell_all(live: &Live, reports: &Receiver<Report>, mut tell: impl FnMut(Told<'_>)) {
    let apart = threads_apart();
    while let Ok(first) = reports.recv() {
        let mut newest = first;
        let mut pages = Vec::new();
        while newest.is_of_edit()
            && let Ok(next) = reports.recv_timeout(PAGE_FIRST)
        {
            match next {
                Report::Page(_) => pages.push(next),
                next => newest = after(newest, next),
            }
        }
        for report in std::iter::once(newest).chain(pages) {
            tell_one(live, report, apart.as_ref(), &mut tell);
        }
    }
}

fn tell_one(
    live: &Live,
    report: Report,
    apart: Option<&ThreadPool>,
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
    let found = Arc::new(match apart {
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

/// Half of the cores, lest an edit queue behind the findings of a large library; `None` when the
/// machine gives no more threads.
fn threads_apart() -> Option<ThreadPool> {
    let half = rayon::current_num_threads().div_ceil(2);
    ThreadPoolBuilder::new().num_threads(half).build().ok()
}

/// What is to be told of two reports.
fn after(first: Report, mut next: Report) -> Report {
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
