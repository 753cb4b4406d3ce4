//! `sopress build`

use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::time::Instant;

use camino::Utf8PathBuf;

use super::last;
use super::open::{Library, LibraryArguments, ask_git, open_files};
use super::print::{self, Format, Progress};
use super::{CLEAN, FINDINGS};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit;
use crate::pipeline::{self, Memory, Pages};
use crate::source::Source;
use crate::wording::Count;

/// Write the site to a folder
///
/// Reads the whole library, tells what is wrong, and writes the site; `sopress check` tells every
/// warning and hint where there are many. With a finding of level
/// error the previous site is left as it is, unless `--keep-going` says otherwise. The site is made
/// beside the old one and takes its place whole; files that have not changed keep their time. Where
/// neither the library nor the site has changed since the last build, there is nothing to do.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress build                            the library here, into ./site
  sopress build handbook --out /srv/www    another library, into another folder
  sopress build --date 2026-11-22          as of that day: same input, same bytes
  sopress build --format github            annotations on the lines of a pull request")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// The folder of the site [default: `site` in the library]
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
    /// Write the site in spite of errors; what is wrong is left out or said on the page
    #[arg(long)]
    keep_going: bool,
    /// The form in which findings are told
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
    let choices = [arguments.library.drafts, arguments.keep_going];
    let inputs = last::inputs(&library, &out, &choices);
    let same = inputs
        .as_ref()
        .and_then(|inputs| last::recall(inputs, &out));
    if let Some(last) = same {
        emit::remove_leftovers(&out);
        drop(progress);
        tell(&last.found, &library, arguments);
        let (pages, counts) = (Count(last.pages, "page"), print::counts(&last.found));
        let seconds = start.elapsed().as_secs_f64();
        print::line(&format!(
            "{pages} in `{out}`, {counts}, {seconds:.2} s; nothing has changed since the last build"
        ));
        return Ok(exit_code(&last.found));
    }
    ask_git(&mut library, Arc::default());
    progress.say("building");
    // Never dropped: the process ends with the build, and the system takes back at once what would
    // be given back piece by piece.
    let assembled = pipeline::assemble(library.inputs(), &mut Memory::default());
    let assembled = ManuallyDrop::new(assembled);
    let found = &pipeline::findings(library.inputs(), &assembled);
    drop(progress);
    tell(found, &library, arguments);
    // Only the pages of former texts are made of the texts as they were read: from here on the room
    // is for pages.
    let archive = Arc::clone(&library.archive);
    let has_past = |source: &Arc<Source>| archive.has_former_texts(&source.path);
    library.sources.documents.retain(has_past);
    let progress = Progress::new();
    let theme = pipeline::theme(&library.sources, &assembled.config)?;
    let pages = ManuallyDrop::new(Pages::new(library.inputs(), &assembled, &theme));
    let is_written = arguments.keep_going || !has_errors(found);
    if is_written {
        progress.say("writing");
        emit::write(&*pages, &out)?;
        if let Some(inputs) = &inputs {
            last::remember(inputs, &out, pages.count(), found);
        }
    }
    drop(progress);
    let (counts, seconds) = (print::counts(found), start.elapsed().as_secs_f64());
    if is_written {
        let pages = Count(pages.count(), "page");
        print::line(&format!("{pages} in `{out}`, {counts}, {seconds:.2} s"));
    } else {
        print::line(&format!(
            "nothing was written: {counts}, {seconds:.2} s; mend the errors, or build with \
             `--keep-going`"
        ));
    }
    Ok(exit_code(found))
}

fn tell(found: &[Diagnostic], library: &Library, arguments: &Arguments) {
    print::findings_of_build(
        found,
        &library.sources,
        arguments.format,
        &library.prefix(),
        &arguments.library.check(),
    );
}

/// 1 when an error is among the findings.
pub fn exit_code(found: &[Diagnostic]) -> u8 {
    match has_errors(found) {
        true => FINDINGS,
        false => CLEAN,
    }
}

fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|one| one.severity == Severity::Error)
}
