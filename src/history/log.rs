//! Streams `git log`, newest commit first.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::git::{Git, failure, not_run};
use super::{ObjectId, Reason};

/// A commit as git prints it.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub id: String,
    pub parents: Vec<String>,
    pub author: String,
    pub committer: String,
    pub message: String,
    pub carries_signature: bool,
    pub entries: Vec<PathChange>,
}

/// A file that differs from all parents.
#[derive(Debug)]
pub(super) struct PathChange {
    /// One for each parent; `None` where the parent has no such file.
    pub before: Vec<Option<ObjectId>>,
    pub after: Option<ObjectId>,
    /// Before a move.
    pub from: Option<String>,
    /// Relative to the repository's top.
    pub path: String,
    /// Not a link to another file or repository.
    pub is_file: bool,
}

/// Calls `each` with every ancestor of HEAD and HEAD itself, children before parents.
pub(super) fn walk(
    git: Git<'_>,
    is_partial: bool,
    mut each: impl FnMut(Record),
) -> Result<(), Reason> {
    // Finding moves with edits compares texts, which a partial clone may lack.
    let moves = if is_partial { "-M100%" } else { "-M" };
    let arguments = [
        "-c",
        "log.showRoot=true",
        "-c",
        "core.quotePath=false",
        "log",
        "--topo-order",
        "--format=raw",
        "--raw",
        "-z",
        "-c",
        moves,
        "-l1000",
        "--no-abbrev",
        "--root",
        "--no-relative",
        "--no-notes",
        "--no-show-signature",
        "--no-decorate",
        "--no-color",
        "--no-ext-diff",
        "--ignore-submodules=none",
        "--encoding=UTF-8",
        "HEAD",
        "--",
    ];
    let mut child = git
        .command(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_run(&error))?;
    let stdout = child.stdout.take().expect("stdout was asked for");
    let mut stderr = child.stderr.take().expect("stderr was asked for");
    let complaints = std::thread::spawn(move || {
        let mut said = Vec::new();
        // If the error message cannot be read, the reason is only less exact.
        let _ = stderr.read_to_end(&mut said);
        said
    });
    let read = parse(BufReader::with_capacity(1 << 16, stdout), &mut each);
    let status = child.wait().map_err(|error| not_run(&error))?;
    let said = complaints.join().unwrap_or_default();
    read.map_err(|error| Reason::Failed {
        said: error.to_string(),
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(failure(&said))
    }
}

/// The output consists of pieces that end in NUL: a commit (with its first entry at its end), the
/// headers and paths of entries, and empty pieces between commits.
fn parse(mut print: impl BufRead, each: &mut impl FnMut(Record)) -> std::io::Result<()> {
    let mut record: Option<Record> = None;
    let mut piece = Vec::new();
    while next(&mut print, &mut piece)? {
        let text = String::from_utf8_lossy(&piece);
        let text = text.trim_start_matches('\n');
        let header = if text.starts_with("commit ") {
            let (fresh, header) = commit(text);
            if let Some(done) = record.replace(fresh) {
                each(done);
            }
            header.map(str::to_owned)
        } else if text.starts_with(':') {
            Some(text.to_owned())
        } else {
            None
        };
        if let (Some(header), Some(record)) = (header, record.as_mut()) {
            let mut path = || -> std::io::Result<String> {
                next(&mut print, &mut piece)?;
                Ok(String::from_utf8_lossy(&piece).into_owned())
            };
            let first = path()?;
            let is_move = !header.starts_with("::")
                && header
                    .rsplit(' ')
                    .next()
                    .is_some_and(|status| status.starts_with(['R', 'C']));
            let (from, path) = if is_move {
                (Some(first), path()?)
            } else {
                (None, first)
            };
            record.entries.extend(entry(&header, from, path));
        }
    }
    if let Some(done) = record {
        each(done);
    }
    Ok(())
}

/// Reads to the next NUL; false at the end of the output.
fn next(print: &mut impl BufRead, piece: &mut Vec<u8>) -> std::io::Result<bool> {
    piece.clear();
    let read = print.read_until(0, piece)?;
    if piece.last() == Some(&0) {
        piece.pop();
    }
    Ok(read > 0)
}

/// A commit's headers and message, and the header of the entry that follows them.
fn commit(text: &str) -> (Record, Option<&str>) {
    let mut record = Record::default();
    let mut lines = text.split('\n');
    for line in lines.by_ref() {
        let (name, value) = line.split_once(' ').unwrap_or((line, ""));
        match name {
            "" if line.is_empty() => break,
            "commit" => record.id = value.split(' ').next().unwrap_or_default().to_owned(),
            "parent" => record.parents.push(value.to_owned()),
            "author" => record.author = value.to_owned(),
            "committer" => record.committer = value.to_owned(),
            "gpgsig" | "gpgsig-sha256" => record.carries_signature = true,
            _ if line.starts_with(':') => return (record, Some(line)),
            _ => {}
        }
    }
    for line in lines {
        if let Some(written) = line.strip_prefix("    ") {
            record.message.push_str(written);
            record.message.push('\n');
        } else if line.starts_with(':') {
            return (record, Some(line));
        }
    }
    (record, None)
}

/// `:100644 100644 <before> <after> M`, with a further colon, mode and name for each further parent.
fn entry(header: &str, from: Option<String>, path: String) -> Option<PathChange> {
    let parents = header.bytes().take_while(|&byte| byte == b':').count();
    let fields: Vec<&str> = header[parents..].split(' ').collect();
    if fields.len() != 2 * parents + 3 {
        return None;
    }
    let (modes, ids) = (&fields[..=parents], &fields[parents + 1..fields.len() - 1]);
    let id = |written: &str| {
        written
            .bytes()
            .any(|digit| digit != b'0')
            .then(|| ObjectId(written.into()))
    };
    Some(PathChange {
        before: ids[..parents].iter().map(|written| id(written)).collect(),
        after: id(ids[parents]),
        from,
        path,
        is_file: modes[parents].starts_with("100") || modes[parents] == "000000",
    })
}
