//! Builds an index from analysed documents by counting and ordering.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::alphabet::{Alphabet, alphabet, ranked};
use super::analyse::Analysed;
use super::compounds;
use super::counts::{Counts, Difference};
use super::files;
use super::lexicon::Lexicon;
use super::postings::{Impact, Norms, Occurrence, Parts};
use super::sources::{Base, Source};
use super::{NamedPage, related, words};

/// An index whose files are encoded on demand.
pub struct Index {
    pub(super) hash: String,
    /// In the order of their ordinals: those in force first, by number.
    pub(super) documents: Vec<Arc<Analysed>>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) alphabet: Alphabet,
    pub(super) counts: Counts,
    norms: Norms,
    /// Pages found by name: the words of a name, and the index of its page.
    pub(super) names: Vec<(String, usize)>,
    pub(super) named: Vec<NamedPage>,
    parts: Arc<Parts>,
    /// The base of the previous index.
    before: Option<Arc<Base>>,
    source: OnceLock<Source>,
    spelling: OnceLock<Vec<Vec<u32>>>,
    leading: OnceLock<Vec<Vec<String>>>,
}

/// Builds an index. `analysed` in any order, all with this lexicon.
pub fn assemble(analysed: &[Arc<Analysed>], lexicon: &Arc<Lexicon>) -> Index {
    assemble_after(None, analysed, lexicon)
}

/// The same index, faster: counts only the difference from `before`, which must have the same
/// lexicon.
pub fn assemble_after(
    before: Option<&Index>,
    analysed: &[Arc<Analysed>],
    lexicon: &Arc<Lexicon>,
) -> Index {
    let mut documents = analysed.to_vec();
    documents.par_sort_by(|a, b| a.order().cmp(&b.order()));
    let words = lexicon.words();
    let before = before.filter(|before| Arc::ptr_eq(&before.lexicon, lexicon));
    let change = before.and_then(|before| {
        let difference = Difference::between(&before.documents, &documents)?;
        Some((before, difference))
    });
    let forms = match &change {
        Some((before, difference)) => before.counts.forms_after(difference, words.form_count()),
        None => Counts::forms_of(&documents, words.form_count()),
    };
    let mut is_used: Vec<bool> = forms.iter().map(|&count| count > 0).collect();
    for &form in lexicon.irregular() {
        is_used[form as usize] = true;
    }
    let parts = if lexicon.options().language.has_compounds() {
        let in_use = (0u32..).zip(&is_used);
        let in_use: Vec<u32> = in_use.filter_map(|(form, is)| is.then_some(form)).collect();
        compounds::parts(&words, &in_use)
    } else {
        Parts::default()
    };
    let parts = match before {
        Some(before) if *before.parts == parts => Arc::clone(&before.parts),
        _ => Arc::new(parts),
    };
    let stems = match &change {
        Some((before, difference)) if Arc::ptr_eq(&before.parts, &parts) => {
            let counts = &before.counts;
            counts.stems_after(difference, words.stem_count(), &parts)
        }
        _ => super::postings::frequencies(&documents, words.stem_count(), &parts),
    };
    for related in lexicon.related().values() {
        for &form in &related.forms {
            is_used[form as usize] = true;
        }
    }
    let reach = related::reach(lexicon, &stems);
    let in_order = before.map_or(&[][..], |before| &before.alphabet.forms);
    let forms_in_use = ranked(&words, in_order, |form| {
        is_used[form as usize] && reach[words.form(form).stem as usize] > 0
    });
    let alphabet = alphabet(&words, forms_in_use, &reach, documents.len());
    drop(words);
    Index {
        hash: hash(&documents, lexicon),
        norms: Norms::over(&documents),
        documents,
        lexicon: Arc::clone(lexicon),
        alphabet,
        counts: Counts { forms, stems },
        names: Vec::new(),
        named: Vec::new(),
        parts,
        before: before.and_then(Index::base),
        source: OnceLock::new(),
        spelling: OnceLock::new(),
        leading: OnceLock::new(),
    }
}

