//! From changes on disk to what is shown: the loop of the preview.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::live::{Live, Snapshot};
use super::watch::{self, Changes, Watch, Watching};
use super::{Library, Read, Told};
use crate::config;
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::{self, Memory};
use crate::render::Theme;
use crate::source::{self, FilePath, Sources};

/// What happened, for whoever looks for findings and tells.
enum Report {
    /// The library is shown as it is now.
    Shown {
        snapshot: Arc<Snapshot>,
        changed: Vec<String>,
        took: Duration,
    },
    /// It cannot be shown.
    Problem(String),
}

impl Report {
    fn is_of_edit(&self) -> bool {
        matches!(self, Report::Shown { changed, .. } if !changed.is_empty())
    }
}

/// How long the look for findings, which takes all cores, leaves them to the edited page and to
/// edits that follow at once.
const PAGE_FIRST: Duration = Duration::from_millis(150);
/// How often the day and a library that is gone are looked at.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// After files came or went, everything is looked at once more: a file written at the same moment
/// as its folder may not have been told.
const SETTLE: Duration = Duration::from_millis(300);

/// The library as it was last read, and all that makes reading it again cheap.
pub struct Rebuild<'a> {
    library: &'a Library<'a>,
    live: &'a Live,
    memory: Memory,
    root: Utf8PathBuf,
}

impl<'a> Rebuild<'a> {
    /// Nothing is read yet.
    pub fn new(library: &'a Library<'a>, live: &'a Live) -> Rebuild<'a> {
        Rebuild {
            root: real(library.root),
            library,
            live,
            memory: Memory::default(),
        }
    }

    /// Reads and shows the library for the first time, then after every change, for ever.
    pub fn run(&mut self, how: Watching, tell: impl FnMut(Told<'_>) + Send) {
        let live = self.live;
        let (reports, reported) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(move || tell_all(live, &reported, tell));
            self.follow(how, &reports);
        });
    }

    fn follow(&mut self, how: Watching, tell: &Sender<Report>) {
        let mut watch = self.watch(how);
        self.rebuild(&everything(), tell);
        let mut is_settled = true;
        loop {
            let patience = match (is_settled, &watch) {
                (true, _) => HEARTBEAT,
                (false, _) => SETTLE,
            };
            let changes = match &watch {
                Some(watch) => watch.next(patience),
                None => {
                    std::thread::sleep(SETTLE);
                    Changes::default()
                }
            };
            if watch.is_none() || !self.root.is_dir() {
                // The folder is gone, and the watch with it; it may come back.
                watch = self.root.is_dir().then(|| self.watch(how)).flatten();
                self.rebuild(&everything(), tell);
                continue;
            }
            if !changes.is_none() {
                is_settled = self.rebuild(&changes, tell) || how == Watching::Off;
            } else if !is_settled || self.is_another_day() {
                self.rebuild(&everything(), tell);
                is_settled = true;
            }
        }
    }

    fn watch(&self, how: Watching) -> Option<Watch> {
        let left_out: Vec<Utf8PathBuf> = self.library.left_out.iter().map(|at| real(at)).collect();
        let watch = |how| watch::watch(&self.root, &left_out, how).ok();
        // A machine may have no more watches to give.
        watch(how).or_else(|| watch(Watching::Polled))
    }

    fn is_another_day(&self) -> bool {
        let state = self.live.state();
        let day = state.snapshot.map(|snapshot| snapshot.read.today);
        day.is_some_and(|day| (self.library.today)().is_some_and(|today| today != day))
    }

    /// Whether the edit was small: known documents alone.
    fn rebuild(&mut self, changes: &Changes, tell: &Sender<Report>) -> bool {
        let begin = Instant::now();
        let before = self.live.state();
        let (read, is_small) = match self.edited(changes, before.snapshot.as_deref()) {
            Some(read) => (Ok(read), true),
            None => ((self.library.read)(), false),
        };
        let is_same = |read: &Read| before.snapshot.as_ref().is_some_and(|it| it.read == *read);
        let is_unchanged = !changes.is_commit && read.as_ref().is_ok_and(is_same);
        let writes_asset = before.snapshot.as_ref().is_some_and(|before| {
            let paths = changes.paths.iter().filter_map(|path| self.inside(path));
            paths
                .into_iter()
                .any(|path| is_loaded(&path, &before.read.sources))
        });
        if is_unchanged && before.problem.is_none() {
            // A picture that changed in place is in no page's bytes.
            if writes_asset {
                self.live.change(|state| state.assets += 1);
            }
            return is_small;
        }
        match read.and_then(|read| self.snapshot(read, before.snapshot.as_deref())) {
            Err(problem) => {
                if before.problem.as_ref() == Some(&problem) {
                    return is_small;
                }
                self.live
                    .change(|state| state.problem = Some(problem.clone()));
                send(tell, Report::Problem(problem));
            }
            Ok(snapshot) => {
                let snapshot = Arc::new(snapshot);
                let new_assets = writes_asset
                    || before.snapshot.is_some_and(|old| {
                        old.read.sources.theme != snapshot.read.sources.theme
                            || old.read.sources.assets != snapshot.read.sources.assets
                    });
                self.live.change(|state| {
                    state.snapshot = Some(Arc::clone(&snapshot));
                    state.problem = None;
                    state.assets += u64::from(new_assets);
                });
                let shown = Report::Shown {
                    snapshot,
                    changed: self.names(changes),
                    took: begin.elapsed(),
                };
                send(tell, shown);
            }
        }
        is_small
    }

