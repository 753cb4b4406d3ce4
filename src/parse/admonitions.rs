//! Notes and warnings: GitHub's alerts `> [!WARNING]`, `!!! warning "Title"` and `:::warning[Title]`.

use pulldown_cmark::{CowStr, Event, Tag};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Piece;
use crate::parse::events::Token;
use crate::parse::html::escaped;
use crate::parse::writer::Writer;
use crate::source::FilePath;
use crate::suggest;
use crate::text::Span;

/// The five kinds that readers see, the messages that name them, and other words for them.
const KINDS: &[(&str, &str, &[&str])] = &[
    (
        "note",
        "alert.note",
        &[
            "info", "seealso", "abstract", "summary", "example", "quote", "question", "faq", "todo",
        ],
    ),
    ("tip", "alert.tip", &["hint", "success", "check", "done"]),
    ("important", "alert.important", &["attention", "key"]),
    (
        "warning",
        "alert.warning",
        &["warn", "failure", "fail", "missing", "bug"],
    ),
    ("caution", "alert.caution", &["danger", "error", "critical"]),
];

/// A note as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// One of the five, as class and as data.
    pub kind: &'static str,
    /// The author's own, or the kind's.
    pub title: Piece,
}

impl Writer<'_> {
    /// Opens a note and writes its title.
    pub fn open_note(&mut self, note: Note) {
        let kind = note.kind;
        self.open(
            format!("<div class=\"alert alert-{kind}\" role=\"note\">\n"),
            "</div>\n",
        );
        self.out.html("<p class=\"alert-title\">");
        self.out.inline(vec![note.title]);
        self.out.html("</p>\n");
    }
}

/// The note that a word opens; one that is not known is shown as a note, and found.
pub fn note(
    word: &str,
    title: Option<&str>,
    span: Span,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) -> Note {
    let folded = word.to_lowercase();
    let known = KINDS
        .iter()
        .find(|(kind, _, others)| *kind == folded || others.contains(&folded.as_str()));
    let (kind, default) = match known {
        Some((kind, title, _)) => (*kind, *title),
        None => {
            let help = match suggest::nearest(&folded, KINDS.iter().map(|(kind, ..)| *kind)) {
                Some(kind) => format!("did you mean `{kind}`?"),
                None => "write note, tip, important, warning or caution".to_owned(),
            };
            let message = format!("`{word}` is no kind of note");
            found.push(Diagnostic::new(Code::AdmonitionUnknown, path, span, message).help(help));
            ("note", "alert.note")
        }
    };
    let title = match title.map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => Piece::Html(escaped(title)),
        None => Piece::words(default),
    };
    Note { kind, title }
}

/// A note between colons that goes on to the end of what it stands in.
pub fn unclosed(span: Span, path: &FilePath) -> Diagnostic {
    let message = "the note is not closed, and takes in all that follows";
    Diagnostic::new(Code::AdmonitionUnclosed, path, span, message)
        .help("write `:::` in a line of its own where the note ends")
}

/// An alert's word and title, where the quote that opens at `at` is one. The mark is taken out
/// of the tokens.
pub fn alert(tokens: &mut [Token<'_>], at: usize) -> Option<(String, Option<String>, Span)> {
    let is_quote = matches!(tokens[at].event, Event::Start(Tag::BlockQuote(_)));
    let is_paragraph = matches!(tokens.get(at + 1)?.event, Event::Start(Tag::Paragraph));
    if !is_quote || !is_paragraph {
        return None;
    }
    let token = tokens.get(at + 2)?;
    let Event::Text(text) = &token.event else {
        return None;
    };
    let inner = text.strip_prefix("[!")?;
    let (word, rest) = inner.split_once(']')?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-');
    let next = tokens.get(at + 3).map(|token| &token.event);
    let is_line = matches!(
        next,
        None | Some(Event::SoftBreak | Event::HardBreak | Event::End(_))
    );
    if !is_word || !is_line {
        return None;
    }
    let breaks_after = matches!(next, Some(Event::SoftBreak | Event::HardBreak));
    let title = rest.trim_start_matches(['+', '-']).trim();
    let found = (
        word.to_owned(),
        (!title.is_empty()).then(|| title.to_owned()),
        Span::new(
            token.span.start,
            (token.span.start + word.len() + 3).min(token.span.end),
        ),
    );
    let nothing = || Event::Text(CowStr::Borrowed(""));
    tokens[at + 2].event = nothing();
    if breaks_after {
        tokens[at + 3].event = nothing();
    }
    Some(found)
}
