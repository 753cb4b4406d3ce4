//! Analysed documents to an index: counting and ordering, no text.

use std::sync::{Arc, OnceLock};

use fnv::FnvHashMap;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::alphabet::{Alphabet, alphabet};
use super::analyse::Analysed;
use super::compounds;
use super::files;
use super::lexicon::{Lexicon, Words};
use super::postings::{Postings, frequencies, inverted};

/// An index of which each file can be asked for.
pub struct Index {
    pub(super) hash: String,
    /// In the order of their ordinals: those in force first, by number.
    pub(super) documents: Vec<Arc<Analysed>>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) alphabet: Alphabet,
    pub(super) frequencies: Vec<u32>,
    parts: FnvHashMap<u32, Vec<u32>>,
    postings: OnceLock<Postings>,
    spelling: OnceLock<Vec<String>>,
}

/// Puts an index together. `analysed` in any order, all with this lexicon.
pub fn assemble(analysed: &[Arc<Analysed>], lexicon: &Arc<Lexicon>) -> Index {
    let mut documents = analysed.to_vec();
    documents.par_sort_by(|a, b| a.order().cmp(&b.order()));
    let words = lexicon.read();
    let in_use = in_use(&documents, lexicon, &words);
    let parts = if lexicon.options().language.has_compounds() {
        compounds::parts(&words, &in_use)
    } else {
        FnvHashMap::default()
    };
    let frequencies = frequencies(&documents, words.stem_count(), &parts);
    let alphabet = alphabet(&words, in_use, &frequencies, documents.len());
    drop(words);
    Index {
        hash: hash(&documents, lexicon),
        documents,
        lexicon: Arc::clone(lexicon),
        alphabet,
        frequencies,
        parts,
        postings: OnceLock::new(),
        spelling: OnceLock::new(),
    }
}

impl Index {
    /// The folder that holds this index and no other, `search/<hash>`.
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

    pub(super) fn postings(&self) -> &Postings {
        self.postings
            .get_or_init(|| inverted(&self.documents, &self.frequencies, &self.parts))
    }

    pub(super) fn spelling(&self) -> &[String] {
        self.spelling.get_or_init(|| {
            super::spelling::lists(
                &self.lexicon.read(),
                &self.alphabet.forms,
                &self.frequencies,
            )
        })
    }
}

/// The words of these documents, and of no others that the lexicon may have met; irregular forms
/// go where their stem is without a document.
fn in_use(documents: &[Arc<Analysed>], lexicon: &Lexicon, words: &Words) -> Vec<u32> {
    let mut is_used = vec![false; words.form_count()];
    for &form in lexicon.irregular() {
        is_used[form as usize] = true;
    }
    for document in documents {
        for &form in &document.forms {
            is_used[form as usize] = true;
        }
    }
    (0u32..)
        .zip(is_used)
        .filter_map(|(form, is_used)| is_used.then_some(form))
        .collect()
}

/// What the whole index follows from, and so its name.
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
    hash.finalize()[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
