//! The sections of two texts side by side.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::align::{common_share, differ, pair};
use super::blocks::{Block, Said, Section, Text};
use super::{BlockChange, Content, Form, Line, SectionChange, State, StepChange, tables, words};

pub(super) fn compare(before: &[Section], after: &[Section]) -> Vec<SectionChange> {
    let counterpart = counterparts(before, after);
    let moved = moved(&counterpart);
    let mut gone: BTreeMap<Option<usize>, Vec<&Section>> = BTreeMap::new();
    let mut newer: Vec<Option<usize>> = vec![None; before.len()];
    for (new, old) in counterpart.iter().enumerate() {
        if let Some(old) = old {
            newer[*old] = Some(new);
        }
    }
    let mut last = None;
    for (index, section) in before.iter().enumerate() {
        match newer[index] {
            Some(new) => last = Some(new),
            None => gone.entry(last).or_default().push(section),
        }
    }
    let mut row: Vec<SectionChange> = Vec::new();
    let removed = |at: Option<usize>, row: &mut Vec<SectionChange>| {
        row.extend(
            gone.get(&at)
                .into_iter()
                .flatten()
                .map(|section| one_sided(section, State::Removed)),
        );
    };
    removed(None, &mut row);
    for (index, section) in after.iter().enumerate() {
        row.push(match counterpart[index] {
            Some(old) => both(&before[old], section, moved[index]),
            None => one_sided(section, State::Added),
        });
        removed(Some(index), &mut row);
    }
    row.retain(|section| section.level > 0 || !section.blocks.is_empty());
    row
}

/// For each newer section, the older one: its twin, otherwise one of the same name under the same
/// headings, otherwise one of the same name, otherwise one with similar text.
fn counterparts(before: &[Section], after: &[Section]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = after.iter().map(|section| section.twin).collect();
    let mut is_free: Vec<bool> = before.iter().map(|each| each.twin.is_none()).collect();
    let keys: [fn(&Section) -> String; 2] = [
        |section| format!("{}\n{}", section.above.join("\n"), section.name),
        |section| section.name.clone(),
    ];
    for key in keys {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for old in (0..before.len()).rev().filter(|&old| is_free[old]) {
            by_key.entry(key(&before[old])).or_default().push(old);
        }
        for new in 0..after.len() {
            if found[new].is_none()
                && let Some(old) = by_key.get_mut(&key(&after[new])).and_then(Vec::pop)
            {
                found[new] = Some(old);
                is_free[old] = false;
            }
        }
    }
    let old: Vec<usize> = (0..before.len())
        .filter(|&old| is_free[old] && before[old].level > 0)
        .collect();
    let new: Vec<usize> = (0..after.len())
        .filter(|&new| found[new].is_none() && after[new].level > 0)
        .collect();
    let old_words: Vec<Vec<&str>> = old.iter().map(|&old| all_words(&before[old])).collect();
    let new_words: Vec<Vec<&str>> = new.iter().map(|&new| all_words(&after[new])).collect();
    // None are equal at this point: they are paired by similarity only.
    let (strange_old, strange_new): (Vec<_>, Vec<_>) = (
        old.iter().map(|_| false).collect(),
        new.iter().map(|_| true).collect(),
    );
    let alike = |one: usize, other: usize| {
        common_share(
            old_words[one].iter().copied(),
            new_words[other].iter().copied(),
        )
    };
    for (one, other) in pair(&strange_old, &strange_new, alike) {
        if let (Some(one), Some(other)) = (one, other) {
            found[new[other]] = Some(old[one]);
        }
    }
    found
}

fn all_words(section: &Section) -> Vec<&str> {
    let heading = section
        .heading
        .iter()
        .map(|word| word.text.as_str())
        .filter(|word| *word != " ");
    heading
        .chain(section.blocks.iter().flat_map(|block| block.said.words()))
        .collect()
}

/// Which newer sections are not in the order of the older text.
fn moved(counterpart: &[Option<usize>]) -> Vec<bool> {
    let new_order: Vec<usize> = counterpart.iter().flatten().copied().collect();
    let mut old_order = new_order.clone();
    old_order.sort_unstable();
    let mut stays: Vec<bool> = vec![false; new_order.len()];
    for op in differ(&old_order, &new_order) {
        if let similar::DiffOp::Equal { new_index, len, .. } = op {
            stays[new_index..new_index + len].fill(true);
        }
    }
    let mut stays = stays.into_iter();
    counterpart
        .iter()
        .map(|old| old.is_some() && stays.next() == Some(false))
        .collect()
}

