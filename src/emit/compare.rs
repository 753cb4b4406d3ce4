//! Which files of a site differ from those on disk.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};

use camino::Utf8Path;
use rayon::prelude::*;

use super::Error;
use crate::library::Route;
use crate::pipeline::{Content, Site};

/// The routes whose file is absent or holds something else. The files themselves are read: a list
/// of what they should hold would miss a file that somebody changed.
pub fn changed<'a>(
    site: &'a Site,
    out: &Utf8Path,
    old: &BTreeSet<String>,
) -> Result<BTreeSet<&'a Route>, Error> {
    let judged: Result<Vec<Option<&Route>>, Error> = site
        .par_iter()
        .map(|(route, content)| {
            let is_same =
                old.contains(route.as_str()) && holds(&out.join(route.as_str()), content)?;
            Ok((!is_same).then_some(route))
        })
        .collect();
    Ok(judged?.into_iter().flatten().collect())
}

/// A file that cannot be read is one to be replaced; an original that cannot be is an error.
fn holds(file: &Utf8Path, content: &Content) -> Result<bool, Error> {
    let Ok(there) = fs::metadata(file) else {
        return Ok(false);
    };
    match content {
        Content::Bytes(bytes) => {
            let is_size = there.is_file() && there.len() == bytes.len() as u64;
            Ok(is_size && fs::read(file).is_ok_and(|found| found == *bytes))
        }
        Content::Copy(original) => {
            let wanted = fs::metadata(original).map_err(Error::io("read", original))?;
            if !there.is_file() || there.len() != wanted.len() {
                return Ok(false);
            }
            same_bytes(file, original).map_err(Error::io("read", original))
        }
    }
}

fn same_bytes(one: &Utf8Path, other: &Utf8Path) -> io::Result<bool> {
    let mut one = BufReader::new(File::open(one)?);
    let mut other = BufReader::new(File::open(other)?);
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut left)?;
        if read == 0 {
            return Ok(other.read(&mut right)? == 0);
        }
        if other.read_exact(&mut right[..read]).is_err() || left[..read] != right[..read] {
            return Ok(false);
        }
    }
}
