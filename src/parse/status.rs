//! The words that people use for a document's status.

use crate::diagnostic::Code;
use crate::parse::DocumentStatus;
use crate::parse::node::Node;
use crate::parse::values::Values;
use crate::suggest;
use crate::text::{At, Span};

const WORDS: &[(DocumentStatus, &[&str])] = &[
    (
        DocumentStatus::Draft,
        &[
            "draft",
            "wip",
            "work in progress",
            "in progress",
            "new",
            "proposed",
        ],
    ),
    (
        DocumentStatus::InReview,
        &[
            "in review",
            "review",
            "under review",
            "pending",
            "pending approval",
            "for review",
            "for approval",
        ],
    ),
    (DocumentStatus::Approved, &["approved", "signed off"]),
    (
        DocumentStatus::Effective,
        &[
            "effective",
            "active",
            "published",
            "current",
            "in force",
            "in effect",
            "released",
            "final",
            "live",
            "issued",
            "valid",
        ],
    ),
    (
        DocumentStatus::UnderRevision,
        &["under revision", "in revision", "revision", "being revised"],
    ),
    (
        DocumentStatus::Suspended,
        &["suspended", "on hold", "paused"],
    ),
    (DocumentStatus::Superseded, &["superseded", "replaced"]),
    (
        DocumentStatus::Retired,
        &[
            "retired",
            "obsolete",
            "withdrawn",
            "archived",
            "deprecated",
            "inactive",
            "cancelled",
            "expired",
        ],
    ),
];

/// A status in the author's words; [`DocumentStatus::Unknown`] with a finding for any other.
pub fn read(node: &Node, values: &mut Values<'_>) -> Option<At<DocumentStatus>> {
    let text = values.text(node)?;
    if let Some(status) = known(&text.value) {
        return Some(At::new(status, text.span));
    }
    let folded = folded(&text.value);
    let names = WORDS.iter().flat_map(|(_, words)| words.iter().copied());
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

/// The status that these words mean.
pub fn known(words: &str) -> Option<DocumentStatus> {
    let folded = folded(words);
    let mut table = WORDS.iter();
    table
        .find(|(_, words)| words.contains(&folded.trim()))
        .map(|(status, _)| *status)
}

fn folded(words: &str) -> String {
    words.to_lowercase().replace(['-', '_'], " ")
}
