//! The words of the interface, in one language.
//!
//! In: `i18n/<language>.toml`. Out: messages with their placeholders filled. Knows no page.

use std::collections::BTreeMap;

use crate::date::{Cycle, Date};

/// All messages of one language by their dotted names: `banner.overdue.other`.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    language: String,
    messages: BTreeMap<String, String>,
}

impl Catalogue {
    /// Adds the messages of `table`, replacing those of the same name.
    pub fn merge(&mut self, language: &str, table: &toml::Table) {
        language.clone_into(&mut self.language);
        self.add("", table);
    }

    fn add(&mut self, prefix: &str, table: &toml::Table) {
        for (key, value) in table {
            let name = match prefix {
                "" => key.clone(),
                _ => format!("{prefix}.{key}"),
            };
            match value {
                toml::Value::Table(inner) => self.add(&name, inner),
                toml::Value::String(text) => {
                    self.messages.insert(name, text.clone());
                }
                other => {
                    self.messages.insert(name, other.to_string());
                }
            }
        }
    }

    /// The message of that name. A name that is not in the catalogue is returned as it is, so that
    /// a gap in a translation shows.
    pub fn text<'a>(&'a self, name: &'a str) -> &'a str {
        self.messages.get(name).map_or(name, String::as_str)
    }

    /// The messages whose names start with `table.`, without that prefix.
    pub fn below(&self, table: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{table}.");
        self.messages
            .range(prefix.clone()..)
            .map_while(move |(name, text)| Some((name.strip_prefix(&prefix)?, text.as_str())))
    }

    /// Whether there is a message of that name.
    pub fn has(&self, name: &str) -> bool {
        self.messages.contains_key(name)
    }

    /// The message with each `{placeholder}` filled.
    pub fn filled(&self, name: &str, blanks: &[(&str, &str)]) -> String {
        fill(self.text(name), blanks)
    }

    /// The message in the plural form for `count` (`name.one`, `name.other` …), with `{count}` and
    /// the other placeholders filled.
    pub fn counted(&self, name: &str, count: i64, blanks: &[(&str, &str)]) -> String {
        let form = format!("{name}.{}", plural_form(&self.language, count));
        let other = format!("{name}.other");
        let pattern = self
            .messages
            .get(&form)
            .or_else(|| self.messages.get(&other))
            .map_or(name, String::as_str);
        let number = self.number(count);
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(blanks);
        fill(pattern, &all)
    }

    /// A day written out: `3 March 2026`.
    pub fn date(&self, date: Date) -> String {
        let month = format!("date.month.{}", date.month());
        self.filled(
            "date.long",
            &[
                ("day", &date.day().to_string()),
                ("month", self.text(&month)),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// A length of time: `6 months`.
    pub fn cycle(&self, cycle: Cycle) -> String {
        let (count, unit) = cycle.parts();
        self.counted(&format!("cycle.{unit}"), i64::from(count), &[])
    }

    /// A count with the thousands separator of the language.
    pub fn number(&self, count: i64) -> String {
        let digits = count.unsigned_abs().to_string();
        let mark = self.text("number.thousands");
        let mut out = String::from(if count < 0 { "−" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(mark);
            }
            out.push(digit);
        }
        out
    }

    /// Everything as nested tables, for templates.
    pub fn tree(&self) -> serde_json::Value {
        let mut root = serde_json::Map::new();
        for (name, text) in &self.messages {
            let mut parts: Vec<&str> = name.split('.').collect();
            let last = parts.pop().unwrap_or_default();
            let mut table = &mut root;
            for part in parts {
                table = table
                    .entry(part)
                    .or_insert_with(|| serde_json::Value::Object(serde_json::Map::new()))
                    .as_object_mut()
                    .expect("a TOML name is a table or a value, not both");
            }
            table.insert(last.to_owned(), text.as_str().into());
        }
        serde_json::Value::Object(root)
    }
}

fn fill(pattern: &str, blanks: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        out.push_str(&rest[..open]);
        let name = &rest[open + 1..open + close];
        match blanks.iter().find(|(blank, _)| *blank == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

/// The plural category of a whole number according to Unicode CLDR 48, for the languages of the
/// built-in catalogues; "one" and "other" for the rest.
fn plural_form(language: &str, count: i64) -> &'static str {
    let count = count.unsigned_abs();
    match (language.split('-').next().unwrap_or_default(), count) {
        ("ar", 0) => "zero",
        ("ar", 1) => "one",
        ("ar", 2) => "two",
        ("ar", _) if (3..=10).contains(&(count % 100)) => "few",
        ("ar", _) if (11..=99).contains(&(count % 100)) => "many",
        ("fr" | "pt", 0 | 1) => "one",
        ("fr" | "pt", _) => "other",
        (_, 1) => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(language: &str, text: &str) -> Catalogue {
        let mut catalogue = Catalogue::default();
        catalogue.merge(language, &text.parse().unwrap());
        catalogue
    }

    #[test]
    fn a_message_takes_the_form_of_its_count() {
        let english = catalogue(
            "en-GB",
            "number.thousands = ','\ndays.one = '{count} day'\ndays.other = '{count} days of {who}'",
        );
        assert_eq!(english.counted("days", 1, &[]), "1 day");
        assert_eq!(
            english.counted("days", 1234, &[("who", "{count}")]),
            "1,234 days of {count}"
        );
        let arabic = catalogue(
            "ar",
            "days.few = 'few'\ndays.many = 'many'\ndays.other = 'o'",
        );
        let forms = [3, 11, 100].map(|count| arabic.counted("days", count, &[]));
        assert_eq!(forms, ["few", "many", "o"]);
    }

    #[test]
    fn a_blank_nobody_fills_and_a_missing_message_stay_visible() {
        let english = catalogue("en", "a = '{x} and {y'");
        assert_eq!(english.filled("a", &[]), "{x} and {y");
        assert_eq!(english.text("not.there"), "not.there");
    }
}