fn both(before: &Section, after: &Section, is_moved: bool) -> SectionChange {
    let heading = words::compare(&before.heading, &after.heading);
    let mut blocks = match after.twin {
        Some(_) => Vec::new(),
        None => blocks(&before.blocks, &after.blocks),
    };
    let is_kept = words::state(&heading) == State::Kept
        && before.level == after.level
        && blocks.iter().all(|block| block.state == State::Kept);
    if is_kept && after.level > 0 {
        blocks.clear();
    }
    SectionChange {
        state: if is_kept { State::Kept } else { State::Changed },
        is_moved,
        level: after.level,
        heading,
        step: step(before.step, after.step),
        blocks,
    }
}

fn blocks(before: &[Block], after: &[Block]) -> Vec<BlockChange> {
    let old: Vec<&Said> = before.iter().map(|block| &block.said).collect();
    let new: Vec<&Said> = after.iter().map(|block| &block.said).collect();
    let words_of = |said: &[&Said]| vec![OnceCell::new(); said.len()];
    let (old_words, new_words) = (words_of(&old), words_of(&new));
    let likeness = |one: usize, other: usize| {
        if is_same_kind(&old[one].form, &new[other].form) {
            let one = old_words[one].get_or_init(|| old[one].words());
            let other = new_words[other].get_or_init(|| new[other].words());
            common_share(one.iter().copied(), other.iter().copied())
        } else {
            0.0
        }
    };
    let pairs = pair(&old, &new, likeness).into_iter();
    pairs
        .map(|(one, other)| {
            block(
                one.map(|one| &before[one]),
                other.map(|other| &after[other]),
            )
        })
        .collect()
}

fn one_sided(section: &Section, state: State) -> SectionChange {
    let is_old = state == State::Removed;
    let (before, after) = if is_old {
        (section.step, None)
    } else {
        (None, section.step)
    };
    SectionChange {
        state,
        is_moved: false,
        level: section.level,
        heading: words::whole(&section.heading, state),
        step: step(before, after),
        blocks: section
            .blocks
            .iter()
            .map(|each| {
                if is_old {
                    block(Some(each), None)
                } else {
                    block(None, Some(each))
                }
            })
            .collect(),
    }
}

/// Whether a block of one form can have become one of the other.
fn is_same_kind(one: &Form, other: &Form) -> bool {
    let is_text = |form: &Form| matches!(form, Form::Paragraph | Form::Item);
    one == other || (is_text(one) && is_text(other))
}

fn block<'a>(before: Option<&'a Block>, after: Option<&'a Block>) -> BlockChange {
    let said = after
        .or(before)
        .map(|block| &block.said)
        .expect("a pair has a side");
    let state = match (before, after) {
        (Some(old), Some(new)) if old.said == new.said => State::Kept,
        (Some(_), Some(_)) => State::Changed,
        (Some(_), None) => State::Removed,
        _ => State::Added,
    };
    let text = |side: Option<&'a Block>| side.map(|block| &block.said.text);
    let content = match (text(before), text(after)) {
        (Some(Text::Words(old)), Some(Text::Words(new))) => {
            Content::Words(words::compare(old, new))
        }
        (Some(Text::Lines(old)), Some(Text::Lines(new))) => Content::Lines(lines(old, new)),
        (Some(Text::Table(old)), Some(Text::Table(new))) => {
            Content::Table(tables::compare(old, new))
        }
        (Some(one), _) => whole(one, State::Removed),
        (None, Some(one)) => whole(one, State::Added),
        (None, None) => Content::Words(Vec::new()),
    };
    BlockChange {
        state,
        form: said.form.clone(),
        depth: said.depth,
        step: step(
            before.and_then(|block| block.step),
            after.and_then(|block| block.step),
        ),
        content,
    }
}

fn whole(text: &Text, state: State) -> Content {
    match text {
        Text::Words(all) => Content::Words(words::whole(all, state)),
        Text::Lines(all) => Content::Lines(
            all.iter()
                .map(|text| Line {
                    state,
                    text: text.clone(),
                })
                .collect(),
        ),
        Text::Table(rows) => Content::Table(tables::whole(rows, state)),
    }
}

fn lines(before: &[String], after: &[String]) -> Vec<Line> {
    let mut found = Vec::new();
    for op in differ(before, after) {
        let mut push = |lines: &[String], state| {
            found.extend(lines.iter().map(|text| Line {
                state,
                text: text.clone(),
            }));
        };
        if let similar::DiffOp::Equal { .. } = op {
            push(&after[op.new_range()], State::Kept);
        } else {
            push(&before[op.old_range()], State::Removed);
            push(&after[op.new_range()], State::Added);
        }
    }
    found
}

fn step(before: Option<u64>, after: Option<u64>) -> Option<StepChange> {
    (before.is_some() || after.is_some()).then_some(StepChange { before, after })
}
