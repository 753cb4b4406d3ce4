//! Findings as the workflow commands that GitHub shows on the lines of a change.

use std::fmt::Write;

use crate::wording::Count;

use super::{Diagnostic, Severity, Texts};

/// GitHub shows no more annotations of one severity for a step.
const MOST: usize = 10;

/// Rows of the summary; GitHub takes up to 1 MiB of it.
const MOST_ROWS: usize = 500;

/// One line a finding, the gravest first; those beyond GitHub's bound are counted in a plain line.
/// `prefix` leads from the repository's root to the library: empty, or `docs/sops/`.
pub fn github(found: &[Diagnostic], texts: &Texts<'_>, prefix: &str) -> String {
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let mut of_kind = found.iter().filter(|finding| finding.severity == severity);
        for finding in of_kind.by_ref().take(MOST) {
            out.push_str(&command(finding, texts, prefix));
        }
        let rest = of_kind.count();
        if rest > 0 {
            let more = Count(rest, severity.name());
            writeln!(out, "{more} more, see the summary of this job")
                .expect("a string takes any text");
        }
    }
    out
}

fn command(finding: &Diagnostic, texts: &Texts<'_>, prefix: &str) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let range = texts.range(&finding.place);
    let file = property(&format!("{prefix}{}", finding.place.path));
    let mut out = format!(
        "::{level} file={file},line={},endLine={}",
        range.start.line, range.end.line
    );
    // GitHub refuses columns that stand on two lines.
    if range.start.line == range.end.line {
        let last = (range.end.column - 1).max(range.start.column);
        write!(out, ",col={},endColumn={last}", range.start.column)
            .expect("a string takes any text");
    }
    let title = property(finding.code.name());
    let message = match &finding.help {
        None => data(&finding.message),
        Some(help) => data(&format!("{}\n{help}", finding.message)),
    };
    out.push_str(&format!(",title={title}::{message}\n"));
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// All findings as a Markdown table, for the summary of the job.
pub fn summary(found: &[Diagnostic], texts: &Texts<'_>) -> String {
    let count = |severity| found.iter().filter(|one| one.severity == severity).count();
    let mut out = format!(
        "### {}, {}, {}\n",
        Count(count(Severity::Error), "error"),
        Count(count(Severity::Warning), "warning"),
        Count(count(Severity::Hint), "hint"),
    );
    if found.is_empty() {
        return out;
    }
    out.push_str("\n| | where | what |\n| --- | --- | --- |\n");
    for finding in found.iter().take(MOST_ROWS) {
        let line = texts.range(&finding.place).start.line;
        let path = cell(finding.place.path.as_str());
        let message = cell(&finding.message);
        let (severity, code) = (finding.severity.name(), finding.code);
        out.push_str(&format!(
            "| {severity} | {path}:{line} | {message} ({code}) |\n"
        ));
    }
    if found.len() > MOST_ROWS {
        let more = Count(found.len() - MOST_ROWS, "finding");
        out.push_str(&format!("\n{more} more.\n"));
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('|', "\\|")
        .replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{FilePath, Source};
    use crate::text::Span;

    fn source(name: &str) -> Source {
        Source {
            path: FilePath::new(name).unwrap(),
            text: "one\ntwo three\n".to_owned(),
        }
    }

    #[test]
    fn a_command_is_escaped_so_that_no_text_can_end_it() {
        let source = source("a,b:c.md");
        let finding = Diagnostic::new(
            Code::LinkUnknown,
            &source.path,
            Span::new(4, 7),
            "100% of\n::error::x",
        );
        let texts = Texts::from_iter([&source]);
        assert_eq!(
            github(&[finding], &texts, "docs/"),
            "::error file=docs/a%2Cb%3Ac.md,line=2,endLine=2,col=1,endColumn=3,title=link-unknown\
             ::100%25 of%0A::error::x\n"
        );
    }

    #[test]
    fn a_span_over_two_lines_has_no_columns() {
        let source = source("a.md");
        let finding = Diagnostic::new(Code::LinkText, &source.path, Span::new(1, 6), "x");
        let texts = Texts::from_iter([&source]);
        assert_eq!(
            github(&[finding], &texts, ""),
            "::notice file=a.md,line=1,endLine=2,title=link-text::x\n"
        );
    }

    #[test]
    fn no_more_is_written_than_is_shown() {
        let source = source("a.md");
        let found: Vec<Diagnostic> = (0..25)
            .map(|at| {
                let message = format!("finding {at}");
                Diagnostic::new(Code::LinkUnknown, &source.path, Span::new(0, 1), message)
            })
            .collect();
        let texts = Texts::from_iter([&source]);
        let out = github(&found, &texts, "");
        assert_eq!(out.matches("::error").count(), 10);
        assert!(out.ends_with("15 errors more, see the summary of this job\n"));
        assert_eq!(summary(&found, &texts).matches("link-unknown").count(), 25);
    }
}
