//! The main loop of the preview: from changes on disk to what is shown.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread::Scope;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::live::{Live, Snapshot};
use super::panel;
use super::reports::{Changed, Report};
use super::watch::{self, Changes, Watch, Watching};
use super::{Library, Read};
use crate::config;
use crate::diagnostic::{Code, Diagnostic};
use crate::history::Archive;
use crate::pipeline::{self, Memory};
use crate::render::Theme;
use crate::source::{self, FilePath, Sources};

/// How often to check the date and whether a missing library is back.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// After files were added or removed, everything is read once more: the system may not report a file
/// that was written just after its folder was created.
const SETTLE: Duration = Duration::from_millis(300);
/// After an edit, git is asked once nothing has changed for this long.
const QUIET: Duration = Duration::from_secs(2);
/// How often to check whether git has answered.
const GIT_POLL: Duration = Duration::from_millis(50);

/// The question to git whether edited files are committed, for which no edit waits.
enum GitQuestion {
    /// There is nothing to ask.
    None,
    /// Ask at this time.
    Later(Instant),
    /// Asked about this library; the answer comes through the channel.
    Asked(Arc<Snapshot>, Receiver<Option<Archive>>),
}

impl GitQuestion {
    /// How long there is nothing to do about it.
    fn timeout(&self) -> Duration {
        match self {
            GitQuestion::None => Duration::MAX,
            GitQuestion::Later(when) => when.saturating_duration_since(Instant::now()),
            GitQuestion::Asked(..) => GIT_POLL,
        }
    }
}

/// Reads the library again when it changes, keeping what makes that cheap.
pub(super) struct Rebuilder<'a> {
    library: &'a Library<'a>,
    live: &'a Live,
    memory: Memory,
    root: Utf8PathBuf,
}

impl<'a> Rebuilder<'a> {
    /// Has read nothing yet.
    pub(super) fn new(library: &'a Library<'a>, live: &'a Live) -> Rebuilder<'a> {
        Rebuilder {
            root: real(library.root),
            library,
            live,
            memory: Memory::default(),
        }
    }

    /// Reads and shows the library, then again after every change, forever.
    pub(super) fn run(&mut self, how: Watching, report: &dyn Fn(Report)) {
        std::thread::scope(|scope| self.follow(scope, how, report));
    }

    fn follow<'s>(&mut self, scope: &'s Scope<'s, '_>, how: Watching, report: &dyn Fn(Report))
    where
        'a: 's,
    {
        let mut watch = self.watch(how);
        self.rebuild(&everything(), report);
        let mut is_settled = true;
        let mut git = GitQuestion::None;
        loop {
            let timeout = match is_settled {
                true => HEARTBEAT.min(git.timeout()),
                false => SETTLE,
            };
            let changes = match &watch {
                Some(watch) => watch.next(timeout),
                None => {
                    std::thread::sleep(SETTLE);
                    Changes::default()
                }
            };
            if watch.is_none() || !self.root.is_dir() {
                // The folder was removed, and the watch with it; it may come back.
                watch = self.root.is_dir().then(|| self.watch(how)).flatten();
                self.rebuild(&everything(), report);
                continue;
            }
            if !changes.is_empty() {
                let is_small = self.rebuild(&changes, report);
                is_settled = is_small || how == Watching::Off;
                git = match is_small {
                    true => GitQuestion::Later(Instant::now() + QUIET),
                    false => GitQuestion::None,
                };
            } else if !is_settled || self.is_another_day() {
                self.rebuild(&everything(), report);
                is_settled = true;
                git = GitQuestion::None;
            } else {
                git = self.ask_git(scope, git, report);
            }
        }
    }

