//! The words that people use for a document's status.

use crate::diagnostic::Code;
use crate::language::vocabulary;
use crate::parse::DocumentStatus;
use crate::parse::node::Node;
use crate::parse::values::Values;
use crate::suggest;
use crate::text::{At, Span};

/// The words of a language for each status.
fn words(language: &str) -> [(DocumentStatus, &'static [String]); 8] {
    let words = &vocabulary(language).statuses;
    [
        (DocumentStatus::Draft, &words.draft),
        (DocumentStatus::InReview, &words.in_review),
        (DocumentStatus::Approved, &words.approved),
        (DocumentStatus::Effective, &words.effective),
        (DocumentStatus::UnderRevision, &words.under_revision),
        (DocumentStatus::Suspended, &words.suspended),
        (DocumentStatus::Superseded, &words.superseded),
        (DocumentStatus::Retired, &words.retired),
    ]
    .map(|(status, words)| (status, words.as_slice()))
}

/// The words for each status: those of the document's language, then the English ones, which are
/// also the canonical names.
fn all_words(language: &str) -> impl Iterator<Item = (DocumentStatus, &'static [String])> {
    words(language).into_iter().chain(words("en"))
}

/// A status in the author's words; [`DocumentStatus::Unknown`] with a finding for any other.
pub fn read(node: &Node, values: &mut Values<'_>) -> Option<At<DocumentStatus>> {
    let text = values.text(node)?;
    if let Some(status) = known(&text.value, values.language) {
        return Some(At::new(status, text.span));
    }
    let folded = folded(&text.value);
    let names = all_words(values.language).flat_map(|(_, words)| words.iter().map(String::as_str));
    let help = match suggest::nearest(&folded, names) {
        Some(name) => format!("did you mean `{}`?", name.replace(' ', "-")),
        None => "write draft, in-review, approved, effective, under-revision, suspended, \
                 superseded or retired"
            .to_owned(),
    };
    let message = format!("`{}` is not a status", text.value);
    values.report(Code::StatusUnknown, text.span, message, help);
    Some(At::new(DocumentStatus::Unknown, text.span))
}

/// Where the author calls the document a draft (`draft: true`), as other site generators have it.
pub fn draft(node: &Node, values: &mut Values<'_>) -> Option<Span> {
    let text = values.text(node)?;
    match is_yes(&text.value) {
        Some(is_draft) => is_draft.then_some(text.span),
        None => {
            let message = format!("`draft` takes true or false, not `{}`", text.value);
            let help = "write `status` for anything else";
            values.report(Code::FrontMatterValueType, text.span, message, help);
            // What may be a draft is not shown.
            Some(text.span)
        }
    }
}

/// Yes or no; `None` for other words.
pub fn is_yes(words: &str) -> Option<bool> {
    match folded(words).trim() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The status that these words mean, in a language or in English.
pub fn known(words: &str, language: &str) -> Option<DocumentStatus> {
    let folded = folded(words);
    let is_known = |words: &[String]| words.iter().any(|word| word == folded.trim());
    all_words(language)
        .find(|(_, words)| is_known(words))
        .map(|(status, _)| status)
}

fn folded(words: &str) -> String {
    words.to_lowercase().replace(['-', '_'], " ")
}
