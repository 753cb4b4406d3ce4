//! Replaces front matter, directives and comments with spaces of the same length, so that all
//! offsets stay valid for the author's text.

use crate::diagram::fault::{Fault, FaultKind};

pub struct Blanked {
    /// As long as the original, with the same line breaks.
    pub text: String,
    /// From the front matter.
    pub title: Option<String>,
    /// Whether a comment asks for lanes.
    pub lanes: bool,
    pub faults: Vec<Fault>,
}

/// An extension of sopress; other programs see a comment.
const LANES: &str = "sopress: lanes";

pub fn blank(text: &str) -> Blanked {
    let mut bytes = text.as_bytes().to_vec();
    let mut faults = Vec::new();
    let mut title = None;
    for byte in bytes.iter_mut().filter(|byte| **byte == b'\r') {
        *byte = b' ';
    }
    let mut at = text.len() - text.trim_start().len();
    if text[at..].starts_with("---") {
        match front_matter(text, at) {
            Some((found, end)) => {
                title = found;
                wipe(&mut bytes, at, end);
                at = end;
            }
            None => faults.push(Fault {
                span: at..at + 3,
                kind: FaultKind::Syntax,
                message: "the front matter is never closed".to_owned(),
                help: Some("close it with an unindented line `---`".to_owned()),
            }),
        }
    }
    let mut lanes = false;
    while let Some(found) = text[at..].find("%%") {
        let start = at + found;
        let line_end = text[start..]
            .find('\n')
            .map_or(text.len(), |end| start + end);
        let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
        let is_first = String::from_utf8_lossy(&bytes[line_start..start])
            .trim()
            .is_empty();
        let after = &text[start + 2..];
        at = start + 2;
        if let Some(directive) = after.strip_prefix('{') {
            if directive
                .trim_start()
                .starts_with(|c: char| c.is_ascii_alphabetic())
            {
                let end = directive.find("}%%").map(|end| start + 3 + end + 3);
                if end.is_none() {
                    faults.push(Fault {
                        span: start..start + 3,
                        kind: FaultKind::Syntax,
                        message: "the directive `%%{` is never closed".to_owned(),
                        help: Some("close it with `}%%`".to_owned()),
                    });
                }
                at = end.unwrap_or(line_end);
                wipe(&mut bytes, start, at);
            }
        } else if is_first {
            lanes |= text[start + 2..line_end].trim().eq_ignore_ascii_case(LANES);
            wipe(&mut bytes, start, line_end);
            at = line_end;
        }
    }
    Blanked {
        text: String::from_utf8(bytes).expect("whole characters were replaced by blanks"),
        title,
        lanes,
        faults,
    }
}

fn wipe(bytes: &mut [u8], from: usize, to: usize) {
    for byte in bytes[from..to].iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

/// The title and the end of the front matter that begins at `at`.
fn front_matter(text: &str, at: usize) -> Option<(Option<String>, usize)> {
    let mut end = at;
    let mut title = None;
    for (number, line) in text[at..].split_inclusive('\n').enumerate() {
        end += line.len();
        let bare = line.trim_end();
        if number == 0 {
            if bare != "---" {
                return None;
            }
        } else if bare == "---" {
            return Some((title, end));
        } else if let Some(value) = bare.strip_prefix("title:") {
            let value = value.trim().trim_matches(['"', '\'']);
            title = Some(value.to_owned()).filter(|value| !value.is_empty());
        }
    }
    None
}