    /// An edit is shown without asking git, which would look at every file. Git is asked in another
    /// thread, once there are no more edits, whether the edited files are committed.
    fn ask_git<'s>(
        &mut self,
        scope: &'s Scope<'s, '_>,
        git: GitQuestion,
        report: &dyn Fn(Report),
    ) -> GitQuestion
    where
        'a: 's,
    {
        match git {
            GitQuestion::Later(when) if when <= Instant::now() => {
                let Some(shown) = self.live.state().snapshot else {
                    return GitQuestion::None;
                };
                let (answer, answered) = mpsc::channel();
                let (ask, of) = (self.library.git, Arc::clone(&shown));
                scope.spawn(move || {
                    let archive = ask(&of.read.sources, &of.read.archive);
                    // Fails if there was another edit meanwhile.
                    let _ = answer.send(archive);
                });
                GitQuestion::Asked(shown, answered)
            }
            GitQuestion::Asked(shown, answered) => match answered.try_recv() {
                Err(TryRecvError::Empty) => GitQuestion::Asked(shown, answered),
                Err(TryRecvError::Disconnected) | Ok(None) => GitQuestion::None,
                Ok(Some(archive)) => {
                    let begin = Instant::now();
                    let read = Read {
                        archive: Arc::new(archive),
                        ..shown.read.clone()
                    };
                    let before = self.live.state();
                    // A library that cannot be read is reported, and read again once it is fixed.
                    if before.problem.is_none()
                        && let Ok(snapshot) = self.snapshot(read, Some(&*shown))
                    {
                        self.show(snapshot, false, Changed::Git, begin, report);
                    }
                    GitQuestion::None
                }
            },
            same => same,
        }
    }

    fn watch(&self, how: Watching) -> Option<Watch> {
        let left_out: Vec<Utf8PathBuf> = self.library.left_out.iter().map(|at| real(at)).collect();
        let watch = |how| watch::watch(&self.root, &left_out, how).ok();
        // The system may have no watches left.
        watch(how).or_else(|| watch(Watching::Polled))
    }

    fn is_another_day(&self) -> bool {
        let state = self.live.state();
        let day = state.snapshot.map(|snapshot| snapshot.read.today);
        day.is_some_and(|day| (self.library.today)().is_some_and(|today| today != day))
    }

    /// Returns whether only known documents were edited.
    fn rebuild(&mut self, changes: &Changes, report: &dyn Fn(Report)) -> bool {
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
            // The bytes of a picture are not in those of any page.
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
                report(Report::Problem(problem));
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
                self.show(snapshot, new_assets, changed, begin, report);
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
        report: &dyn Fn(Report),
    ) {
        let snapshot = Arc::new(snapshot);
        self.live.change(|state| {
            state.snapshot = Some(Arc::clone(&snapshot));
            state.problem = None;
            state.assets += u64::from(has_new_assets);
        });
        report(Report::Shown {
            snapshot,
            changed,
            took: begin.elapsed(),
        });
    }

    /// The library with edited documents read again; `None` when more has to be read.
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

    /// The library to show, or why it cannot be shown.
    fn snapshot(&mut self, read: Read, before: Option<&Snapshot>) -> Result<Snapshot, String> {
        if before.is_some() {
            check_settings(&read.sources)?;
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

/// Whether pages load the file.
fn is_loaded(path: &FilePath, sources: &Sources) -> bool {
    sources.assets.contains_key(path) || sources.theme.contains_key(path)
}

fn real(path: &Utf8Path) -> Utf8PathBuf {
    let real = path.canonicalize_utf8();
    real.unwrap_or_else(|_| camino::absolute_utf8(path).unwrap_or_else(|_| path.to_owned()))
}

/// A settings file that cannot be parsed in the middle of an edit would give a site with all defaults:
/// the last good one is kept until the file can be parsed.
fn check_settings(sources: &Sources) -> Result<(), String> {
    let (settings, roles, glossary) = (&sources.settings, &sources.roles, &sources.glossary);
    let (_, found) = config::read(settings.as_ref(), roles.as_ref(), glossary.as_ref());
    let broken: Vec<Diagnostic> = found
        .into_iter()
        .filter(|one| one.code == Code::ConfigInvalid)
        .collect();
    match broken.is_empty() {
        true => Ok(()),
        false => Err(panel::text(&broken, sources)),
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

/// An error and its causes, on one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    causes.join(": ")
}
