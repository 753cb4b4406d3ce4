//! Everything that sopress prints. A closed pipe (`sopress check | head`) is not an error, so output
//! that cannot be written is dropped.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;

use crate::diagnostic::human::{Look, human, human_in};
use crate::diagnostic::{Code, Diagnostic, Severity, Texts, github, json, sarif};
use crate::source::Sources;
use crate::wording::Count;

/// The format of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on standard error
    #[default]
    Human,
    /// An array of objects, on standard output
    Json,
    /// Annotations for GitHub Actions, on standard output
    Github,
    /// SARIF 2.1.0 for code scanning, on standard output
    Sarif,
}

/// A build prints at most this many hints, and this many warnings of one kind.
const FEW: usize = 20;

/// Prints the findings of a build. For people, further hints and warnings are only counted, and `list`
/// is the command that prints them all. Programs get everything.
pub fn findings_of_build(
    found: &[Diagnostic],
    sources: &Sources,
    format: Format,
    prefix: &str,
    list: &str,
) {
    if format != Format::Human {
        return findings(found, sources, format, prefix);
    }
    let is_hint = |one: &Diagnostic| one.severity == Severity::Hint;
    let has_few_hints = found.iter().filter(|one| is_hint(one)).count() <= FEW;
    let mut warnings: BTreeMap<Code, usize> = BTreeMap::new();
    let (told, counted): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        found.iter().partition(|one| match one.severity {
            Severity::Error => true,
            Severity::Warning => {
                let before = warnings.entry(one.code).or_default();
                *before += 1;
                *before <= FEW
            }
            Severity::Hint => has_few_hints,
        });
    let told: Vec<Diagnostic> = told.into_iter().cloned().collect();
    findings(&told, sources, format, prefix);
    let (hints, warnings): (Vec<&Diagnostic>, Vec<_>) =
        counted.into_iter().partition(|one| is_hint(one));
    for (counted, what) in [(warnings, "more warning"), (hints, "hint")] {
        if !counted.is_empty() {
            let (count, most) = (Count(counted.len(), what), most_frequent(&counted));
            line(&format!("{count}, {most}: `{list}` lists them\n"));
        }
    }
}

/// `most of them heading-duplicate (800), table-row-long (3)`.
fn most_frequent(found: &[&Diagnostic]) -> String {
    const NAMED: usize = 3;
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for one in found {
        *counts.entry(one.code).or_default() += 1;
    }
    let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let named: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|(code, count)| format!("{code} ({count})"))
        .collect();
    let of = match counts.len() > NAMED {
        true => "most of them",
        false => "all of them",
    };
    format!("{of} {}", named.join(", "))
}

/// Prints all findings. `prefix` leads from the repository's root to the library.
pub fn findings(found: &[Diagnostic], sources: &Sources, format: Format, prefix: &str) {
    let texts = Texts::new(sources, found);
    match format {
        Format::Human => err(&human(found, &texts, Look::Coloured)),
        Format::Json => out(&json::json(found, &texts)),
        Format::Sarif => out(&sarif::sarif(found, &texts, prefix)),
        Format::Github => {
            out(&github::github(found, &texts, prefix));
            job_summary(&github::summary(found, &texts));
        }
    }
}

/// Prints, for people, the findings in files of `folder`, which ends in `/` or is empty.
pub fn findings_in(folder: &str, found: &[Diagnostic], sources: &Sources) {
    let texts = Texts::new(sources, found);
    err(&human_in(folder, found, &texts, Look::Coloured));
}

/// Text appended to this file appears on the job's page on GitHub.
fn job_summary(text: &str) {
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY") else {
        return;
    };
    let appended = OpenOptions::new()
        .append(true)
        .create(true)
        .open(&file)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    if let Err(error) = appended {
        let file = file.to_string_lossy();
        line(&format!(
            "warning: cannot write the summary to `{file}`: {error}"
        ));
    }
}

/// `2 errors, 1 warning`; `no findings`.
pub fn counts(found: &[Diagnostic]) -> String {
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .filter_map(|severity| {
            let count = found.iter().filter(|one| one.severity == severity).count();
            (count > 0).then(|| Count(count, severity.name()).to_string())
        })
        .collect();
    match parts.is_empty() {
        true => "no findings".to_owned(),
        false => parts.join(", "),
    }
}

/// An error of the machine, with its causes.
pub fn error(error: &anyhow::Error) {
    let red = anstyle_bold_red();
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    err(&format!("{red}error{red:#}: {}\n", causes.join(": ")));
}

fn anstyle_bold_red() -> clap::builder::styling::Style {
    clap::builder::styling::AnsiColor::Red.on_default().bold()
}

/// One line for people.
pub fn line(text: &str) {
    err(&format!("{text}\n"));
}

/// A progress message, on a terminal only; the next line replaces it.
pub struct Progress {
    is_shown: bool,
}

impl Progress {
    /// Shows nothing unless standard error is a terminal.
    pub fn new() -> Progress {
        Progress {
            is_shown: io::stderr().is_terminal(),
        }
    }

    /// Replaces the last message.
    pub fn say(&self, text: &str) {
        if self.is_shown {
            err(&format!("\r\x1b[K{text} …"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            err("\r\x1b[K");
        }
    }
}

/// For other programs.
pub fn out(text: &str) {
    let mut stdout = anstream::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

fn err(text: &str) {
    let mut stderr = anstream::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}
