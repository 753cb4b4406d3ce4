//! Tags of templates: `{% name … %}` of Liquid and GitBook, `{{< name … >}}` and `{{% name … %}}` of
//! Hugo.

use std::ops::Range;

/// The marks around a tag.
const MARKS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// The longest tag in bytes: what is longer is a text with a stray mark.
const LONGEST: usize = 2_000;

/// A tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// As written, with its marks.
    pub written: &'a str,
    pub name: &'a str,
    /// Whether it is the end of a pair: `{% endname %}`, `{{< /name >}}`.
    pub is_end: bool,
    /// Names and values; a value alone has no name.
    pub arguments: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of the first of these names that the tag has.
    pub fn named(&self, names: &[&str]) -> Option<&'a str> {
        let is_one = |(name, _): &&(&str, &str)| names.contains(name);
        let found = self.arguments.iter().find(is_one);
        found.map(|(_, value)| *value)
    }

    /// The value of this index among those without a name.
    pub fn value(&self, index: usize) -> Option<&'a str> {
        let values = self.arguments.iter().filter(|(name, _)| name.is_empty());
        values.map(|(_, value)| *value).nth(index)
    }
}

/// Whether a text may hold a tag.
pub fn has_tags(text: &str) -> bool {
    text.contains("{%") || text.contains("{{<")
}

/// The tags of a text, in their order.
pub fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('{') {
        let start = at + next;
        match tag(text, start) {
            Some(tag) => {
                at = tag.range.end;
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

/// The tag that a whole line is.
pub fn whole(line: &str) -> Option<Tag<'_>> {
    tag(line, 0).filter(|tag| tag.range.end == line.len())
}

fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = &text[start..];
    let (open, close) = MARKS.into_iter().find(|(open, _)| rest.starts_with(open))?;
    let length = rest.find(close)?;
    if length > LONGEST || length < open.len() {
        return None;
    }
    let inner = rest[open.len()..length].trim_matches(['-', ' ', '\t', '\n', '\r', '/']);
    let is_slashed = rest[open.len()..length].trim_start().starts_with('/');
    let end = inner
        .find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/' | '.'))
        .unwrap_or(inner.len());
    let (name, arguments) = inner.split_at(end);
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let unended = name.strip_prefix("end").filter(|name| !name.is_empty());
    let (name, is_end) = match unended {
        Some(name) if open == "{%" => (name, true),
        _ => (name, is_slashed),
    };
    let range = start..start + length + close.len();
    Some(Tag {
        written: &text[range.clone()],
        range,
        name,
        is_end,
        arguments: self::arguments(arguments),
    })
}

fn arguments(text: &str) -> Vec<(&str, &str)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=' || c == '"' || c == '`')
            .unwrap_or(rest.len());
        let (name, after) = match rest[end..].strip_prefix('=') {
            Some(after) => (&rest[..end], after.trim_start()),
            None => ("", rest),
        };
        let quote = after
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'));
        let (value, after) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                after.split_at(end)
            }
        };
        arguments.push((name, value));
        rest = after.trim_start();
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_a_name_and_arguments() {
        let text =
            "a {{% box \"Keep cold\" color=\"red one\" n=3 %}} b {% endbox %} {{< /box >}} { x";
        let found = tags(text);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].name, "box");
        assert_eq!(
            found[0].arguments,
            [("", "Keep cold"), ("color", "red one"), ("n", "3")]
        );
        assert!(found[1].is_end && found[1].name == "box");
        assert!(found[2].is_end && found[2].written == "{{< /box >}}");
    }
}
