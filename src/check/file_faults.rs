//! Faults of a file that show before its text is parsed.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Aside, Fault, FaultKind};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(facts.sources.faults.iter().map(finding));
}

/// One finding for each fault; each kind of fault has its own code.
fn finding(fault: &Fault) -> Diagnostic {
    let name = fault.path.name();
    let at = |at: usize| Span::new(at, at);
    let (code, span, message, help) = match &fault.kind {
        FaultKind::NotUtf8 { at: byte } => (
            Code::FileNotUtf8,
            at(*byte),
            "invalid UTF-8".to_owned(),
            "save the file as UTF-8",
        ),
        FaultKind::Utf16 => (
            Code::FileNotUtf8,
            Span::START,
            format!("`{name}` is written in UTF-16"),
            "save the file as UTF-8",
        ),
        FaultKind::NulByte { at: byte } => (
            Code::FileNulByte,
            at(*byte),
            "the text contains a NUL byte".to_owned(),
            "is this a text file? save it as UTF-8",
        ),
        FaultKind::MixedLineEnds { at: byte } => (
            Code::FileLineEndsMixed,
            at(*byte),
            "this line ending differs from those before it (CRLF and LF)".to_owned(),
            "save the file with one kind of line ending",
        ),
        FaultKind::Empty => (
            Code::FileEmpty,
            Span::START,
            format!("`{name}` is empty"),
            "add text, or delete the file",
        ),
        FaultKind::TooLarge { size, limit } => (
            Code::FileTooLarge,
            Span::START,
            format!("`{name}` is {size} bytes; the limit is {limit}"),
            "split it, or raise `library.max_bytes`",
        ),
        FaultKind::Unreadable { reason } => (
            Code::FileUnreadable,
            Span::START,
            format!("`{name}` cannot be read: {reason}"),
            "check its permissions",
        ),
        FaultKind::NotAFile => (
            Code::FileUnreadable,
            Span::START,
            format!("`{name}` is neither a file nor a folder"),
            "remove it from the library",
        ),
        FaultKind::LinkNowhere => (
            Code::FileUnreadable,
            Span::START,
            format!("`{name}` is a broken symbolic link"),
            "fix the link, or remove it",
        ),
        FaultKind::LinkTwice => (
            Code::FileUnreadable,
            Span::START,
            format!(
                "`{name}` is a symbolic link to a folder that was already read through another link"
            ),
            "keep one of the links",
        ),
        FaultKind::LinkOutside => (
            Code::SymlinkOutside,
            Span::START,
            format!("`{name}` is a symbolic link that points outside the library"),
            "put the file itself in the library",
        ),
        FaultKind::LinkCircle => (
            Code::SymlinkCircle,
            Span::START,
            format!("`{name}` is a symbolic link that forms a loop"),
            "remove the link",
        ),
        FaultKind::NameNotUnicode => (
            Code::FileNameNotUnicode,
            Span::START,
            format!("the file name `{name}` is not valid Unicode"),
            "rename the file",
        ),
        FaultKind::ReadmeBesideIndex => (
            Code::IndexReadme,
            Span::START,
            format!("`{name}` is not published because the folder has an index"),
            "move what staff need into the index",
        ),
        FaultKind::NotADocument(why) => {
            let (message, help) = not_a_document(name, *why);
            (Code::FileNotADocument, Span::START, message, help)
        }
    };
    Diagnostic::new(code, &fault.path, span, message).help(help)
}

