//! Every known word, with a number and a stem: it makes analysing a document cheap.
//!
//! A lexicon only ever grows. Its numbers depend on the order in which documents came and never
//! reach a file: files are ordered by the words themselves, and contain only words of the documents
//! in the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{RwLock, RwLockReadGuard};

use fnv::FnvHashMap;

use super::language::Language;
use super::words::words;

/// Options of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub language: Language,
    /// Whether results show the text around a match. Without it, the index contains titles and
    /// headings but no running text, in few files: for libraries copied to slow shares.
    pub has_excerpts: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            language: Language::English,
            has_excerpts: true,
        }
    }
}

/// The words of a library. The caller keeps it as long as options and synonyms stay the same.
pub struct Lexicon {
    options: Options,
    synonyms: Vec<Vec<Phrase>>,
    /// Where a phrase of `synonyms` begins: first stem -> (group, member).
    openers: FnvHashMap<u32, Vec<(u32, u32)>>,
    stop_stems: BTreeSet<u32>,
    /// Forms that are in the index if their stem is, even if no document uses them.
    irregular: Vec<u32>,
    /// Stem -> the form that is typed, and the stems that it may lead to.
    related: BTreeMap<u32, Related>,
    words: RwLock<Words>,
}

/// One member of a group of synonyms.
pub(super) struct Phrase {
    pub text: String,
    pub forms: Vec<u32>,
    pub stems: Vec<u32>,
}

/// A stem that staff type: its forms, and the stems that it may lead to.
#[derive(Default)]
pub(super) struct Related {
    pub forms: Vec<u32>,
    pub stems: Vec<u32>,
}

#[derive(Default)]
pub(super) struct Words {
    numbers: FnvHashMap<Box<str>, u32>,
    forms: Vec<Form>,
    stems: FnvHashMap<Box<str>, u32>,
}

/// A word as it is written, folded.
#[derive(Clone)]
pub(super) struct Form {
    pub text: Box<str>,
    pub stem: u32,
}

impl Lexicon {
    /// `synonyms`: groups of words or phrases that mean the same, each group of two or more.
    pub fn new(options: &Options, synonyms: &[Vec<String>]) -> Lexicon {
        let mut lexicon = Lexicon {
            options: *options,
            synonyms: Vec::new(),
            openers: FnvHashMap::default(),
            stop_stems: BTreeSet::new(),
            irregular: Vec::new(),
            related: BTreeMap::new(),
            words: RwLock::default(),
        };
        let stop_words: Vec<&str> = options.language.stop_words().split_whitespace().collect();
        let numbers = lexicon.numbers(&stop_words);
        lexicon.stop_stems = numbers.iter().map(|&(_, stem)| stem).collect();
        let irregular: Vec<&str> = options.language.irregular().collect();
        let numbers = lexicon.numbers(&irregular);
        lexicon.irregular = numbers.iter().map(|&(form, _)| form).collect();
        for (word, meant) in options.language.related() {
            let (form, stem) = lexicon.numbers(&[word])[0];
            let meant = lexicon.numbers(&meant);
            let related = lexicon.related.entry(stem).or_default();
            related.forms.push(form);
            for (_, meant) in meant {
                if meant != stem && !related.stems.contains(&meant) {
                    related.stems.push(meant);
                }
            }
        }
        lexicon.synonyms = synonyms
            .iter()
            .map(|group| lexicon.phrases(group))
            .collect();
        for (group, members) in (0..).zip(&lexicon.synonyms) {
            for (member, phrase) in (0..).zip(members) {
                lexicon
                    .openers
                    .entry(phrase.stems[0])
                    .or_default()
                    .push((group, member));
            }
        }
        lexicon
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// (form, stem) of each word; adds unknown words.
    pub(super) fn numbers(&self, wanted: &[&str]) -> Vec<(u32, u32)> {
        let known: Vec<Option<(u32, u32)>> = {
            let words = self.words();
            wanted.iter().map(|&word| words.known(word)).collect()
        };
        if let Some(all) = known.iter().copied().collect::<Option<Vec<_>>>() {
            return all;
        }
        let stemmer = self.options.language.stemmer();
        let stem = |word: &str| {
            let plain = self.options.language.one_form(word);
            match &stemmer {
                Some(stemmer) if word.chars().all(char::is_alphabetic) => {
                    stemmer.stem(&plain).into_owned()
                }
                _ => plain.into_owned(),
            }
        };
        let missing: Vec<Option<String>> = wanted
            .iter()
            .zip(&known)
            .map(|(word, known)| known.is_none().then(|| stem(word)))
            .collect();
        let mut words = self
            .words
            .write()
            .expect("no thread panics while it holds the words");
        wanted
            .iter()
            .zip(known)
            .zip(missing)
            .map(|((word, known), stem)| {
                known.unwrap_or_else(|| words.take_in(word, &stem.unwrap_or_default()))
            })
            .collect()
    }

    pub(super) fn words(&self) -> RwLockReadGuard<'_, Words> {
        self.words
            .read()
            .expect("no thread panics while it holds the words")
    }