    /// The library with known documents read again; `None` when that is not all there is to read.
    fn edited(&self, changes: &Changes, before: Option<&Snapshot>) -> Option<Read> {
        let before = before.filter(|_| !changes.is_uncertain && !changes.is_commit)?;
        let paths = changes.paths.iter().map(|path| self.inside(path));
        let paths: Vec<FilePath> = paths.collect::<Option<_>>()?;
        let limit = before.assembled.config.settings.library.max_bytes;
        let sources = source::read_again(self.library.root, &before.read.sources, &paths, limit)?;
        Some(Read {
            sources,
            ..before.read.clone()
        })
    }

    /// What can be shown, or why it cannot.
    fn snapshot(&mut self, read: Read, before: Option<&Snapshot>) -> Result<Snapshot, String> {
        if before.is_some() {
            whole_settings(&read.sources)?;
        }
        let assembled = pipeline::assemble(read.inputs(), &mut self.memory);
        let theme = theme(&read, &assembled, before)?;
        Ok(Snapshot {
            read,
            assembled,
            theme,
        })
    }

    fn inside(&self, path: &Path) -> Option<FilePath> {
        let path = Utf8Path::from_path(path)?.strip_prefix(&self.root).ok()?;
        FilePath::new(path.as_str())
    }

    fn names(&self, changes: &Changes) -> Vec<String> {
        let named = changes.paths.iter().map(|path| {
            let path = path.strip_prefix(&self.root).unwrap_or(path);
            path.to_string_lossy().into_owned()
        });
        named.collect()
    }
}

fn send(tell: &Sender<Report>, report: Report) {
    tell.send(report).expect("the other end waits for ever");
}

/// Looks for findings beside the loop, so that the next edit need not wait for those of the last;
/// of edits that came meanwhile, only the newest is looked at.
fn tell_all(live: &Live, reports: &Receiver<Report>, mut tell: impl FnMut(Told<'_>)) {
    let apart = threads_apart();
    while let Ok(first) = reports.recv() {
        let mut newest = first;
        while newest.is_of_edit()
            && let Ok(next) = reports.recv_timeout(PAGE_FIRST)
        {
            newest = after(newest, next);
        }
        let (snapshot, changed, took) = match newest {
            Report::Problem(problem) => {
                tell(Told::Problem(&problem));
                continue;
            }
            Report::Shown {
                snapshot,
                changed,
                took,
            } => (snapshot, changed, took),
        };
        let before = live.state().findings;
        let look = || pipeline::findings(snapshot.read.inputs(), &snapshot.assembled);
        let found = Arc::new(match &apart {
            Some(threads) => threads.install(look),
            None => look(),
        });
        live.change(|state| state.findings = Arc::clone(&found));
        tell(Told::Shown {
            documents: snapshot.assembled.library.documents.len(),
            changed: &changed,
            sources: &snapshot.read.sources,
            found: &found,
            new: &new_ones(&before, &found),
            took,
        });
    }
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
            changed: earlier, ..
        },
        Report::Shown { changed, .. },
    ) = (first, &mut next)
    {
        changed.splice(0..0, earlier);
        changed.dedup();
    }
    next
}

fn everything() -> Changes {
    Changes {
        is_uncertain: true,
        ..Changes::default()
    }
}

/// Whether pages load the file, so that its bytes are no page's.
fn is_loaded(path: &FilePath, sources: &Sources) -> bool {
    sources.assets.contains_key(path) || sources.theme.contains_key(path)
}

fn real(path: &Utf8Path) -> Utf8PathBuf {
    let real = path.canonicalize_utf8();
    real.unwrap_or_else(|_| camino::absolute_utf8(path).unwrap_or_else(|_| path.to_owned()))
}

/// A settings file in the middle of an edit would make another site of the library, with every
/// default: the last good one stays until the file can be read.
fn whole_settings(sources: &Sources) -> Result<(), String> {
    let (settings, roles, glossary) = (&sources.settings, &sources.roles, &sources.glossary);
    let (_, found) = config::read(settings.as_ref(), roles.as_ref(), glossary.as_ref());
    let broken: Vec<Diagnostic> = found
        .into_iter()
        .filter(|one| one.code == Code::ConfigInvalid)
        .collect();
    match broken.is_empty() {
        true => Ok(()),
        false => Err(super::panel::told(&broken, sources)),
    }
}

fn theme(
    read: &Read,
    assembled: &pipeline::Assembled,
    before: Option<&Snapshot>,
) -> Result<Arc<Theme>, String> {
    let name = |assembled: &pipeline::Assembled| assembled.config.settings.site.theme.clone();
    let same = before.filter(|before| {
        before.read.sources.theme == read.sources.theme
            && name(&before.assembled) == name(assembled)
    });
    if let Some(before) = same {
        return Ok(Arc::clone(&before.theme));
    }
    let theme = pipeline::theme(&read.sources, &assembled.config);
    theme.map(Arc::new).map_err(|error| with_causes(&error))
}

/// An error and what caused it, on one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    causes.join(": ")
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
