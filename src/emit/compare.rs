//! Whether a file on disk has the content that it should have. The file itself is read, since somebody
//! may have changed it after the last build.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};

use camino::Utf8Path;

use super::Error;
use crate::pipeline::Content;

/// A file that cannot be read differs; an original that cannot be read is an error.
pub(super) fn is_same(file: &Utf8Path, content: &Content) -> Result<bool, Error> {
    let Ok(found) = fs::metadata(file) else {
        return Ok(false);
    };
    match content {
        Content::Bytes(bytes) => {
            let is_size = found.is_file() && found.len() == bytes.len() as u64;
            Ok(is_size && fs::read(file).is_ok_and(|read| read == *bytes))
        }
        Content::Copy(original) => {
            let wanted = fs::metadata(original).map_err(Error::io("read", original))?;
            if !found.is_file() || found.len() != wanted.len() {
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
