//! A history for a generated library: a git repository with twice as many commits as documents. Every
//! document was added with an earlier text and changed once, four in five of them twice, each change in a
//! commit of its own.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::stock;

/// Documents added by one commit.
const AT_ONCE: usize = 5;

/// Makes the library a repository whose last commit is what is on disk.
pub fn write(library: &Path, count: usize) -> io::Result<()> {
    git(library, &["init", "--quiet", "--initial-branch=main"])?;
    let mut import = Command::new("git")
        .arg("-C")
        .arg(library)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()?;
    let mut stream = BufWriter::new(import.stdin.take().expect("stdin was asked for"));
    let mut number = 0;
    for first in (0..count).step_by(AT_ONCE) {
        commit(&mut stream, number, "New procedures")?;
        for document in first..count.min(first + AT_ONCE) {
            let at_first = if has_two_changes(document) { 2 } else { 1 };
            put(&mut stream, document, &earlier(document, count, at_first))?;
        }
        number += 1;
    }
    for document in (0..count).filter(|document| has_two_changes(*document)) {
        commit(&mut stream, number, "Fix what the first month showed")?;
        put(&mut stream, document, &earlier(document, count, 1))?;
        number += 1;
    }
    for document in 0..count {
        commit(&mut stream, number, "Say what the audit asked for")?;
        put(&mut stream, document, &stock::document(document, count))?;
        number += 1;
    }
    commit(&mut stream, number, "Settings")?;
    for name in ["sopress.toml", "roles.toml"] {
        let text = std::fs::read_to_string(library.join(name))?;
        writeln!(
            stream,
            "M 100644 inline {name}\ndata {}\n{text}",
            text.len()
        )?;
    }
    stream.flush()?;
    drop(stream);
    assert!(import.wait()?.success(), "git takes the commits");
    git(library, &["repack", "-a", "-d", "--quiet"])?;
    git(library, &["reset", "--quiet", "--mixed", "main"])
}

fn has_two_changes(document: usize) -> bool {
    !document.is_multiple_of(5)
}

/// The text so many changes ago: an earlier version, with sentences that were removed since.
fn earlier(document: usize, count: usize, changes: usize) -> String {
    let text = stock::document(document, count);
    let (head, body) = text
        .split_once("\n## Scope\n")
        .expect("every document has a scope");
    let version = format!("version: \"{}", "0.".repeat(changes));
    let head = head.replacen("version: \"", &version, 1);
    let sentence = "This holds for the old building as well.\n".repeat(changes);
    format!("{head}\n## Scope\n\n{sentence}{body}")
}

fn put(stream: &mut impl Write, document: usize, text: &str) -> io::Result<()> {
    let path = stock::path(document);
    writeln!(
        stream,
        "M 100644 inline {path}\ndata {}\n{text}",
        text.len()
    )
}

fn commit(stream: &mut impl Write, number: usize, subject: &str) -> io::Result<()> {
    let when = 1_500_000_000 + number * 9_000;
    let who = format!("Person {0} <p{0}@example.org>", number % 50);
    let message = format!("{subject}\n\nBecause of finding {number}.\n");
    writeln!(stream, "commit refs/heads/main\nmark :{}", number + 1)?;
    writeln!(
        stream,
        "author {who} {when} +0100\ncommitter {who} {when} +0100"
    )?;
    writeln!(stream, "data {}\n{message}", message.len())?;
    if number > 0 {
        writeln!(stream, "from :{number}")?;
    }
    Ok(())
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<()> {
    let ran = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .status()?;
    assert!(ran.success(), "git {arguments:?}");
    Ok(())
}