    pub(super) fn is_stop_stem(&self, stem: u32) -> bool {
        self.stop_stems.contains(&stem)
    }

    pub(super) fn irregular(&self) -> &[u32] {
        &self.irregular
    }

    /// Words that staff type, and the stems of words that documents may use instead.
    pub(super) fn related(&self) -> &BTreeMap<u32, Related> {
        &self.related
    }

    pub(super) fn synonyms(&self) -> &[Vec<Phrase>] {
        &self.synonyms
    }

    /// The groups of synonyms with a member in `stems` at `at`: (group, member).
    pub(super) fn phrases_at<'a>(
        &'a self,
        stems: &'a [u32],
        at: usize,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let openers = self.openers.get(&stems[at]).map_or(&[][..], Vec::as_slice);
        openers
            .iter()
            .map(|&(group, member)| (group as usize, member as usize))
            .filter(move |&(group, member)| {
                stems[at..].starts_with(&self.synonyms[group][member].stems)
            })
    }

    fn phrases(&self, group: &[String]) -> Vec<Phrase> {
        let mut members = Vec::new();
        for text in group {
            let mut parts = Vec::new();
            words(text, |word, is_joined| {
                if !is_joined {
                    parts.push(word.to_owned());
                }
            });
            if parts.is_empty() {
                continue;
            }
            let borrowed: Vec<&str> = parts.iter().map(String::as_str).collect();
            let (forms, stems) = self.numbers(&borrowed).into_iter().unzip();
            members.push(Phrase {
                text: parts.join(" "),
                forms,
                stems,
            });
        }
        members
    }
}

impl Words {
    pub(crate) fn form(&self, number: u32) -> &Form {
        &self.forms[number as usize]
    }

    /// The number of known forms, numbered from 0.
    pub(crate) fn form_count(&self) -> usize {
        self.forms.len()
    }

    /// The number of known stems, numbered from 0.
    pub(crate) fn stem_count(&self) -> usize {
        self.stems.len()
    }

    pub(crate) fn known(&self, word: &str) -> Option<(u32, u32)> {
        self.numbers
            .get(word)
            .map(|&form| (form, self.form(form).stem))
    }

    fn take_in(&mut self, word: &str, stem: &str) -> (u32, u32) {
        if let Some(known) = self.known(word) {
            return known;
        }
        let next = u32::try_from(self.stems.len()).expect("fewer than four thousand million words");
        let stem = *self.stems.entry(stem.into()).or_insert(next);
        let form = u32::try_from(self.forms.len()).expect("fewer than four thousand million words");
        self.forms.push(Form {
            text: word.into(),
            stem,
        });
        self.numbers.insert(word.into(), form);
        (form, stem)
    }
}
