//! How many documents have each word and each stem: counted once, then updated after edits.

use std::sync::Arc;

use fnv::FnvHashMap;

use super::analyse::Analysed;
use super::postings::{Parts, with_parts};

/// Documents per form and per stem, by number.
pub(super) struct Counts {
    pub forms: Vec<u32>,
    pub stems: Vec<u32>,
}

/// What differs between the documents of two indexes.
pub(super) struct Difference<'a> {
    /// The ordinal of each old document among the new ones.
    pub moved: Vec<Option<u32>>,
    pub gone: Vec<&'a Analysed>,
    /// With their ordinals.
    pub come: Vec<(u32, &'a Analysed)>,
}

impl<'a> Difference<'a> {
    /// `None` if so much differs that an update would not be faster.
    pub fn between(old: &'a [Arc<Analysed>], new: &'a [Arc<Analysed>]) -> Option<Difference<'a>> {
        let limit = 16 + new.len() / 16;
        let places: FnvHashMap<*const Analysed, usize> = old
            .iter()
            .enumerate()
            .map(|(place, document)| (Arc::as_ptr(document), place))
            .collect();
        let mut moved = vec![None; old.len()];
        let mut come = Vec::new();
        for (ordinal, document) in (0u32..).zip(new) {
            match places.get(&Arc::as_ptr(document)) {
                Some(&place) => moved[place] = Some(ordinal),
                None if come.len() == limit => return None,
                None => come.push((ordinal, &**document)),
            }
        }
        let gone = old.iter().zip(&moved);
        let gone = gone.filter_map(|(document, place)| place.is_none().then_some(&**document));
        let gone: Vec<&Analysed> = gone.collect();
        (gone.len() <= limit).then_some(Difference { moved, gone, come })
    }
}

impl Counts {
    /// Documents per form, counted from scratch.
    pub fn forms_of(documents: &[Arc<Analysed>], forms: usize) -> Vec<u32> {
        let mut counts = vec![0; forms];
        for document in documents {
            for &form in &document.forms {
                counts[form as usize] += 1;
            }
        }
        counts
    }

    /// Documents per form after a change.
    pub fn forms_after(&self, change: &Difference<'_>, forms: usize) -> Vec<u32> {
        let mut counts = self.forms.clone();
        counts.resize(forms, 0);
        for form in change.gone.iter().flat_map(|document| &document.forms) {
            counts[*form as usize] -= 1;
        }
        for form in change.come.iter().flat_map(|(_, document)| &document.forms) {
            counts[*form as usize] += 1;
        }
        counts
    }

    /// Documents per stem after a change; `parts` as they were before.
    pub fn stems_after(&self, change: &Difference<'_>, stems: usize, parts: &Parts) -> Vec<u32> {
        let mut counts = self.stems.clone();
        counts.resize(stems, 0);
        for document in &change.gone {
            for posting in with_parts(&document.postings, parts).iter() {
                counts[posting.stem as usize] -= 1;
            }
        }
        for (_, document) in &change.come {
            for posting in with_parts(&document.postings, parts).iter() {
                counts[posting.stem as usize] += 1;
            }
        }
        counts
    }
}
