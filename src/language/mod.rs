//! The words by which sopress reads a document: one file a language.
//!
//! In: the files `*.toml` in this folder. Out: a [`Vocabulary`] for each. A language is added by
//! adding its file. Knows nothing of documents.

mod documents;
mod phrases;
mod words;

pub use documents::{Chapters, Cycles, Required, RoleNames, SecondAction, Statuses, Vague};
pub use phrases::{Matched, Phrases};
pub use words::{Word, WordKind, words};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/language");

static VOCABULARIES: LazyLock<BTreeMap<String, Vocabulary>> = LazyLock::new(|| {
    let files = FILES.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(".toml")?;
        let text = file.contents_utf8().expect("a vocabulary is UTF-8");
        let read = toml::from_str(text);
        let read = read.unwrap_or_else(|error| panic!("`{name}.toml`: {error}"));
        Some((name.to_owned(), read))
    });
    files.collect()
});

/// The language whose words are used where a language has no file.
const FALLBACK: &str = "en";

/// The vocabulary of a language, by its BCP 47 tag; regions do not matter.
pub fn vocabulary(tag: &str) -> &'static Vocabulary {
    let main = tag.split(['-', '_']).next().unwrap_or_default();
    let found = VOCABULARIES.get(&main.to_lowercase());
    found.unwrap_or_else(|| &VOCABULARIES[FALLBACK])
}

/// All that one file says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// What is a word by itself before an apostrophe: `l` in `l'étape`.
    #[serde(default)]
    pub elisions: Vec<String>,
    /// Words whose full stop does not end a sentence.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    pub steps: Steps,
    pub answers: Answers,
    pub exits: Exits,
    pub labels: Labels,
    pub sections: Sections,
    pub columns: Columns,
    pub actions: Actions,
    pub sentence: Sentence,
    pub people: People,
    pub chapters: Chapters,
    pub role_names: RoleNames,
    pub statuses: Statuses,
    pub cycles: Cycles,
    pub required: Required,
    pub vague: Vague,
    pub second_action: SecondAction,
}

/// How a step is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// `step`, `point`.
    pub nouns: Vec<String>,
    /// What may stand before the noun.
    pub articles: Vec<String>,
    /// The step itself.
    pub this: Phrases,
    pub next: Phrases,
    pub previous: Phrases,
    pub first: Phrases,
    /// `first`, `second`, …, in order.
    pub ordinals: Vec<String>,
    /// What joins the numbers of several steps: `to`, `and`.
    pub range: Vec<String>,
    /// What joins a step to the procedure or document that it belongs to.
    pub of: Vec<String>,
    /// The document or procedure at hand.
    pub own: Phrases,
    /// What may stand between the noun and the number.
    pub number: Vec<String>,
    /// What may follow a step that is to be done once more.
    pub again: Vec<String>,
    /// Names of a procedure as a whole: `procedure`.
    pub procedure: Vec<String>,
}

/// In which case an exit is taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// `yes`, `no`.
    pub words: Phrases,
    /// What opens a condition: `if`, `when`.
    pub conditions: Phrases,
    /// What opens a condition at the end of a sentence, besides those.
    pub late: Phrases,
    /// A condition that is whole by itself: `if not`.
    pub whole: Phrases,
    /// All the cases that are left: `otherwise`.
    pub otherwise: Phrases,
    /// What may join two parts of a sentence and says nothing by itself.
    pub joints: Vec<String>,
    /// What ends a clause as a comma does: `and`.
    pub clauses: Vec<String>,
    /// The same, and a condition too: `then`.
    pub then: Vec<String>,
    /// What opens a question that is a whole sentence.
    pub questions: Vec<String>,
}

/// Where an exit leads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exits {
    /// To a step, by a phrase with `{step}`.
    pub go: Phrases,
    /// The same, but only as an answer.
    pub see: Phrases,
    /// To a document, by a phrase with `{step}`, as an answer or a condition.
    pub follow: Phrases,
    pub next: Phrases,
    pub again: Phrases,
    pub end: Phrases,
    /// To the end, but only as the last words of an answer.
    pub close: Phrases,
    /// Back to the first step.
    pub over: Phrases,
    /// Past a step, by a phrase with `{step}`.
    pub skip: Phrases,
    /// Words before an exit in the same clause with which it is none: `not`, `before`.
    pub blocked: Vec<String>,
    /// Words before an exit in the same clause with which it is only allowed: `may`.
    pub optional: Vec<String>,
    /// Words right before an exit that say who does so, not what is to be done: `it`.
    pub subjects: Vec<String>,
    /// Words right before an exit with which it is none: `to`.
    pub blocked_before: Vec<String>,
}

