//! Former texts, from one `git cat-file --batch`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use foldhash::HashSet;

use super::git::{Git, failure, not_run};
use super::{Completeness, History, ObjectId, Reason};

/// Calls `each` with the requested texts; a request names the index of the repository.
///
/// A text that is not there (a partial clone) is left out; so are texts that are not UTF-8. They
/// are read in the order of the requests: consecutive texts of one document are cheap, because git
/// stores them as differences.
pub(crate) fn texts<'a>(
    history: &History,
    program: &str,
    asked: impl IntoIterator<Item = (usize, &'a ObjectId)>,
    mut each: impl FnMut(&ObjectId, &str),
) {
    let mut by_repository: BTreeMap<usize, Vec<&ObjectId>> = BTreeMap::new();
    let mut seen: HashSet<(usize, &ObjectId)> = HashSet::default();
    for (repository, id) in asked {
        if seen.insert((repository, id)) {
            by_repository.entry(repository).or_default().push(id);
        }
    }
    for (index, ids) in by_repository {
        let Some(repository) = history.repositories.get(index) else {
            continue;
        };
        if matches!(repository.completeness, Completeness::None(_)) {
            continue;
        }
        let git = Git {
            program,
            folder: &repository.folder,
        };
        // The history already reports what git could not do; a missing text is left out.
        let _ = stream(git, &ids, |id, text| {
            if let Some(text) = text {
                each(id, text);
            }
        });
    }
}

/// Calls `each` with each text in the order of the requests; `None` if it is missing or not UTF-8.
pub(super) fn stream(
    git: Git<'_>,
    ids: &[&ObjectId],
    mut each: impl FnMut(&ObjectId, Option<&str>),
) -> Result<(), Reason> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut child = git
        .command(&["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_run(&error))?;
    let mut stdin = child.stdin.take().expect("stdin was asked for");
    let stdout = child.stdout.take().expect("stdout was asked for");
    let mut stderr = child.stderr.take().expect("stderr was asked for");
    let (read, said) = std::thread::scope(|scope| {
        scope.spawn(move || {
            let list: String = ids.iter().flat_map(|id| [id.as_str(), "\n"]).collect();
            // If git has exited, reading its answers shows that.
            let _ = stdin.write_all(list.as_bytes());
        });
        let complaints = scope.spawn(move || {
            let mut said = Vec::new();
            // If the error message cannot be read, the reason is only less exact.
            let _ = stderr.read_to_end(&mut said);
            said
        });
        let mut print = BufReader::with_capacity(1 << 17, stdout);
        let read = ids.iter().try_for_each(|id| {
            let text = answer(&mut print)?;
            let bytes = text.as_deref();
            let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
            // As with the text on disk.
            each(
                id,
                text.map(|text| text.strip_prefix('\u{feff}').unwrap_or(text)),
            );
            Ok(())
        });
        drop(print);
        (read, complaints.join().unwrap_or_default())
    });
    let status = child.wait().map_err(|error| not_run(&error))?;
    match read {
        Ok(()) => Ok(()),
        Err(_) if !status.success() => Err(failure(&said)),
        Err(error) => Err(Reason::Failed {
            said: std::io::Error::to_string(&error),
        }),
    }
}

/// `<id> blob <size>`, the bytes, a line end; or `<id> missing`.
fn answer(print: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut header = String::new();
    if print.read_line(&mut header)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let Some(size) = header
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok())
    else {
        return Ok(None);
    };
    let mut bytes = vec![0; size];
    print.read_exact(&mut bytes)?;
    print.read_exact(&mut [0])?;
    Ok(Some(bytes))
}
