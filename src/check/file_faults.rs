//! What is wrong with a file before anything is known of its text.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Fault, FaultKind};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(facts.sources.faults.iter().map(finding));
}

/// One finding a fault; each kind has a code of its own.
fn finding(fault: &Fault) -> Diagnostic {
    let name = fault.path.name();
    let at = |at: usize| Span::new(at, at);
    let (code, span, message, help) = match &fault.kind {
        FaultKind::NotUtf8 { at: byte } => (
            Code::FileNotUtf8,
            at(*byte),
            "here stand bytes that are not UTF-8".to_owned(),
            "save the file as UTF-8",
        ),
        FaultKind::NulByte { at: byte } => (
            Code::FileNulByte,
            at(*byte),
            "here stands a NUL byte".to_owned(),
            "is this a text file? save it as UTF-8",
        ),
        FaultKind::MixedLineEnds { at: byte } => (
            Code::FileLineEndsMixed,
            at(*byte),
            "this line ends otherwise than those before it (CRLF and LF)".to_owned(),
            "save the file with one kind of line end",
        ),
        FaultKind::Empty => (
            Code::FileEmpty,
            Span::START,
            format!("`{name}` is empty"),
            "write it, or remove the file",
        ),
        FaultKind::TooLarge { size, limit } => (
            Code::FileTooLarge,
            Span::START,
            format!("`{name}` has {size} bytes, more than the {limit} allowed"),
            "split it, or raise `library.max_bytes`",
        ),
        FaultKind::Unreadable { reason } => (
            Code::FileUnreadable,
            Span::START,
            format!("`{name}` cannot be read: {reason}"),
            "see to its permissions",
        ),
        FaultKind::LinkOutside => (
            Code::SymlinkOutside,
            Span::START,
            format!("`{name}` is a symbolic link that leads out of the library"),
            "put the file itself in the library",
        ),
        FaultKind::LinkCircle => (
            Code::SymlinkCircle,
            Span::START,
            format!("`{name}` is a symbolic link to a folder that holds it"),
            "remove the link",
        ),
        FaultKind::NameNotUnicode => (
            Code::FileNameNotUnicode,
            Span::START,
            format!("the file name `{name}` is not Unicode"),
            "rename the file",
        ),
        FaultKind::ReadmeBesideIndex => (
            Code::IndexReadme,
            Span::START,
            format!("`{name}` is not published, for the folder has an index"),
            "move what staff need to the index",
        ),
    };
    Diagnostic::new(code, &fault.path, span, message).help(help)
}