/// Labels before a colon or a dash.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Who acts: `responsible`, `performed by`.
    pub who: Phrases,
    /// What is said besides: `note`, `caution`.
    pub remarks: Phrases,
    /// Facts of a step, by the name of their kind (`tools`, `approves`).
    pub details: BTreeMap<String, Phrases>,
    /// Facts of a step that have no kind of their own: `when`, `where`.
    pub others: Phrases,
}

/// Sections, by their headings and by the line above a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sections {
    /// Words in the name of a procedure.
    pub procedure: Phrases,
    /// Words in the name of what is never one.
    pub never: Phrases,
    /// Words in the line above a list that is never one.
    pub never_above: Phrases,
    /// Words in the line above a list that make it one all the same.
    pub above: Phrases,
    /// What joins the name of a section to what it is about: `for`, `of`.
    pub joints: Vec<String>,
    /// Where a document says who does what.
    pub responsibilities: Phrases,
    /// What may stand around a role in the heading of its steps: `steps of the *`.
    pub of_role: Phrases,
}

/// Columns of a table, by their heads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub number: Phrases,
    pub what: Phrases,
    pub who: Phrases,
    /// Where to go on.
    pub go: Phrases,
    /// What only a list of single tasks says: by when each is due.
    pub due: Phrases,
}

/// How a text shows that something is to be done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actions {
    /// First words.
    pub first: Vec<String>,
    /// Endings of the first word.
    pub first_endings: Vec<String>,
    /// Endings of the last word.
    pub last_endings: Vec<String>,
    /// First words of a thing, not of something to be done.
    pub things: Vec<String>,
}

/// How a sentence shows who acts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// What stands before a role that acts.
    pub determiners: Vec<String>,
    /// What may follow a role and belongs to it: `on duty`.
    pub additions: Phrases,
    /// What may stand between a role and its verb.
    pub adverbs: Vec<String>,
    /// Verbs that are known by themselves: `must`, `has`.
    pub verbs: Vec<String>,
    /// Endings of a verb in the third person.
    pub endings: Vec<String>,
    /// Words with such an ending that are no verbs.
    pub no_verbs: Vec<String>,
    /// What may follow a verb that is known by its ending alone; empty: anything.
    pub objects: Vec<String>,
    /// Verbs with which whoever is named does nothing: `is called`.
    pub passive: Vec<String>,
    /// What stands before whoever acts in a passive sentence: `by`.
    pub by: Vec<String>,
    /// What may open a sentence before the one who acts, without a comma.
    pub openers: Phrases,
    /// The first word of a longer opening.
    pub prepositions: Vec<String>,
    /// Whether the verb comes before whoever acts when something else opens the sentence.
    pub inverts: bool,
    /// Words after a role in the plural that are no verbs.
    pub no_plural_verbs: Vec<String>,
}

/// How people are called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Last words of names for people who act: `clerk`.
    pub heads: Vec<String>,
    /// The first word of a name may say it too, as in Spanish and French.
    pub is_head_first: bool,
    /// Endings of one and of many: `["y", "ies"]`.
    pub plurals: Vec<(String, String)>,
}

impl Vocabulary {
    /// A text as words.
    pub fn words(&self, text: &str) -> Vec<Word> {
        words(text, &self.elisions)
    }

    /// Whether a name is that of someone who acts, by the word that says so.
    pub fn is_person(&self, name: &str) -> bool {
        let words = self.words(name);
        let mut plain = words.iter().filter(|word| word.kind == WordKind::Word);
        let named = match self.people.is_head_first {
            true => plain.next(),
            false => plain.next_back(),
        };
        named.is_some_and(|word| {
            let heads = &self.people.heads;
            heads.contains(&word.text)
                || self.people.plurals.iter().any(|(one, many)| {
                    let stem = word.text.strip_suffix(many.as_str());
                    stem.is_some_and(|stem| heads.contains(&format!("{stem}{one}")))
                })
        })
    }

    /// A name for many of whom `name` is one.
    pub fn plurals(&self, name: &str) -> Vec<String> {
        let endings = self.people.plurals.iter();
        let many = endings
            .filter_map(|(one, many)| Some(format!("{}{many}", name.strip_suffix(one.as_str())?)));
        many.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_vocabulary_that_knows_the_same_kinds_of_details() {
        let kinds = |one: &Vocabulary| one.labels.details.keys().cloned().collect::<Vec<_>>();
        let english = kinds(vocabulary("en"));
        assert!(VOCABULARIES.len() >= 4);
        for (name, one) in VOCABULARIES.iter() {
            assert_eq!(kinds(one), english, "{name}");
        }
    }

    #[test]
    fn a_tag_with_a_region_finds_its_language_and_an_unknown_one_english() {
        assert_eq!(vocabulary("de-CH").steps.nouns[0], "schritt");
        assert_eq!(vocabulary("xx").steps.nouns[0], "step");
    }
}
