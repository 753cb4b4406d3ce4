//! Notes and warnings, whichever syntax they are written in.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Lines, Syntax, Syntaxes, Token, alert, callout};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::suggest;
use crate::text::Span;

/// The kinds of notes that a page shows, each with the other words for it.
const KINDS: &[(&str, &[&str])] = &[
    (
        "note",
        &[
            "info", "seealso", "abstract", "summary", "example", "quote", "question", "faq", "todo",
        ],
    ),
    ("tip", &["hint", "success", "check", "done"]),
    ("important", &["attention", "key"]),
    ("warning", &["warn", "failure", "fail", "missing", "bug"]),
    ("caution", &["danger", "error", "critical"]),
];

/// The kind of a tab: a section under its title, and no note. No author's word for a kind is this.
pub const TAB: &str = "===";

/// A note as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// `note`, `tip`, `important`, `warning` or `caution`; `===` for a tab.
    pub kind: &'static str,
    /// The author's title, or the author's own word for the kind; `None` where that word is the
    /// kind itself.
    pub title: Option<String>,
}

/// The line that opens a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opener {
    /// As written.
    pub kind: String,
    pub title: Option<String>,
    /// Words that stand between the kind and the title, not in quotes.
    pub words: String,
    /// How many colons close the note; 0 where something else does.
    pub colons: usize,
    /// The name of the tag that opens the note, and ends it; without one and without colons the
    /// indentation ends it.
    pub tag: Option<String>,
}

/// A note that lines open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedNote {
    pub opener: Opener,
    /// The opening line in the file.
    pub span: Span,
    /// Whether its end is written, or needs no mark.
    pub is_closed: bool,
    /// Whether it holds nothing but its title.
    pub is_empty: bool,
}

impl Opener {
    /// Whether the indentation ends the note.
    pub fn is_indented(&self) -> bool {
        self.colons == 0 && self.tag.is_none()
    }

    /// Whether the kind is one that sopress knows.
    pub fn is_known(&self) -> bool {
        known(&self.kind).is_some()
    }

    /// The title that the line gives: the one in quotes, else the words after the kind, with the
    /// kind where it is no kind but the first of them.
    fn title(&self) -> Option<String> {
        match &self.title {
            Some(title) => Some(title.clone()),
            None if self.words.is_empty() => None,
            None if self.is_known() => Some(self.words.clone()),
            None => Some(format!("{} {}", self.kind, self.words)),
        }
    }
}

/// What a note needs that its indentation ends.
const INDENT: &str = "indent the lines of its text by four spaces";

/// The notes among the block quotes of a text.
pub fn notes(
    tokens: &mut Vec<Token<'_>>,
    lines: &Lines<'_>,
    syntaxes: Syntaxes,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, Note> {
    let mut notes = BTreeMap::new();
    found.extend(
        lines
            .empty_notes
            .iter()
            .map(|span| empty(*span, path, INDENT)),
    );
    let mut by_class = match syntaxes.contains(Syntax::ClassNote) {
        true => callout::by_class(tokens),
        false => BTreeMap::new(),
    };
    for at in 0..tokens.len() {
        if !matches!(tokens[at].event, Event::Start(Tag::BlockQuote(_))) {
            continue;
        }
        let note = if let Some((kind, title)) = by_class.remove(&at) {
            note(&kind, title, tokens[at].span, path, found)
        } else if let Some(opened) = lines.note(tokens[at].span) {
            if !opened.is_closed {
                found.push(unclosed(opened.span, path));
            }
            if opened.is_empty {
                let help = if opened.opener.colons > 0 {
                    "write its text in the lines before `:::`"
                } else if opened.opener.tag.is_some() {
                    "write its text in the lines before the tag that ends it"
                } else {
                    INDENT
                };
                found.push(empty(opened.span, path, help));
            }
            let opener = &opened.opener;
            note(&opener.kind, opener.title(), opened.span, path, found)
        } else if syntaxes.contains(Syntax::Alert)
            && let Some(alert) = alert::take(tokens, at)
        {
            let is_end = |at: usize, end| {
                let token = tokens.get(at).map(|token| &token.event);
                token.is_none_or(|event| *event == Event::End(end))
            };
            let ends_there = is_end(at + 3, TagEnd::Paragraph)
                && matches!(
                    tokens.get(at + 4).map(|token| &token.event),
                    None | Some(Event::End(TagEnd::BlockQuote(_)))
                );
            if ends_there && alert.title.is_none() {
                let help = "write its text in the lines below, each after `>`";
                found.push(empty(alert.span, path, help));
            }
            note(&alert.kind, alert.title, alert.span, path, found)
        } else {
            continue;
        };
        notes.insert(at, note);
    }
    notes
}

/// Whether a word is a kind of note, or another word for one.
pub fn is_kind(word: &str) -> bool {
    known(word).is_some()
}

fn known(word: &str) -> Option<&'static str> {
    let folded = word.to_lowercase();
    let kind = KINDS
        .iter()
        .find(|(kind, others)| *kind == folded || others.contains(&folded.as_str()));
    kind.map(|(kind, _)| *kind)
}

/// The note that a word opens. One that is not known is shown as a note under that word.
fn note(
    word: &str,
    title: Option<String>,
    span: Span,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) -> Note {
    if word == TAB {
        return Note { kind: TAB, title };
    }
    let folded = word.to_lowercase();
    let kind = known(word);
    if kind.is_none() {
        let help = match suggest::nearest(&folded, KINDS.iter().map(|(kind, _)| *kind)) {
            Some(kind) => format!("did you mean `{kind}`?"),
            None => "use note, tip, important, warning or caution".to_owned(),
        };
        let message = format!("`{word}` is not a kind of note");
        found.push(Diagnostic::new(Code::AdmonitionUnknown, path, span, message).help(help));
    }
    let title = title.filter(|title| !title.trim().is_empty());
    let own_word = || (kind != Some(folded.as_str())).then(|| capitalised(word));
    Note {
        kind: kind.unwrap_or("note"),
        title: title.map(|title| title.trim().to_owned()).or_else(own_word),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A note between colons that goes on to the end of what it stands in.
fn unclosed(span: Span, path: &FilePath) -> Diagnostic {
    let message = "the note is not closed, and takes in all that follows";
    Diagnostic::new(Code::AdmonitionUnclosed, path, span, message)
        .help("write `:::` in a line of its own where the note ends")
}

fn empty(span: Span, path: &FilePath, help: &str) -> Diagnostic {
    let message = "the note has no text";
    Diagnostic::new(Code::AdmonitionEmpty, path, span, message).help(help)
}
