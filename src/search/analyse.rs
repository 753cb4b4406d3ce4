//! Analyses one document into its words, weights and text: the expensive step, independent of other
//! documents.

use fnv::FnvHashMap;
use sha2::{Digest, Sha256};

use super::SearchDocument;
use super::lexicon::Lexicon;
use super::numbers::Number;
use super::words::words;

/// The field that contains a word, in order of weight.
pub(super) const TITLE: usize = 0;
pub(super) const NAME: usize = 1;
pub(super) const HEADING: usize = 2;
pub(super) const BODY: usize = 3;

/// Occurrences are counted in quarters, so that text outside the body can count for less.
pub(super) const WHOLE: u8 = 4;
const LABEL: u8 = 2;
const SYNONYM: u8 = 3;

/// What can be filtered by.
pub(super) const FACETS: [&str; 6] = ["department", "kind", "review", "role", "status", "tag"];

/// What a document can be filtered by in one facet. With a date, the label changes on that day: for
/// a status, to the given one; for a review, to overdue.
pub(super) type Label<'a> = (&'a str, Option<(&'a str, &'a str)>);

/// What the index needs of one document. Keep it as long as the document and the lexicon are the
/// same.
pub struct Analysed {
    pub(super) fingerprint: [u8; 32],
    pub(super) document: SearchDocument,
    pub(super) number: Option<Number>,
    /// Every word in it, and the synonyms of those.
    pub(super) forms: Box<[u32]>,
    pub(super) postings: Box<[Posting]>,
    /// Number of words in each field, to normalise by length.
    pub(super) lengths: [u32; 4],
}

impl Analysed {
    /// The document that was analysed.
    pub fn document(&self) -> &SearchDocument {
        &self.document
    }

    /// Withdrawn documents come last; those with a number come first, by number; those not yet in
    /// force come after those in force.
    pub(super) fn order(&self) -> impl Ord {
        let number = self.number.as_ref();
        (
            self.document.is_withdrawn,
            number.is_none(),
            number.map(|number| (&number.series, number.last)),
            self.document.is_to_come,
            &self.document.url,
        )
    }

    /// What it can be filtered by in the facet at `place` of [`FACETS`].
    pub(super) fn labels(&self, place: usize) -> Vec<Label<'_>> {
        type Turn<'a> = Option<(&'a str, &'a str)>;
        fn one<'a>(label: &'a str, turn: Turn<'a>) -> Vec<Label<'a>> {
            match label {
                "" | "none" => Vec::new(),
                label => vec![(label, turn)],
            }
        }
        fn many(labels: &[String]) -> Vec<Label<'_>> {
            labels.iter().map(|label| (label.as_str(), None)).collect()
        }
        let document = &self.document;
        match FACETS[place] {
            "department" => one(&document.department, None),
            "kind" => one(&document.kind, None),
            "review" => one(
                &document.state,
                document.review_due.as_deref().map(|due| (due, "")),
            ),
            "role" => many(&document.roles),
            "status" => {
                let then = document.status_then.as_ref();
                one(
                    &document.status,
                    then.map(|(from, then)| (&**from, &**then)),
                )
            }
            _ => many(&document.tags),
        }
    }
}

/// How often a stem occurs in each field, in quarters; 255 means that or more.
#[derive(Clone, Copy)]
pub(super) struct Posting {
    pub stem: u32,
    pub quarters: [u8; 4],
}

/// Analyses one document. Safe to call from many threads with one lexicon.
pub fn analyse(document: SearchDocument, lexicon: &Lexicon) -> Analysed {
    let mut reading = Reading::default();
    if let Some(id) = &document.id {
        reading.take(id, NAME, WHOLE);
        reading.number = reading.stream.len();
    }
    reading.take(&document.title, TITLE, WHOLE);
    for alias in &document.aliases {
        reading.take(alias, NAME, WHOLE);
    }
    for label in document
        .roles
        .iter()
        .chain(&document.tags)
        .chain([&document.department, &document.kind])
    {
        reading.take(label, HEADING, LABEL);
    }
    for section in document.sections.iter() {
        reading.take(&section.heading, HEADING, WHOLE);
        reading.take(&section.text, BODY, WHOLE);
    }
    let (forms, postings) = reading.counted(lexicon);
    Analysed {
        fingerprint: fingerprint(&document),
        number: document.id.as_deref().and_then(Number::of),
        forms,
        postings,
        lengths: reading.lengths,
        document,
    }
}

/// The words of one document in reading order.
#[derive(Default)]
struct Reading {
    seen: FnvHashMap<String, u32>,
    words: Vec<String>,
    stream: Vec<Token>,
    /// Tokens of the document's number, at the start. They have no synonyms: that a number begins
    /// with `SOP` does not make the document one about procedures.
    number: usize,
    lengths: [u32; 4],
}

