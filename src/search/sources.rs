//! Where the files of an index get a stem's occurrences: from its own inverted index or, after an
//! edit, from the inverted index of an earlier one and the documents that differ.

use std::borrow::Cow;
use std::sync::Arc;

use fnv::FnvHashMap;

use super::analyse::Analysed;
use super::counts::Difference;
use super::postings::{InvertedIndex, Occurrence, Parts, invert, with_parts};

/// The inverted index of all documents of one index: expensive to build.
pub(super) struct Base {
    documents: Vec<Arc<Analysed>>,
    parts: Arc<Parts>,
    inverted: InvertedIndex,
}

pub(super) enum Source {
    Own(Arc<Base>),
    Amended {
        base: Arc<Base>,
        /// The current ordinal of each document of the base.
        moved: Vec<Option<u32>>,
        /// The occurrences of each stem in the documents that are not in the base.
        added: FnvHashMap<u32, Vec<Occurrence>>,
    },
}

impl Source {
    /// `before`: the base of the previous index. `frequencies` and `parts` of these documents.
    pub fn of(
        before: Option<&Arc<Base>>,
        documents: &[Arc<Analysed>],
        frequencies: &[u32],
        parts: &Arc<Parts>,
    ) -> Source {
        let before = before.filter(|base| Arc::ptr_eq(&base.parts, parts));
        let change = before.and_then(|base| {
            let difference = Difference::between(&base.documents, documents)?;
            Some((base, difference))
        });
        let Some((base, Difference { moved, come, .. })) = change else {
            return Source::Own(Arc::new(Base {
                documents: documents.to_vec(),
                parts: Arc::clone(parts),
                inverted: invert(documents, frequencies, parts),
            }));
        };
        let mut added: FnvHashMap<u32, Vec<Occurrence>> = FnvHashMap::default();
        for (ordinal, document) in come {
            for posting in with_parts(&document.postings, parts).iter() {
                let occurrence = (ordinal, posting.quarters);
                added.entry(posting.stem).or_default().push(occurrence);
            }
        }
        Source::Amended {
            base: Arc::clone(base),
            moved,
            added,
        }
    }

    /// Where `stem` occurs, by ordinal.
    pub fn of_stem(&self, stem: u32) -> Cow<'_, [Occurrence]> {
        match self {
            Source::Own(base) => Cow::Borrowed(base.inverted.of(stem)),
            Source::Amended { base, moved, added } => {
                let kept = base.inverted.of(stem).iter();
                let kept = kept
                    .filter_map(|&(ordinal, quarters)| Some((moved[ordinal as usize]?, quarters)));
                let come = added.get(&stem).into_iter().flatten().copied();
                let mut all: Vec<Occurrence> = kept.chain(come).collect();
                all.sort_unstable();
                Cow::Owned(all)
            }
        }
    }

    pub fn base(&self) -> &Arc<Base> {
        match self {
            Source::Own(base) | Source::Amended { base, .. } => base,
        }
    }
}
