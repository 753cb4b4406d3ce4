//! The attributes of a fence: `name="value"`, `name=value` and plain words.

use crate::blocks::{Fault, Fence};
use crate::diagnostic::Code;
use crate::suggest::nearest;
use crate::text::{At, Span};

/// Attributes in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    given: Vec<(At<String>, At<String>)>,
}

impl Attributes {
    /// Parses the fence's info string. Names other than `known` are faults and are left out.
    pub(crate) fn parse(fence: &Fence<'_>, known: &[&str], faults: &mut Vec<Fault>) -> Attributes {
        let mut given: Vec<(At<String>, At<String>)> = Vec::new();
        for (name, value) in split(fence.info, fence.info_offset) {
            if known.contains(&name.value.as_str()) {
                given.push((name, value));
                continue;
            }
            let message = format!("a `{}` block has no attribute `{}`", fence.word, name.value);
            let help = match nearest(&name.value, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("it takes {}", known.join(", ")),
            };
            faults.push(Fault::new(Code::BlockAttributeUnknown, name.span, message).help(help));
        }
        Attributes { given }
    }

    /// The value of an attribute; empty for a plain word.
    pub(crate) fn get(&self, name: &str) -> Option<&At<String>> {
        self.given
            .iter()
            .find(|(given, _)| given.value == name)
            .map(|(_, value)| value)
    }

    /// The value as text.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.value.clone())
    }

    /// Whether the word is present, alone or with any value other than `false`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value.value != "false")
    }
}

fn split(info: &str, offset: usize) -> Vec<(At<String>, At<String>)> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = info[rest..]
        .find(|c: char| !c.is_whitespace() && c != ',')
        .map(|at| rest + at)
    {
        let name_end = end_of(info, start, |c| c.is_whitespace() || c == '=' || c == ',');
        let name = At::new(
            info[start..name_end].to_owned(),
            Span::new(start, name_end).shifted(offset),
        );
        if !info[name_end..].starts_with('=') {
            let value = At::new(String::new(), name.span);
            found.push((name, value));
            rest = name_end.max(start + 1);
            continue;
        }
        let open = name_end + 1;
        let quote = info[open..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''));
        let (from, to, next) = match quote {
            Some(quote) => {
                let close = end_of(info, open + 1, |c| c == quote);
                (open + 1, close, (close + 1).min(info.len()))
            }
            None => {
                let close = end_of(info, open, char::is_whitespace);
                (open, close, close)
            }
        };
        found.push((
            name,
            At::new(
                info[from..to].to_owned(),
                Span::new(from, to).shifted(offset),
            ),
        ));
        rest = next;
    }
    found.retain(|(name, _)| !name.value.is_empty());
    found
}

fn end_of(text: &str, from: usize, is_end: impl Fn(char) -> bool) -> usize {
    text[from..].find(is_end).map_or(text.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(info: &str) -> Vec<(String, String)> {
        split(info, 0)
            .into_iter()
            .map(|(name, value)| (name.value, value.value))
            .collect()
    }

    #[test]
    fn attributes_are_quoted_plain_or_bare() {
        let expected = [
            ("src", "data/a b.csv"),
            ("caption", "It's"),
            ("sort", ""),
            ("scale", "1-5"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(
            read(r#" src="data/a b.csv" caption="It's", sort scale=1-5"#),
            expected
        );
    }

    #[test]
    fn broken_attributes_do_no_harm() {
        for info in ["=", "= =", "a=\"open", "a='", "\"\"", ",,,", "=x y"] {
            read(info);
        }
    }
}
