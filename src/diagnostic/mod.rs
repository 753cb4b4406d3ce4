//! What sopress found that an author can fix, and the formats in which it is reported.
//!
//! A finding is a value: stages return it, nobody prints it here.

#[macro_use]
mod code_enum;
mod code;
pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod sarif;
mod texts;

pub use code::Code;
pub use texts::Texts;

use crate::source::FilePath;
use crate::text::Span;

/// How much a finding matters. The order is that of weight.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A suggestion to the author; it never fails a build.
    Hint,
    /// Worth fixing; the build goes on.
    Warning,
    /// Must be fixed: the build keeps the last good site, unless it is run with `--keep-going`.
    Error,
}

impl Severity {
    /// As reports write it: `error`, `warning`, `hint`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A file, and the bytes of it that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: FilePath,
    /// The bytes; empty where the finding concerns the file as a whole or something missing.
    pub span: Span,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub code: Code,
    /// The rule's own severity until the settings change it ([`crate::config`]).
    pub severity: Severity,
    /// The fact with the value found: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do about it: an instruction or a question.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding of the code's own severity, without help.
    pub fn new(code: Code, path: &FilePath, span: Span, message: impl Into<String>) -> Diagnostic {
        let place = Place {
            path: path.clone(),
            span,
        };
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place,
            help: None,
        }
    }

    /// The same with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same at another severity.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }
}

/// Sorts by file, place and code, and removes duplicates.
pub fn sort(found: &mut Vec<Diagnostic>) {
    found.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    found.dedup();
}
