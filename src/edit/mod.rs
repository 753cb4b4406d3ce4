//! FrontMatter matter edited in place: text in, text out, every byte outside of the edit as it was.
//!
//! Comments, order, quoting and line ends stay. Every edit is parsed again before it is returned:
//! if anything but the field has changed, the edit is refused. Knows no field names and no rules of
//! review: callers name the field as its author did.

pub mod front;
mod replace;
mod toml;
mod yaml;
mod yaml_scalar;

pub(crate) use replace::replace_value;

use std::ops::Range;

use crate::date::Date;
use front::Notation;

/// A value to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text; a version is text too.
    Text(String),
    /// A date. In TOML it is written as a date, unless the field held text before.
    Date(Date),
}

/// Why an edit was refused. The text is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text does not start with front matter.
    #[error("the document has no front matter")]
    NoFrontMatter,
    /// The front matter is invalid.
    #[error("invalid front matter: {said}")]
    Unreadable {
        /// The parser's message, on one line.
        said: String,
    },
    /// The front matter is not written as one field per line at the left edge (`{id: SOP-1, …}`,
    /// indented, a list).
    #[error("the front matter is not written as one field per line")]
    UnusualLayout,
    /// The field is given twice.
    #[error("`{field}` is given twice")]
    GivenTwice {
        /// The field.
        field: String,
    },
    /// The value is an anchor, an alias or has a tag: other places depend on it.
    #[error("`{field}` uses an anchor, an alias or a tag")]
    Linked {
        /// The field.
        field: String,
    },
    /// The field has several lines or a list, but a single value is to be set.
    #[error("`{field}` is not a single value on one line")]
    NotSingle {
        /// The field.
        field: String,
    },
    /// The field is not a list of records, but a record is to be added.
    #[error("`{field}` is not a list of records")]
    NotRecords {
        /// The field.
        field: String,
    },
    /// The value cannot be written on one line of a text file.
    #[error("the value for `{field}` contains a character that cannot be written")]
    Unwritable {
        /// The field.
        field: String,
    },
    /// The result does not parse as intended.
    #[error("`{field}` could not be changed without changing something else")]
    WouldDamage {
        /// The field.
        field: String,
    },
}

/// Sets a field that holds a single value, or adds it at the end of the front matter.
pub(crate) fn set(text: &str, field: &str, value: &Value) -> Result<String, Refusal> {
    let front = front::find(text).ok_or(Refusal::NoFrontMatter)?;
    let place = Place {
        text,
        content: front.content,
    };
    match front.notation {
        Notation::Yaml => yaml::set(&place, field, value),
        Notation::Toml => toml::set(&place, field, value),
    }
}

/// Adds a record to a list of records in the list's own style, or starts the list.
///
/// The record goes to the end; or to the beginning of a YAML list whose newest date comes first.
pub(crate) fn append(text: &str, field: &str, record: &[(&str, Value)]) -> Result<String, Refusal> {
    let front = front::find(text).ok_or(Refusal::NoFrontMatter)?;
    let place = Place {
        text,
        content: front.content,
    };
    match front.notation {
        Notation::Yaml => yaml::append(&place, field, record),
        Notation::Toml => toml::append(&place, field, record),
    }
}

/// A text and the range of its front matter.
struct Place<'t> {
    text: &'t str,
    content: Range<usize>,
}

impl Place<'_> {
    fn content(&self) -> &str {
        &self.text[self.content.clone()]
    }

    /// The line end of the opening fence.
    fn line_end(&self) -> &'static str {
        if self.text[..self.content.start].ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// The text with each range replaced, and the front matter of the result. The ranges do not
    /// overlap and come in order.
    fn spliced(&self, splices: &[(Range<usize>, String)]) -> (String, String) {
        let mut result = String::with_capacity(self.text.len() + 200);
        let (mut at, mut grown, mut shrunk) = (0, 0, 0);
        for (range, new) in splices {
            result.push_str(&self.text[at..range.start]);
            result.push_str(new);
            at = range.end;
            grown += new.len();
            shrunk += range.len();
        }
        result.push_str(&self.text[at..]);
        let content = result[self.content.start..self.content.end + grown - shrunk].to_owned();
        (result, content)
    }
}

/// The start of the line after `end`.
fn next_line(text: &str, end: usize) -> usize {
    text[end..]
        .find('\n')
        .map_or(text.len(), |found| end + found + 1)
}

#[cfg(test)]
mod tests;
