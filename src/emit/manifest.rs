//! The list of the files in an output folder that a build has written.

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::Utf8Path;

use super::Error;
use super::place::Place;
use super::staging::INSIDE;
use crate::source::MANIFEST;

/// The name of the list in the output folder. Not an address of the site.
pub(super) const NAME: &str = MANIFEST;

/// The first line, which names the format.
const HEAD: &str = "sopress 1";

/// One address per line.
pub(super) fn text<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut out = format!("{HEAD}\n");
    for name in names {
        out.push_str(&escaped(name));
        out.push('\n');
    }
    out
}

/// File names may contain line ends.
fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace('\n', "%0A")
}

fn unescaped(line: &str) -> String {
    line.replace("%0A", "\n").replace("%25", "%")
}

/// The files that the previous build wrote; empty if there was none. An error if the folder contains
/// any other file, except for `lost+found` of a file system that is mounted there.
pub(super) fn read(out: &Utf8Path, place: Place) -> Result<BTreeSet<String>, Error> {
    let file = out.join(NAME);
    let listed: BTreeSet<String> = match fs::read_to_string(&file) {
        Ok(text) if text.lines().next() == Some(HEAD) => {
            text.lines().skip(1).map(unescaped).collect()
        }
        Ok(_) => BTreeSet::new(),
        Err(error) if is_absent(&error) => BTreeSet::new(),
        Err(source) => return Err(Error::io("read", &file)(source)),
    };
    match foreign(out, out, &listed, place)? {
        None => Ok(listed),
        Some(example) => Err(Error::Foreign {
            folder: out.to_owned(),
            example,
        }),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// The first file below `folder` that is not listed.
fn foreign(
    out: &Utf8Path,
    folder: &Utf8Path,
    listed: &BTreeSet<String>,
    place: Place,
) -> Result<Option<String>, Error> {
    let entries = match folder.read_dir_utf8() {
        Ok(entries) => entries,
        Err(error) if is_absent(&error) && out == folder => return Ok(None),
        Err(source) => return Err(Error::io("read the folder", folder)(source)),
    };
    for entry in entries {
        // A name that is not Unicode is not ours; the error names it.
        let entry = entry.map_err(Error::io("read the folder", folder))?;
        let path = entry.path();
        let kind = entry
            .file_type()
            .map_err(Error::io("read the folder", path))?;
        let name = path
            .strip_prefix(out)
            .expect("an entry is inside its folder")
            .as_str()
            .replace('\\', "/");
        let is_kept = place == Place::Inside && name == "lost+found";
        if kind.is_dir() && (is_kept || name.starts_with(INSIDE)) {
            continue;
        }
        if kind.is_dir() {
            if let Some(found) = foreign(out, path, listed, place)? {
                return Ok(Some(found));
            }
        } else if !(kind.is_file() && (listed.contains(&name) || name == NAME)) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_from_the_manifest_as_it_was() {
        let names = ["a b%0A.html", "line\nend.html", "ü.html"];
        let text = text(names.into_iter());
        let back: BTreeSet<String> = text.lines().skip(1).map(unescaped).collect();
        assert_eq!(back, names.map(str::to_owned).into());
    }
}