#[derive(Clone, Copy)]
struct Token {
    word: u32,
    field: u8,
    quarters: u8,
}

/// Separates two texts, so that no phrase spans both.
const GAP: Token = Token {
    word: u32::MAX,
    field: 0,
    quarters: 0,
};

impl Reading {
    fn take(&mut self, text: &str, field: usize, quarters: u8) {
        let mut joined = Vec::new();
        words(text, |word, is_joined| {
            let number = match self.seen.get(word) {
                Some(&number) => number,
                None => {
                    let number = u32::try_from(self.words.len())
                        .expect("a document has fewer words than that");
                    self.seen.insert(word.to_owned(), number);
                    self.words.push(word.to_owned());
                    number
                }
            };
            let token = Token {
                word: number,
                field: field as u8,
                quarters,
            };
            if is_joined {
                joined.push(token);
            } else {
                self.lengths[field] += 1;
                self.stream.push(token);
            }
        });
        self.stream.push(GAP);
        for token in joined {
            self.stream.extend([token, GAP]);
        }
    }

    fn counted(&self, lexicon: &Lexicon) -> (Box<[u32]>, Box<[Posting]>) {
        let wanted: Vec<&str> = self.words.iter().map(String::as_str).collect();
        let numbers = lexicon.numbers(&wanted);
        let mut forms: Vec<u32> = numbers.iter().map(|&(form, _)| form).collect();
        let stems: Vec<u32> = self
            .stream
            .iter()
            .map(|token| {
                numbers
                    .get(token.word as usize)
                    .map_or(u32::MAX, |&(_, stem)| stem)
            })
            .collect();
        let mut tally = Tally::default();
        for (at, token) in self.stream.iter().enumerate() {
            if stems[at] == u32::MAX {
                continue;
            }
            tally.add(stems[at], token.field, token.quarters);
            if at < self.number {
                continue;
            }
            for (group, member) in lexicon.phrases_at(&stems, at) {
                let others = lexicon.synonyms()[group].iter().enumerate();
                for (_, phrase) in others.filter(|&(other, _)| other != member) {
                    forms.extend(&phrase.forms);
                    for &stem in &phrase.stems {
                        tally.add(stem, token.field, token.quarters.min(SYNONYM));
                    }
                }
            }
        }
        forms.sort_unstable();
        forms.dedup();
        let mut postings = tally.postings;
        for posting in &mut postings {
            if lexicon.is_stop_stem(posting.stem) {
                posting.quarters[BODY] = 0;
            }
        }
        postings.retain(|posting| posting.quarters != [0; 4]);
        (forms.into(), postings.into())
    }
}

#[derive(Default)]
struct Tally {
    places: FnvHashMap<u32, usize>,
    postings: Vec<Posting>,
}

impl Tally {
    fn add(&mut self, stem: u32, field: u8, quarters: u8) {
        let next = self.postings.len();
        let place = *self.places.entry(stem).or_insert(next);
        if place == next {
            self.postings.push(Posting {
                stem,
                quarters: [0; 4],
            });
        }
        let count = &mut self.postings[place].quarters[usize::from(field)];
        *count = count.saturating_add(quarters);
    }
}

fn fingerprint(document: &SearchDocument) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut put = |text: &str| {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    };
    let SearchDocument {
        url,
        id,
        title,
        aliases,
        version,
        department,
        status,
        status_then,
        kind,
        state,
        roles,
        tags,
        is_withdrawn,
        is_to_come,
        sections,
        review_due,
    } = document;
    let (status_from, status_then) = status_then
        .as_ref()
        .map(|(from, then)| (from, then))
        .unzip();
    for text in [url, title, version, department, status, kind, state] {
        put(text);
    }
    let optional = [id.as_ref(), review_due.as_ref(), status_from, status_then];
    for text in optional {
        put(text.map_or("-", |_| "+"));
        put(text.map_or("", String::as_str));
    }
    for list in [aliases, roles, tags] {
        put(&list.len().to_string());
        list.iter().for_each(|text| put(text));
    }
    put(if *is_withdrawn { "withdrawn" } else { "" });
    put(if *is_to_come { "to come" } else { "" });
    for section in sections.iter() {
        put(section.anchor.as_ref().map_or("-", |_| "+"));
        put(section.anchor.as_deref().unwrap_or_default());
        put(&section.heading);
        put(&section.text);
        for landmark in &section.landmarks {
            put(&format!(
                "{} {} {}",
                landmark.at, landmark.number, landmark.anchor
            ));
        }
    }
    hash.finalize().into()
}
