//! From changes on disk to what is shown: the loop of the preview.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread::Scope;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::live::{Live, Snapshot};
use super::reports::{Changed, Report};
use super::watch::{self, Changes, Watch, Watching};
use super::{Library, Read};
use crate::config;
use crate::diagnostic::{Code, Diagnostic};
use crate::history::Archive;
use crate::pipeline::{self, Memory};
use crate::render::Theme;
use crate::source::{self, FilePath, Sources};

/// How often the day and a library that is gone are looked at.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// After files came or went, everything is looked at once more: a file written at the same moment
/// as its folder may not have been told.
const SETTLE: Duration = Duration::from_millis(300);
/// After an edit, git is asked once nothing has happened for this long.
const UNDISTURBED: Duration = Duration::from_secs(2);
/// How often it is looked whether git has answered.
const GLANCE: Duration = Duration::from_millis(50);

/// Whether edited files are committed, which no edit waits for.
enum AskedOfGit {
    /// There is nothing to ask.
    Nothing,
    /// It is to be asked then.
    Later(Instant),
    /// It has been asked, of what was shown then.
    Now(Arc<Snapshot>, Receiver<Option<Archive>>),
}

impl AskedOfGit {
    /// How long nothing is to be done about it.
    fn patience(&self) -> Duration {
        match self {
            AskedOfGit::Nothing => Duration::MAX,
            AskedOfGit::Later(when) => when.saturating_duration_since(Instant::now()),
            AskedOfGit::Now(..) => GLANCE,
        }
    }
}

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
    pub fn run(&mut self, how: Watching, tell: &dyn Fn(Report)) {
        std::thread::scope(|scope| self.follow(scope, how, tell));
    }

    fn follow<'s>(&mut self, scope: &'s Scope<'s, '_>, how: Watching, tell: &dyn Fn(Report))
    where
        'a: 's,
    {
        let mut watch = self.watch(how);
        self.rebuild(&everything(), tell);
        let mut is_settled = true;
        let mut git = AskedOfGit::Nothing;
        loop {
            let patience = match is_settled {
                true => HEARTBEAT.min(git.patience()),
                false => SETTLE,
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
                let is_small = self.rebuild(&changes, tell);
                is_settled = is_small || how == Watching::Off;
                git = match is_small {
                    true => AskedOfGit::Later(Instant::now() + UNDISTURBED),
                    false => AskedOfGit::Nothing,
                };
            } else if !is_settled || self.is_another_day() {
                self.rebuild(&everything(), tell);
                is_settled = true;
                git = AskedOfGit::Nothing;
            } else {
                git = self.ask_git(scope, git, tell);
            }
        }
    }

    /// An edit is shown without a question to git, which looks at every file. Once there is quiet it
    /// is asked whether the edit is committed, beside the loop.
    fn ask_git<'s>(
        &mut self,
        scope: &'s Scope<'s, '_>,
        git: AskedOfGit,
        tell: &dyn Fn(Report),
    ) -> AskedOfGit
    where
        'a: 's,
    {
        match git {
            AskedOfGit::Later(when) if when <= Instant::now() => {
                let Some(shown) = self.live.state().snapshot else {
                    return AskedOfGit::Nothing;
                };
                let (answer, answered) = mpsc::channel();
                let (ask, of) = (self.library.git, Arc::clone(&shown));
                scope.spawn(move || {
                    let told = ask(&of.read.sources, &of.read.archive);
                    // After another edit nobody waits for it.
                    let _ = answer.send(told);
                });
                AskedOfGit::Now(shown, answered)
            }
            AskedOfGit::Now(shown, answered) => match answered.try_recv() {
                Err(TryRecvError::Empty) => AskedOfGit::Now(shown, answered),
                Err(TryRecvError::Disconnected) | Ok(None) => AskedOfGit::Nothing,
                Ok(Some(archive)) => {
                    let begin = Instant::now();
                    let read = Read {
                        archive: Arc::new(archive),
                        ..shown.read.clone()
                    };
                    let before = self.live.state();
                    // What cannot be read now is told already, and read whole once it is mended.
                    if before.problem.is_none()
                        && let Ok(snapshot) = self.snapshot(read, Some(&*shown))
                    {
                        self.show(snapshot, false, Changed::Git, begin, tell);
                    }
                    AskedOfGit::Nothing
                }
            },
            same => same,
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
    fn rebuild(&mut self, changes: &Changes, tell: &dyn Fn(Report)) -> bool {
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
                tell(Report::Problem(problem));
            }
            Ok(snapshot) => {
                let new_assets = writes_asset
                    || before.snapshot.is_some_and(|old| {
                        old.read.sources.theme != snapshot.read.sources.theme
                            || old.read.sources.assets != snapshot.read.sources.assets
                    });
                let changed = match self.names(changes) {
                    names if names.is_empty() => Changed::Anything,
                    names => Changed::Files(names),
                };
                self.show(snapshot, new_assets, changed, begin, tell);
            }
        }
        is_small
    }

    fn show(
        &self,
        snapshot: Snapshot,
        has_new_assets: bool,
        changed: Changed,
        begin: Instant,
        tell: &dyn Fn(Report),
    ) {
        let snapshot = Arc::new(snapshot);
        self.live.change(|state| {
            state.snapshot = Some(Arc::clone(&snapshot));
            state.problem = None;
            state.assets += u64::from(has_new_assets);
        });
        tell(Report::Shown {
            snapshot,
            changed,
            took: begin.elapsed(),
        });
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
        let files = changes.paths.iter().filter(|path| !path.is_dir());
        let named = files.map(|path| {
            let path = path.strip_prefix(&self.root).unwrap_or(path);
            path.to_string_lossy().into_owned()
        });
        named.collect()
    }
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
        false => Err(super::panel::text(&broken, sources)),
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
