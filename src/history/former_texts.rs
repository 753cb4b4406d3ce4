//! The texts of former revisions. Most of a former text is the same as today's: only the difference
//! is stored.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::HashMap;

use crate::source::Source;

use super::ObjectId;

/// Former texts by their ids in git.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormerTexts(HashMap<ObjectId, Text>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    /// The text with which it shares its beginning and end.
    like: Option<Arc<Source>>,
    /// Bytes shared at the beginning.
    start: usize,
    /// Bytes shared at the end.
    end: usize,
    /// The text between.
    middle: Box<str>,
}

impl FormerTexts {
    /// A text, if it is known.
    pub(crate) fn get(&self, id: &ObjectId) -> Option<Cow<'_, str>> {
        let text = self.0.get(id)?;
        let Some(like) = text.like.as_ref().map(|like| like.text.as_str()) else {
            return Some(Cow::Borrowed(&text.middle));
        };
        if text.start == like.len() && text.end == 0 && text.middle.is_empty() {
            return Some(Cow::Borrowed(like));
        }
        let parts = [
            &like[..text.start],
            &text.middle,
            &like[like.len() - text.end..],
        ];
        Some(Cow::Owned(parts.concat()))
    }

    /// Whether a text is known.
    pub(crate) fn contains(&self, id: &ObjectId) -> bool {
        self.0.contains_key(id)
    }

    /// Stores a text; `like` is a similar one, which is stored with it.
    pub(crate) fn keep(&mut self, id: ObjectId, text: &str, like: Option<&Arc<Source>>) {
        let (start, end) = like.map_or((0, 0), |like| shared(&like.text, text));
        let text = Text {
            like: like.filter(|_| start + end > 0).cloned(),
            start,
            end,
            middle: text[start..text.len() - end].into(),
        };
        self.0.insert(id, text);
    }

    /// Moves a text from `before`.
    pub(super) fn take_over(&mut self, id: &ObjectId, before: &mut FormerTexts) -> bool {
        let known = before.0.remove(id);
        let is_known = known.is_some();
        self.0.extend(known.map(|text| (id.clone(), text)));
        is_known
    }
}

/// How many bytes two texts share at the beginning, and at the end of the rest.
fn shared(one: &str, other: &str) -> (usize, usize) {
    let mut start = alike(
        one.as_bytes().chunks(STRIDE),
        other.as_bytes().chunks(STRIDE),
        |pair| {
            pair.0
                .iter()
                .zip(pair.1)
                .take_while(|(one, other)| one == other)
                .count()
        },
    );
    while !(one.is_char_boundary(start) && other.is_char_boundary(start)) {
        start -= 1;
    }
    let (rest, other_rest) = (&one.as_bytes()[start..], &other.as_bytes()[start..]);
    let mut end = alike(rest.rchunks(STRIDE), other_rest.rchunks(STRIDE), |pair| {
        let pairs = pair.0.iter().rev().zip(pair.1.iter().rev());
        pairs.take_while(|(one, other)| one == other).count()
    });
    while !(one.is_char_boundary(one.len() - end) && other.is_char_boundary(other.len() - end)) {
        end -= 1;
    }
    (start, end)
}

/// Bytes that are compared at a time.
const STRIDE: usize = 256;

/// The bytes of the equal pairs, and as many of the first other pair as `within` returns.
fn alike<'t>(
    one: impl Iterator<Item = &'t [u8]>,
    other: impl Iterator<Item = &'t [u8]>,
    within: impl Fn((&[u8], &[u8])) -> usize,
) -> usize {
    let mut length = 0;
    for pair in one.zip(other) {
        if pair.0 != pair.1 {
            return length + within(pair);
        }
        length += pair.0.len();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FilePath;

    #[test]
    fn a_text_is_given_back_as_it_was_whatever_it_is_kept_beside() {
        let texts = [
            "",
            "a",
            "aa",
            "The pump is cleaned.\n",
            "The big pump is cleaned.\n",
            "The pump is cleaned.\nAnd dried.\n",
            "é",
            "è",
            "日本",
            "日木",
            "xé日",
            "xè日",
        ];
        for (like, text) in texts.iter().flat_map(|one| texts.map(|other| (one, other))) {
            let path = FilePath::new("a.md").unwrap();
            let source = Arc::new(Source {
                path,
                text: (*like).to_owned(),
            });
            let id = ObjectId("1234".into());
            for like in [None, Some(&source)] {
                let mut kept = FormerTexts::default();
                kept.keep(id.clone(), text, like);
                assert_eq!(kept.get(&id).as_deref(), Some(text), "beside {like:?}");
            }
        }
    }
}
