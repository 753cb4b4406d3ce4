//! The front matter of a document, or of a folder's `_defaults.toml`.

use crate::date::{Cycle, Date};
use crate::text::{At, Span};

/// All fields under their canonical names. `None` and empty mean: the author left it out, or it
/// could not be read (a finding says so).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    pub id: Option<At<String>>,
    pub title: Option<At<String>>,
    /// Type as written; folded to kebab-case.
    pub kind: Option<At<String>>,
    pub version: Option<At<String>>,
    pub status: Option<At<DocumentStatus>>,
    /// Where it is called a draft apart from its status, which says so too then.
    pub draft: Option<Span>,
    /// A role or a person, as written.
    pub owner: Option<At<String>>,
    pub authors: Vec<At<String>>,
    pub reviewers: Vec<At<String>>,
    pub approvers: Vec<Approver>,
    pub approved: Option<At<Date>>,
    pub issued: Option<At<Date>>,
    pub effective: Option<At<Date>>,
    pub last_reviewed: Option<At<Date>>,
    pub review_cycle: Option<At<Cycle>>,
    pub review_due: Option<At<Date>>,
    /// Fields whose date or cycle was given but could not be read, by canonical name.
    pub unreadable: Vec<At<String>>,
    /// `review: "exempt: reason"`.
    pub exempt: Option<At<ReviewExemption>>,
    pub reviews: Vec<Review>,
    pub changes: Vec<Change>,
    pub supersedes: Vec<At<String>>,
    pub superseded_by: Vec<At<String>>,
    pub retired: Option<At<Date>>,
    pub retired_reason: Option<At<String>>,
    pub department: Option<At<String>>,
    pub site: Option<At<String>>,
    pub audience: Vec<At<String>>,
    pub training: Option<At<Training>>,
    pub references: Vec<At<String>>,
    pub related: Vec<At<String>>,
    pub attachments: Vec<At<String>>,
    pub records: Vec<At<String>>,
    pub standards: Vec<Standard>,
    pub hazards: Vec<At<String>>,
    pub ppe: Vec<At<String>>,
    pub classification: Option<At<String>>,
    pub contacts: Vec<At<String>>,
    pub tags: Vec<At<String>>,
    /// What staff call it.
    pub aliases: Vec<At<String>>,
    /// Old addresses (`redirect_from`, `old_paths`), relative to the site's root.
    pub redirects: Vec<At<String>>,
    /// The author's own fields: name and value as text, nested ones joined with dots.
    pub extra: Vec<(String, String)>,
    /// The bytes of the front matter, fences included; empty without one.
    pub span: Span,
    /// The same without the fences.
    pub inner: Span,
    /// Whether a front matter stands at the start of the file, readable or not.
    pub is_present: bool,
}

/// Where a document stands in its life (ISO 9001 7.5.3, GMP usage).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentStatus {
    /// Being written.
    Draft,
    /// Being reviewed before approval.
    InReview,
    /// Approved, not yet in force.
    Approved,
    /// In force.
    Effective,
    /// In force while its next version is being written.
    UnderRevision,
    /// Not to be followed for the time being.
    Suspended,
    /// Replaced by another document.
    Superseded,
    /// Withdrawn without a successor.
    Retired,
    /// Given, but not a status that is known.
    Unknown,
}

impl DocumentStatus {
    /// Whether it is being written or reviewed: nothing for staff to see.
    pub fn is_in_the_making(self) -> bool {
        matches!(self, DocumentStatus::Draft | DocumentStatus::InReview)
    }

    /// In kebab-case, as authors write it and the register carries it.
    pub fn name(self) -> &'static str {
        match self {
            DocumentStatus::Draft => "draft",
            DocumentStatus::InReview => "in-review",
            DocumentStatus::Approved => "approved",
            DocumentStatus::Effective => "effective",
            DocumentStatus::UnderRevision => "under-revision",
            DocumentStatus::Suspended => "suspended",
            DocumentStatus::Superseded => "superseded",
            DocumentStatus::Retired => "retired",
            DocumentStatus::Unknown => "unknown",
        }
    }
}

/// Who approved, as the text says; not evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approver {
    pub name: At<String>,
    pub role: Option<At<String>>,
    pub date: Option<At<Date>>,
}

/// `review: "exempt: reason"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewExemption {
    /// Empty when the author gave none (a finding).
    pub reason: String,
}

/// A review that took place (a review without a change is a record of its own).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub date: Option<At<Date>>,
    pub by: Option<At<String>>,
    pub outcome: Option<At<Outcome>>,
    pub note: Option<String>,
    /// Fingerprint of the body that was reviewed, as `sopress review` stores it.
    pub fingerprint: Option<At<String>>,
    pub span: Span,
}

/// What a review found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No change needed.
    Current,
    /// A change that alters no instruction.
    Minor,
    /// A change of what people do.
    Major,
    /// To be withdrawn.
    Retire,
    /// Given, but in words that sopress does not know (a finding).
    Unknown,
}

impl Outcome {
    /// As authors write it: `current`, `minor`, `major`, `retire`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Current => "current",
            Outcome::Minor => "minor",
            Outcome::Major => "major",
            Outcome::Retire => "retire",
            Outcome::Unknown => "unknown",
        }
    }
}

/// A declared revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub version: Option<At<String>>,
    pub date: Option<At<Date>>,
    pub by: Option<At<String>>,
    pub kind: Option<ChangeKind>,
    pub summary: Option<String>,
    pub reason: Option<String>,
    pub approved_by: Option<At<String>>,
    pub span: Span,
}

/// Whether people must do something differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Minor,
    Major,
}

/// Who must be trained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Training {
    pub required_for: Vec<At<String>>,
    /// Which changes call for training anew; `None`: the author does not say.
    pub retrain_on: Option<ChangeKind>,
    pub within: Option<Cycle>,
}

/// A standard and the clauses of it that a document answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    pub name: At<String>,
    pub clauses: Vec<String>,
}
