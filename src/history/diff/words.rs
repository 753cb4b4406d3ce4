//! Words with their formatting, and how two sequences of them differ.

use similar::{DiffOp, DiffableStr};

use super::align::differ;
use super::{Piece, Run, State};

/// The formatting of a word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Struck through.
    pub struck: bool,
    /// Inline code.
    pub code: bool,
    /// An image: the text is its description.
    pub image: bool,
    /// The target of a link, as written.
    pub link: Option<String>,
}

/// A word, a run of white space or a mark, with its formatting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Word {
    pub text: String,
    pub style: Style,
}

impl Word {
    fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// Appends the words of a text, with white space collapsed and removed at the beginning.
pub(super) fn push(words: &mut Vec<Word>, text: &str, style: &Style) {
    for part in text.tokenize_unicode_words() {
        let is_space = part.chars().all(char::is_whitespace);
        if is_space && words.last().is_none_or(Word::is_space) {
            continue;
        }
        let text = if is_space { " " } else { part };
        words.push(Word {
            text: text.to_owned(),
            style: style.clone(),
        });
    }
}

/// Words that are added, removed or kept as a whole.
pub(super) fn whole(words: &[Word], state: State) -> Vec<Piece> {
    if words.is_empty() {
        Vec::new()
    } else {
        vec![Piece {
            state,
            runs: runs(words),
        }]
    }
}

/// How two sequences of words differ.
pub(super) fn compare(before: &[Word], after: &[Word]) -> Vec<Piece> {
    if before == after {
        return whole(after, State::Kept);
    }
    let mut joint = Joint::default();
    for op in differ(before, after) {
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => joint.keep(new),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                joint.change(old, new);
            }
        }
    }
    joint.settle();
    joint.pieces
}

/// Joins changes that are separated by a space only, so that phrases change rather than single
/// words.
#[derive(Default)]
struct Joint {
    pieces: Vec<Piece>,
    removed: Vec<Word>,
    added: Vec<Word>,
    /// A space after a change: it joins the next change, or precedes what is kept.
    space: Vec<Word>,
}

impl Joint {
    fn keep(&mut self, words: &[Word]) {
        let is_open = !self.removed.is_empty() || !self.added.is_empty();
        if is_open && words.iter().all(Word::is_space) {
            self.space.extend_from_slice(words);
            return;
        }
        let mut kept = std::mem::take(&mut self.space);
        kept.extend_from_slice(words);
        self.settle();
        self.push(State::Kept, &kept);
    }

    fn change(&mut self, old: &[Word], new: &[Word]) {
        let space = std::mem::take(&mut self.space);
        self.removed.extend(space.iter().chain(old).cloned());
        self.added.extend(space.iter().chain(new).cloned());
    }

    fn settle(&mut self) {
        let (removed, added) = (
            std::mem::take(&mut self.removed),
            std::mem::take(&mut self.added),
        );
        self.push(State::Removed, &removed);
        self.push(State::Added, &added);
        let space = std::mem::take(&mut self.space);
        self.push(State::Kept, &space);
    }

    fn push(&mut self, state: State, words: &[Word]) {
        self.pieces.extend(whole(words, state));
    }
}

/// Joins neighbours with the same formatting.
fn runs(words: &[Word]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for word in words {
        match runs.last_mut() {
            Some(last) if last.style == word.style => last.text.push_str(&word.text),
            _ => runs.push(Run {
                text: word.text.clone(),
                style: word.style.clone(),
            }),
        }
    }
    runs
}

/// The state of a text made of pieces.
pub(super) fn state(pieces: &[Piece]) -> State {
    let has = |state| pieces.iter().any(|piece| piece.state == state);
    match (has(State::Kept), has(State::Added), has(State::Removed)) {
        (_, false, false) => State::Kept,
        (false, true, false) => State::Added,
        (false, false, true) => State::Removed,
        _ => State::Changed,
    }
}
