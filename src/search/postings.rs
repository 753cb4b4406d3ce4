//! Which documents a stem stands in, and how much it says about each.

use std::borrow::Cow;
use std::sync::Arc;

use fnv::FnvHashMap;
use rayon::prelude::*;

use super::analyse::{Analysed, BODY, HEADING, NAME, Posting, TITLE, WHOLE};
use super::gaps::put_ascending;

/// Impacts run from 0 to 7.
pub(super) const LEVELS: usize = 8;

/// The documents of every stem, one list behind the other.
pub(super) struct Postings {
    starts: Vec<u32>,
    /// The document's ordinal times eight plus the impact.
    entries: Vec<u32>,
}

impl Postings {
    /// The documents of `stem` in order, times eight, plus the impact.
    fn of(&self, stem: u32) -> &[u32] {
        let stem = stem as usize;
        &self.entries[self.starts[stem] as usize..self.starts[stem + 1] as usize]
    }

    /// Appends the postings of one stem: for each impact, from the highest, its documents.
    pub fn encode(&self, stem: u32, out: &mut String) {
        let mut levels: [Vec<u32>; LEVELS] = Default::default();
        for &entry in self.of(stem) {
            levels[entry as usize % LEVELS].push(entry / LEVELS as u32);
        }
        let present = levels
            .iter()
            .filter(|documents| !documents.is_empty())
            .count();
        super::gaps::put(out, present as u32);
        for (level, documents) in levels
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, documents)| !documents.is_empty())
        {
            super::gaps::put(out, level as u32);
            put_ascending(out, documents);
        }
    }
}

/// Documents per stem. `parts`: the stems that a compound counts for besides its own.
pub(super) fn frequencies(
    documents: &[Arc<Analysed>],
    stems: usize,
    parts: &FnvHashMap<u32, Vec<u32>>,
) -> Vec<u32> {
    let sum = |mut a: Vec<u32>, b: Vec<u32>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    let share = documents
        .len()
        .div_ceil(rayon::current_num_threads())
        .max(256);
    documents
        .par_chunks(share)
        .map(|share| {
            let mut counts = vec![0; stems];
            for document in share {
                for posting in with_parts(&document.postings, parts).iter() {
                    counts[posting.stem as usize] += 1;
                }
            }
            counts
        })
        .reduce(|| vec![0; stems], sum)
}

/// Turns documents with stems into stems with documents. `frequencies` as counted for the same
/// documents.
pub(super) fn inverted(
    documents: &[Arc<Analysed>],
    frequencies: &[u32],
    parts: &FnvHashMap<u32, Vec<u32>>,
) -> Postings {
    let mut starts = Vec::with_capacity(frequencies.len() + 1);
    let mut total = 0;
    for &frequency in frequencies {
        starts.push(total);
        total += frequency;
    }
    starts.push(total);
    let scale = Scale::over(documents);
    let impacts: Vec<Vec<(u32, u32)>> = documents
        .par_iter()
        .map(|document| {
            let postings = with_parts(&document.postings, parts);
            postings
                .iter()
                .map(|posting| (posting.stem, scale.impact(document, posting)))
                .collect()
        })
        .collect();
    let mut next = starts.clone();
    let mut entries = vec![0; total as usize];
    for (ordinal, document) in (0u32..).zip(&impacts) {
        for &(stem, impact) in document {
            let place = &mut next[stem as usize];
            entries[*place as usize] = ordinal * LEVELS as u32 + impact;
            *place += 1;
        }
    }
    Postings { starts, entries }
}

/// The average length of each field.
struct Scale {
    averages: [f32; 4],
}

impl Scale {
    fn over(documents: &[Arc<Analysed>]) -> Scale {
        let mut sums = [0u64; 4];
        for document in documents {
            sums.iter_mut()
                .zip(document.lengths)
                .for_each(|(sum, length)| *sum += u64::from(length));
        }
        let count = documents.len().max(1) as f32;
        Scale {
            averages: sums.map(|sum| (sum as f32 / count).max(1.0)),
        }
    }

    /// BM25F over the four fields, the body limited on its own, so that no number of mentions in
    /// a text outweighs a title.
    fn impact(&self, document: &Analysed, posting: &Posting) -> u32 {
        let field = |field: usize, fixed: f32| {
            let count = f32::from(posting.quarters[field]) / f32::from(WHOLE);
            count / (fixed + (1.0 - fixed) * document.lengths[field] as f32 / self.averages[field])
        };
        let body = field(BODY, 0.4);
        let weight = 9.0 * field(TITLE, 0.4)
            + 6.0 * field(NAME, 0.6)
            + 2.2 * field(HEADING, 0.6).min(2.0)
            + 2.4 * body / (body + 1.4);
        let score = weight / (weight + 1.6);
        (((score - 0.15) / 0.75 * LEVELS as f32) as u32).min(LEVELS as u32 - 1)
    }
}

/// The postings of a document, and those of the parts of its compounds at half the weight.
fn with_parts<'a>(
    postings: &'a [Posting],
    parts: &FnvHashMap<u32, Vec<u32>>,
) -> Cow<'a, [Posting]> {
    if parts.is_empty() {
        return Cow::Borrowed(postings);
    }
    let mut all = postings.to_vec();
    for posting in postings {
        for &stem in parts.get(&posting.stem).map_or(&[][..], Vec::as_slice) {
            all.push(Posting {
                stem,
                quarters: posting.quarters.map(|count| count.div_ceil(2)),
            });
        }
    }
    all.sort_unstable_by_key(|posting| posting.stem);
    all.dedup_by(|next, kept| {
        let is_same = next.stem == kept.stem;
        if is_same {
            kept.quarters
                .iter_mut()
                .zip(next.quarters)
                .for_each(|(sum, more)| *sum = sum.saturating_add(more));
        }
        is_same
    });
    Cow::Owned(all)
}