impl Index {
    /// The same index with these pages, which are found by name.
    pub fn with(mut self, named: Vec<NamedPage>) -> Index {
        let mut hash = Sha256::new();
        hash.update(&self.hash);
        for (place, page) in named.iter().enumerate() {
            for text in [&page.url, &page.title, &page.kind, &page.text] {
                hash.update(format!("{}{text}", text.len()));
            }
            for name in &page.names {
                let mut said = Vec::new();
                words(name, |word, is_joined| {
                    if !is_joined {
                        said.push(word.to_owned());
                    }
                });
                let name = (said.join(" "), place);
                hash.update(format!("\n{}", name.0));
                if !said.is_empty() && !self.names.contains(&name) {
                    self.names.push(name);
                }
            }
        }
        if !named.is_empty() {
            self.hash = short(hash);
        }
        self.named = named;
        self
    }

    /// The folder of this index, `search/<hash>`.
    pub fn folder(&self) -> String {
        format!("search/{}", self.hash)
    }

    /// The paths of all files below the root of the site, in order.
    pub fn paths(&self) -> Vec<String> {
        files::paths(self)
    }

    /// The file at `path` below the root of the site; `None` if the index has no such file.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        files::file(self, path).map(String::into_bytes)
    }

    /// Every file, by path.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        self.paths()
            .into_par_iter()
            .map(|path| {
                let bytes = self
                    .file(&path)
                    .expect("the index has every file that it lists");
                (path, bytes)
            })
            .collect()
    }

    /// Documents per stem.
    pub(super) fn frequencies(&self) -> &[u32] {
        &self.counts.stems
    }

    /// The impacts of `stem`, or of words related to it, by ordinal.
    pub(super) fn impacts(&self, stem: u32) -> Vec<Impact> {
        let impacts = |stem| self.norms.impacts(&self.occurrences(stem));
        let lenders = related::lenders(&self.lexicon, self.frequencies(), stem);
        related::joined(impacts(stem), lenders.map(impacts))
    }

    /// Words that lead to others when typed, each with the words in use that it leads to.
    pub(super) fn leading(&self) -> &[Vec<String>] {
        self.leading.get_or_init(|| {
            related::leading(&self.lexicon, self.frequencies(), &self.alphabet.groups)
        })
    }

    /// Where `stem` occurs, by ordinal.
    fn occurrences(&self, stem: u32) -> std::borrow::Cow<'_, [Occurrence]> {
        let source = self.source.get_or_init(|| {
            let (documents, stems) = (&self.documents, self.frequencies());
            Source::of(self.before.as_ref(), documents, stems, &self.parts)
        });
        source.of_stem(stem)
    }

    /// The spelling lists, as indexes of words in use.
    pub(super) fn spelling(&self) -> &[Vec<u32>] {
        self.spelling
            .get_or_init(|| super::spelling::lists(&self.lexicon.words(), &self.alphabet.forms))
    }

    /// The base for the next index.
    fn base(&self) -> Option<Arc<Base>> {
        let own = self.source.get().map(Source::base);
        own.or(self.before.as_ref()).cloned()
    }
}

/// A hash of everything that the index depends on: its name.
fn hash(documents: &[Arc<Analysed>], lexicon: &Lexicon) -> String {
    let mut hash = Sha256::new();
    hash.update(format!(
        "{} {:?}",
        env!("CARGO_PKG_VERSION"),
        lexicon.options()
    ));
    for group in lexicon.synonyms() {
        for phrase in group {
            hash.update(format!("\n{}", phrase.text));
        }
        hash.update("\n");
    }
    for document in documents {
        hash.update(document.fingerprint);
    }
    short(hash)
}

fn short(hash: Sha256) -> String {
    hash.finalize()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
