//! Which documents a stem occurs in, and how relevant it is to each.

use std::borrow::Cow;
use std::sync::Arc;

use fnv::FnvHashMap;
use rayon::prelude::*;

use super::analyse::{Analysed, BODY, HEADING, NAME, Posting, TITLE, WHOLE};
use super::gaps::{put, put_ascending};

/// Impacts run from 0 to 7.
const LEVELS: usize = 8;

/// Stem of a compound -> the stems that it counts for besides its own.
pub(super) type Parts = FnvHashMap<u32, Vec<u32>>;

/// The ordinal of a document, and how often a stem occurs in each of its fields, in quarters.
pub(super) type Occurrence = (u32, [u8; 4]);

/// The ordinal of a document, and the impact of a stem on it, below [`LEVELS`].
pub(super) type Impact = (u32, u8);

/// The inverted index: the documents of every stem, one list after the other.
pub(super) struct InvertedIndex {
    starts: Vec<u32>,
    occurrences: Vec<Occurrence>,
}

impl InvertedIndex {
    /// Those of `stem`, by ordinal; none for a stem that was unknown when the index was built.
    pub fn of(&self, stem: u32) -> &[Occurrence] {
        let stem = stem as usize;
        match self.starts.get(stem..stem + 2) {
            Some(&[start, end]) => &self.occurrences[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// Builds the inverted index. `frequencies` as counted for the same documents.
pub(super) fn invert(
    documents: &[Arc<Analysed>],
    frequencies: &[u32],
    parts: &Parts,
) -> InvertedIndex {
    let mut starts = Vec::with_capacity(frequencies.len() + 1);
    let mut total = 0;
    for &frequency in frequencies {
        starts.push(total);
        total += frequency;
    }
    starts.push(total);
    let mut next = starts.clone();
    let mut occurrences = vec![(0, [0; 4]); total as usize];
    for (ordinal, document) in (0u32..).zip(documents) {
        for posting in with_parts(&document.postings, parts).iter() {
            let place = &mut next[posting.stem as usize];
            occurrences[*place as usize] = (ordinal, posting.quarters);
            *place += 1;
        }
    }
    InvertedIndex {
        starts,
        occurrences,
    }
}

/// Documents per stem, counted from scratch.
pub(super) fn frequencies(documents: &[Arc<Analysed>], stems: usize, parts: &Parts) -> Vec<u32> {
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

/// The length of each field of each document relative to the average.
pub(super) struct Norms(Vec<[f32; 4]>);

/// The share of a field's weight that does not depend on its length.
const FIXED: [f32; 4] = [0.4, 0.6, 0.6, 0.4];

impl Norms {
    pub fn over(documents: &[Arc<Analysed>]) -> Norms {
        let mut sums = [0u64; 4];
        for document in documents {
            sums.iter_mut()
                .zip(document.lengths)
                .for_each(|(sum, length)| *sum += u64::from(length));
        }
        let count = documents.len().max(1) as f32;
        let averages = sums.map(|sum| (sum as f32 / count).max(1.0));
        let norm = |document: &Arc<Analysed>| {
            std::array::from_fn(|field| {
                let relative = document.lengths[field] as f32 / averages[field];
                FIXED[field] + (1.0 - FIXED[field]) * relative
            })
        };
        Norms(documents.iter().map(norm).collect())
    }

    /// The impact of each of `occurrences`.
    pub fn impacts(&self, occurrences: &[Occurrence]) -> Vec<Impact> {
        let impact = |&occurrence: &Occurrence| (occurrence.0, self.impact(occurrence));
        occurrences.iter().map(impact).collect()
    }

    /// BM25F over the four fields, with the body saturated separately, so that no number of
    /// mentions in the text outweighs a title.
    fn impact(&self, (ordinal, quarters): Occurrence) -> u8 {
        let norms = &self.0[ordinal as usize];
        let field = |field: usize| f32::from(quarters[field]) / f32::from(WHOLE) / norms[field];
        let body = field(BODY);
        let weight = 9.0 * field(TITLE)
            + 6.0 * field(NAME)
            + 2.2 * field(HEADING).min(2.0)
            + 2.4 * body / (body + 1.4);
        let score = weight / (weight + 1.6);
        (((score - 0.15) / 0.75 * LEVELS as f32) as u8).min(LEVELS as u8 - 1)
    }
}

/// Appends the documents of one stem, grouped by impact from the highest. `impacts` by ordinal.
pub(super) fn encode(impacts: &[Impact], out: &mut String) {
    let mut levels: [Vec<u32>; LEVELS] = Default::default();
    for &(ordinal, impact) in impacts {
        levels[usize::from(impact)].push(ordinal);
    }
    let present = levels
        .iter()
        .filter(|documents| !documents.is_empty())
        .count();
    put(out, present as u32);
    for (level, documents) in levels
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, documents)| !documents.is_empty())
    {
        put(out, level as u32);
        put_ascending(out, documents);
    }
}

/// The postings of a document, including the parts of its compounds at half the weight.
pub(super) fn with_parts<'a>(postings: &'a [Posting], parts: &Parts) -> Cow<'a, [Posting]> {
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
