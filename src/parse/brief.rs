//! Single fields of a text, read line by line: for the many former texts that nobody parses whole.

use crate::config::{Field, Reading};
use crate::edit::front;
use crate::parse::{DocumentStatus, fields, status};

/// The version that a text states in its front matter.
pub fn stated_version(text: &str, reading: &Reading) -> Option<String> {
    stated(text, "version", reading)
}

/// Whether a text says that it is still being written or reviewed: nothing for staff to see.
pub fn is_in_the_making(text: &str, reading: &Reading) -> bool {
    let status =
        stated(text, "status", reading).and_then(|words| status::known(&words, &reading.language));
    let draft = stated(text, "draft", reading);
    let is_draft = draft.is_some_and(|words| status::is_yes(&words) != Some(false));
    let is_unpublished = || {
        let mut fields = front::raw_fields(text).into_iter();
        fields.any(|(name, value)| {
            name.eq_ignore_ascii_case("published") && status::is_yes(bare(&value)) == Some(false)
        })
    };
    is_draft || is_unpublished() || status.is_some_and(DocumentStatus::is_in_the_making)
}

/// Every name under which authors of this library may write a field, the canonical one first.
pub fn names_of(field: &str, reading: &Reading) -> Vec<String> {
    let mut names = vec![field.to_owned()];
    let aliases = Field::named(field).map_or(&[][..], |field| field.aliases);
    names.extend(aliases.iter().map(|&name| name.to_owned()));
    let own = reading.fields.iter();
    names.extend(
        own.filter(|(_, meant)| *meant == field)
            .map(|(name, _)| name.clone()),
    );
    names
}

/// The name under which a text gives a field; the canonical one where it does not.
pub fn name_in(text: &str, field: &'static str, reading: &Reading) -> String {
    let mut fields = front::raw_fields(text).into_iter();
    fields
        .find(|(name, _)| fields::canonical(name, reading) == Some(field))
        .map_or_else(|| field.to_owned(), |(name, _)| name)
}

fn stated(text: &str, field: &str, reading: &Reading) -> Option<String> {
    let fields = front::raw_fields(text);
    let (_, value) = fields
        .iter()
        .find(|(name, _)| fields::canonical(name, reading) == Some(field))?;
    let bare = bare(value);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// A value on one line without quotes and comment.
fn bare(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.split(quote).next().unwrap_or_default().trim();
        }
    }
    value.split(" #").next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_under_any_name_and_without_its_quotes() {
        let version = |text: &str| stated_version(text, &Reading::default());
        let is = |text, expected: &str| assert_eq!(version(text).as_deref(), Some(expected));
        is("---\nversion: \"1.10\" # ours\n---\n", "1.10");
        is("---\nRevision: 3 # ours\n---\n", "3");
        is("+++\nversion = '2.0'\n+++\n", "2.0");
        assert_eq!(version("---\nid: A\nversion:\n---\n"), None);
        assert_eq!(version("version: 1\n"), None);
    }

    #[test]
    fn a_draft_is_told_by_its_words() {
        let is = |text: &str| is_in_the_making(text, &Reading::default());
        assert!(is("---\nstatus: In-Review\n---\n"));
        assert!(is("---\nstatus: 'work in progress'\n---\n"));
        assert!(is("---\nstatus: effective\ndraft: true # not yet\n---\n"));
        assert!(!is("---\nstatus: effective\ndraft: false\n---\n"));
        assert!(is("---\npublished: false\n---\n") && !is("---\npublished: true\n---\n"));
        assert!(!is("text"));
    }
}
