//! `sopress build`

use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context;
use camino::Utf8PathBuf;

use super::build_cache;
use super::open::{Library, LibraryArguments, ask_git, open_files};
use super::print::{self, Format, Progress};
use super::{CLEAN, FINDINGS};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit;
use crate::pipeline::{self, Memory, Pages};
use crate::source::Source;
use crate::wording::Count;

/// As shells have it: 128 and the number of the signal.
const INTERRUPTED: u8 = 130;

/// Write the site to a folder
///
/// Reads the library, reports the findings and writes the site. A long list of warnings or hints is
/// shortened; `sopress check` prints all of them. If there is an error, the previous site is left as
/// it is, unless you pass `--keep-going`. The new site is written beside the old one and replaces it
/// in one go; files that have not changed keep their modification time. If neither the library nor
/// the site has changed since the last build, nothing is written.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress build                            the library here, into ./site
  sopress build handbook --out /srv/www    another library, into another folder
  sopress build --date 2026-11-22          as of that day: same input, same bytes
  sopress build --format github            annotations on the lines of a pull request")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// The folder to write the site to [default: `site` in the library]
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// Write the site despite errors; faulty parts are left out or marked on the page
    #[arg(long)]
    keep_going: bool,
    /// Keep the output folder itself, and replace what it contains
    ///
    /// For a folder that something else holds open, such as a web server in a container that has it
    /// mounted: it would go on showing the old folder, which is removed. A mount point, and a folder
    /// that cannot be replaced, are written this way without being asked.
    #[arg(long)]
    in_place: bool,
    /// The format of the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let start = Instant::now();
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| arguments.library.library.join("site"));
    let progress = Progress::new();
    progress.say("reading");
    let mut library = open_files(&arguments.library, Some(&out))?;
    library.has_documents()?;
    let choices = [arguments.library.drafts, arguments.keep_going];
    let inputs = build_cache::inputs(&library, &out, &choices);
    let same = inputs
        .as_ref()
        .and_then(|inputs| build_cache::recall(inputs, &out));
    if let Some(last) = same {
        emit::remove_leftovers(&out);
        drop(progress);
        print_findings(&last.found, &library, arguments);
        let (pages, counts) = (Count(last.pages, "page"), print::counts(&last.found));
        let drafts = left_out(last.drafts);
        let seconds = start.elapsed().as_secs_f64();
        print::line(&format!(
            "{pages} in `{out}`, {drafts}{counts}, {seconds:.2} s; nothing has changed since the last \
             build"
        ));
        return Ok(exit_code(&last.found));
    }
    ask_git(&mut library, Arc::default());
    progress.say("building");
    // Never dropped: the process ends after the build, and the system frees the memory faster.
    let assembled = pipeline::assemble(library.inputs(), &mut Memory::default());
    let assembled = ManuallyDrop::new(assembled);
    let found = &pipeline::findings(library.inputs(), &assembled);
    drop(progress);
    print_findings(found, &library, arguments);
    // From here on, only the pages of former texts need the text of their source files. The others
    // are dropped to make room for pages.
    let archive = Arc::clone(&library.archive);
    let has_past = |source: &Arc<Source>| archive.has_former_texts(&source.path);
    library.sources.documents.retain(has_past);
    let progress = Progress::new();
    let theme = pipeline::theme(&library.sources, &assembled.config)?;
    let pages = ManuallyDrop::new(Pages::new(library.inputs(), &assembled, &theme));
    let is_written = arguments.keep_going || !has_errors(found);
    if is_written {
        progress.say("writing");
        let options = emit::Options {
            in_place: arguments.in_place,
            stop: stop_on_interrupt()?,
        };
        match emit::write(&*pages, &out, options) {
            Err(error @ emit::Error::Stopped) => {
                drop(progress);
                print::line(&error.to_string());
                return Ok(INTERRUPTED);
            }
            written => written?,
        };
        if let Some(inputs) = &inputs {
            let drafts = assembled.library.withheld.len();
            build_cache::remember(inputs, &out, pages.count(), drafts, found);
        }
    }
    drop(progress);
    let (counts, seconds) = (print::counts(found), start.elapsed().as_secs_f64());
    if is_written {
        let pages = Count(pages.count(), "page");
        let drafts = left_out(assembled.library.withheld.len());
        print::line(&format!(
            "{pages} in `{out}`, {drafts}{counts}, {seconds:.2} s"
        ));
    } else {
        print::line(&format!(
            "nothing was written: {counts}, {seconds:.2} s; fix the errors, or build with \
             `--keep-going`"
        ));
    }
    Ok(exit_code(found))
}

/// A value that becomes true when the user presses Ctrl-C or the system asks the program to end, so
/// that the files written so far are removed. A second time ends the program at once.
fn stop_on_interrupt() -> anyhow::Result<&'static AtomicBool> {
    static STOP: AtomicBool = AtomicBool::new(false);
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(INTERRUPTED.into());
        }
    })
    .context("cannot be told of Ctrl-C")?;
    Ok(&STOP)
}

/// `2 drafts left out, `, or nothing when there are none.
fn left_out(drafts: usize) -> String {
    match drafts {
        0 => String::new(),
        drafts => format!("{} left out, ", Count(drafts, "draft")),
    }
}

fn print_findings(found: &[Diagnostic], library: &Library, arguments: &Arguments) {
    print::findings_of_build(
        found,
        &library.sources,
        arguments.format,
        &library.prefix(),
        &arguments.library.check(),
    );
}

/// 1 if any finding is an error, 0 otherwise.
pub fn exit_code(found: &[Diagnostic]) -> u8 {
    match has_errors(found) {
        true => FINDINGS,
        false => CLEAN,
    }
}

fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|one| one.severity == Severity::Error)
}
