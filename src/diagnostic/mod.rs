//! What sopress found that an author can mend, and the forms in which it is told.
//!
//! A finding is a value: stages return it, nobody prints it here.

mod code;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
mod texts;

pub use code::Code;
pub use texts::Texts;

use crate::source::{Fault, FaultKind, FilePath};
use crate::text::Span;

/// How much a finding matters. The order is that of weight.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A thought for the author; never counted against a build.
    Hint,
    /// Worth mending; the build goes on.
    Warning,
    /// Must be mended: the build keeps the last good site, unless told to go on.
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
    /// The rule's own severity until the settings have spoken ([`crate::config`]).
    pub severity: Severity,
    /// The fact with the value found: lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do about it: an order or a question.
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

/// Sorts by file, place and code, and drops what is said twice.
pub fn sort(found: &mut Vec<Diagnostic>) {
    found.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    found.dedup();
}

/// What the reading of the files found, as findings.
pub fn of_faults(faults: &[Fault]) -> Vec<Diagnostic> {
    faults.iter().map(of_fault).collect()
}

fn of_fault(fault: &Fault) -> Diagnostic {
    let whole =
        |code, message: String| Diagnostic::new(code, &fault.path, Span::default(), message);
    let at = |code, at: usize, length: usize, message: &str| {
        Diagnostic::new(code, &fault.path, Span::new(at, at + length), message)
    };
    let name = fault.path.name();
    match &fault.kind {
        FaultKind::NotUtf8 { at: byte } => at(
            Code::FileNotUtf8,
            *byte,
            '\u{FFFD}'.len_utf8(),
            "the file holds bytes that are not UTF-8",
        )
        .help("save the file as UTF-8"),
        FaultKind::NulByte { at: byte } => at(
            Code::FileNulByte,
            *byte,
            '\u{FFFD}'.len_utf8(),
            "the file holds a NUL byte",
        )
        .help("is it text? save it again as UTF-8"),
        FaultKind::MixedLineEnds { at: byte } => at(
            Code::FileLineEndsMixed,
            *byte,
            0,
            "the file mixes CRLF and LF line ends",
        )
        .help("save the file with one kind of line end"),
        FaultKind::Empty => whole(Code::FileEmpty, format!("`{name}` is empty")),
        FaultKind::TooLarge { size, limit } => whole(
            Code::FileTooLarge,
            format!("`{name}` has {size} bytes, the limit is {limit}"),
        )
        .help("split the document, or raise `library.max_bytes`"),
        FaultKind::Unreadable { reason } => whole(
            Code::FileUnreadable,
            format!("cannot read `{name}`: {reason}"),
        ),
        FaultKind::LinkOutside => whole(
            Code::SymlinkOutside,
            format!("the symbolic link `{name}` leads out of the library"),
        )
        .help("copy the file into the library"),
        FaultKind::LinkCircle => whole(
            Code::SymlinkCircle,
            format!("the symbolic link `{name}` leads to one of its own parents"),
        ),
        FaultKind::NameNotUnicode => whole(
            Code::FileNameNotUnicode,
            format!("the file name `{name}` is not Unicode"),
        )
        .help("rename the file"),
        FaultKind::ReadmeBesideIndex => whole(
            Code::IndexReadme,
            format!("`{name}` stands beside an `index.md` and is not published"),
        ),
    }
}
