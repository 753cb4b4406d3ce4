//! The words in use in alphabetical order, grouped by stem and divided into shards.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::lexicon::Words;

/// Approximate bytes of a shard: one or two packets, and few enough shards for a short manifest.
const SHARD: usize = 5_500;

/// The contents and bounds of the shards.
pub(super) struct Alphabet {
    /// Words in use in order, except those without a document.
    pub forms: Vec<u32>,
    pub groups: Vec<Group>,
    pub shards: Vec<Shard>,
}

/// All words of one stem, in order.
pub(super) struct Group {
    pub stem: u32,
    pub forms: Vec<u32>,
}

pub(super) struct Shard {
    /// At most as great as every word looked up here, and greater than every word looked up in the
    /// shard before.
    pub bound: String,
    /// The range of its groups.
    pub groups: std::ops::Range<usize>,
    /// Words that are looked up here although their group is in another shard.
    pub elsewhere: Vec<(u32, usize)>,
}

/// Every word that is in use, in order. `before`: those of the previous index, in order.
pub(super) fn ranked(
    words: &Words,
    before: &[u32],
    is_in_use: impl Fn(u32) -> bool + Sync,
) -> Vec<u32> {
    let order = |&a: &u32, &b: &u32| browser_order(&words.form(a).text, &words.form(b).text);
    let mut is_known = vec![false; words.form_count()];
    for &form in before {
        is_known[form as usize] = true;
    }
    let mut new: Vec<u32> = (0u32..)
        .zip(is_known)
        .filter_map(|(form, is_known)| (!is_known && is_in_use(form)).then_some(form))
        .collect();
    new.par_sort_unstable_by(order);
    let mut all = Vec::with_capacity(before.len() + new.len());
    let mut new = new.into_iter().peekable();
    for &form in before.iter().filter(|&&form| is_in_use(form)) {
        while let Some(earlier) = new.next_if(|other| order(other, &form) == Ordering::Less) {
            all.push(earlier);
        }
        all.push(form);
    }
    all.extend(new);
    all
}

/// Divides `in_use`, the words in order that occur in documents. The bounds depend on the number of
/// documents of each stem and not on the encoded size, so that nothing has to be encoded to find
/// them.
pub(super) fn alphabet(
    words: &Words,
    in_use: Vec<u32>,
    frequencies: &[u32],
    documents: usize,
) -> Alphabet {
    let mut places = vec![usize::MAX; words.stem_count()];
    let mut groups: Vec<Group> = Vec::new();
    let mut first_ranks = Vec::new();
    for (rank, &form) in in_use.iter().enumerate() {
        let stem = words.form(form).stem;
        let place = &mut places[stem as usize];
        if *place == usize::MAX {
            *place = groups.len();
            groups.push(Group {
                stem,
                forms: Vec::new(),
            });
            first_ranks.push(rank);
        }
        groups[*place].forms.push(form);
    }
    let mut shards: Vec<Shard> = Vec::new();
    let mut bound_ranks = Vec::new();
    let mut size = 0;
    for (place, group) in groups.iter().enumerate() {
        let letters: usize = group
            .forms
            .iter()
            .map(|&form| words.form(form).text.len() / 2 + 2)
            .sum();
        let added = letters + expected_bytes(frequencies[group.stem as usize] as usize, documents);
        if shards.is_empty() || size + added / 2 > SHARD {
            let rank = first_ranks[place];
            let before = rank
                .checked_sub(1)
                .map_or("", |rank| &*words.form(in_use[rank]).text);
            let bound = shortest_above(before, &words.form(in_use[rank]).text);
            let bound = if shards.is_empty() {
                String::new()
            } else {
                bound
            };
            shards.push(Shard {
                bound,
                groups: place..place,
                elsewhere: Vec::new(),
            });
            bound_ranks.push(rank);
            size = 0;
        }
        size += added;
        if let Some(shard) = shards.last_mut() {
            shard.groups.end = place + 1;
        }
    }
    let mut here = 0;
    for (rank, &form) in in_use.iter().enumerate() {
        while bound_ranks
            .get(here + 1)
            .is_some_and(|&bound| bound <= rank)
        {
            here += 1;
        }
        let place = places[words.form(form).stem as usize];
        if !shards[here].groups.contains(&place) {
            let home = shards.partition_point(|shard| shard.groups.end <= place);
            shards[here].elsewhere.push((form, home));
        }
    }
    Alphabet {
        forms: in_use,
        groups,
        shards,
    }
}

/// The order in which a browser compares text: by UTF-16 units.
fn browser_order(a: &str, b: &str) -> Ordering {
    let has_wide = |text: &str| text.bytes().any(|byte| byte >= 0xEE);
    if has_wide(a) || has_wide(b) {
        a.encode_utf16().cmp(b.encode_utf16())
    } else {
        a.cmp(b)
    }
}

/// The shortest prefix of `word` that sorts after `before`.
fn shortest_above(before: &str, word: &str) -> String {
    word.char_indices()
        .map(|(at, c)| &word[..at + c.len_utf8()])
        .find(|start| browser_order(before, start) == Ordering::Less)
        .unwrap_or(word)
        .to_owned()
}

/// Approximate bytes of a stem's postings: the rarer a word, the longer its gaps.
fn expected_bytes(frequency: usize, documents: usize) -> usize {
    let gap = 2 * documents / frequency.max(1);
    let halves = match gap {
        0..=23 => 2,
        24..=79 => 3,
        80..=699 => 4,
        700..=2100 => 5,
        _ => 7,
    };
    2 + 3 * frequency.min(3) + frequency * halves / 2
}