fn not_a_document(name: &str, why: Aside) -> (String, &'static str) {
    match why {
        Aside::Backup => (
            format!("`{name}` is a backup and is not published as a document"),
            "delete it; git keeps older versions",
        ),
        Aside::Template => (
            format!("the folder `{name}` holds templates, which are not published as documents"),
            "rename the folder if these are documents, or list it in `library.exclude`",
        ),
        Aside::Partial => (
            format!(
                "the folder `{name}` holds parts of pages, which are not published as documents"
            ),
            "rename the folder if these are documents, or list it in `library.exclude`",
        ),
        Aside::Draft => (
            format!("the folder `{name}` holds drafts, which are not published"),
            "move what is in force out of it, or list it in `library.exclude`",
        ),
        Aside::Underscore => (
            format!("`{name}` starts with `_` and is not published as a document"),
            "rename it if it is a document, or list it in `library.exclude`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;
    use crate::source::{Aside, FaultKind};

    #[test]
    fn bytes_that_are_not_utf8_are_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::NotUtf8 { at: 3 })
        .finds(
            Code::FileNotUtf8,
            expect![[r#"
                a.md:1:4 
                    invalid UTF-8
                    = save the file as UTF-8
            "#]],
        );
    }

    #[test]
    fn a_nul_byte_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::NulByte { at: 3 })
        .finds(
            Code::FileNulByte,
            expect![[r#"
                a.md:1:4 
                    the text contains a NUL byte
                    = is this a text file? save it as UTF-8
            "#]],
        );
    }

    #[test]
    fn mixed_line_ends_are_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::MixedLineEnds { at: 3 })
        .finds(
            Code::FileLineEndsMixed,
            expect![[r#"
                a.md:1:4 
                    this line ending differs from those before it (CRLF and LF)
                    = save the file with one kind of line ending
            "#]],
        );
    }

    #[test]
    fn an_empty_file_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::Empty)
        .finds(
            Code::FileEmpty,
            expect![[r#"
                a.md:1:1 
                    `a.md` is empty
                    = add text, or delete the file
            "#]],
        );
    }

    #[test]
    fn a_file_that_is_too_large_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault(
            "a.md",
            FaultKind::TooLarge {
                size: 11,
                limit: 10,
            },
        )
        .finds(
            Code::FileTooLarge,
            expect![[r#"
                a.md:1:1 
                    `a.md` is 11 bytes; the limit is 10
                    = split it, or raise `library.max_bytes`
            "#]],
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault(
            "a.md",
            FaultKind::Unreadable {
                reason: "permission denied".to_owned(),
            },
        )
        .finds(
            Code::FileUnreadable,
            expect![[r#"
                a.md:1:1 
                    `a.md` cannot be read: permission denied
                    = check its permissions
            "#]],
        );
    }

    #[test]
    fn a_link_out_of_the_library_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::LinkOutside)
        .finds(
            Code::SymlinkOutside,
            expect![[r#"
                a.md:1:1 
                    `a.md` is a symbolic link that points outside the library
                    = put the file itself in the library
            "#]],
        );
    }

    #[test]
    fn a_link_in_a_circle_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::LinkCircle)
        .finds(
            Code::SymlinkCircle,
            expect![[r#"
                a.md:1:1 
                    `a.md` is a symbolic link that forms a loop
                    = remove the link
            "#]],
        );
    }

    #[test]
    fn a_name_that_is_not_unicode_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::NameNotUnicode)
        .finds(
            Code::FileNameNotUnicode,
            expect![[r#"
                a.md:1:1 
                    the file name `a.md` is not valid Unicode
                    = rename the file
            "#]],
        );
    }

    #[test]
    fn a_readme_beside_an_index_is_found() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md", FaultKind::ReadmeBesideIndex)
        .finds(
            Code::IndexReadme,
            expect![[r#"
                a.md:1:1 
                    `a.md` is not published because the folder has an index
                    = move what staff need into the index
            "#]],
        );
    }

    #[test]
    fn a_backup_and_a_folder_of_templates_are_reported() {
        library(
            r#"
-- a.md --
Cleaning
"#,
        )
        .with_fault("a.md.bak", FaultKind::NotADocument(Aside::Backup))
        .with_fault("templates", FaultKind::NotADocument(Aside::Template))
        .finds(
            Code::FileNotADocument,
            expect![[r#"
            a.md.bak:1:1 
                `a.md.bak` is a backup and is not published as a document
                = delete it; git keeps older versions
            templates:1:1 
                the folder `templates` holds templates, which are not published as documents
                = rename the folder if these are documents, or list it in `library.exclude`
        "#]],
        );
    }
}
