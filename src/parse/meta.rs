//! The front matter of a document, or of a folder's `_defaults.toml`.

use crate::config::{Field, Inheritance, front_matter};
use crate::date::{Cycle, Date};
use crate::parse::node::Node;
use crate::parse::values::{self, Values};
use crate::parse::{records, status};
use crate::text::{At, Span};

/// The Rust type of what a field takes.
macro_rules! value {
    (Text) => { Option<At<String>> };
    (Name) => { Option<At<String>> };
    (Texts) => { Vec<At<String>> };
    (Words) => { Vec<At<String>> };
    (Date) => { Option<At<Date>> };
    (Cycle) => { Option<At<Cycle>> };
    (Status) => { Option<At<DocumentStatus>> };
    (Flag) => { Option<Span> };
    (Approvers) => { Vec<Approver> };
    (Exemption) => { Option<At<ReviewExemption>> };
    (Reviews) => { Vec<Review> };
    (Changes) => { Vec<Change> };
    (Training) => { Option<At<Training>> };
    (Standards) => { Vec<Standard> };
    (Contacts) => { Vec<At<String>> };
    (Extra) => { Vec<(String, String)> };
}

/// What a field takes, read from a node: a value of the type that `value!` gives.
macro_rules! read {
    (Text, $node:ident, $values:ident, $unreadable:expr) => {
        $values.text($node)
    };
    (Name, $node:ident, $values:ident, $unreadable:expr) => {
        $values.name($node)
    };
    (Texts, $node:ident, $values:ident, $unreadable:expr) => {
        $values.texts($node)
    };
    (Words, $node:ident, $values:ident, $unreadable:expr) => {
        $values.words($node)
    };
    (Date, $node:ident, $values:ident, $unreadable:expr) => {
        $values.date($node, $unreadable)
    };
    (Cycle, $node:ident, $values:ident, $unreadable:expr) => {
        $values.cycle($node, $unreadable)
    };
    (Status, $node:ident, $values:ident, $unreadable:expr) => {
        status::read($node, $values)
    };
    (Flag, $node:ident, $values:ident, $unreadable:expr) => {
        status::draft($node, $values)
    };
    (Approvers, $node:ident, $values:ident, $unreadable:expr) => {
        records::approvers($node, $values)
    };
    (Exemption, $node:ident, $values:ident, $unreadable:expr) => {
        records::exemption($node, $values)
    };
    (Reviews, $node:ident, $values:ident, $unreadable:expr) => {
        records::reviews($node, $values, $unreadable)
    };
    (Changes, $node:ident, $values:ident, $unreadable:expr) => {
        records::changes($node, $values, $unreadable)
    };
    (Training, $node:ident, $values:ident, $unreadable:expr) => {
        records::training($node, $values)
    };
    (Standards, $node:ident, $values:ident, $unreadable:expr) => {
        records::standards($node, $values)
    };
    (Contacts, $node:ident, $values:ident, $unreadable:expr) => {
        records::contacts($node, $values)
    };
    (Extra, $node:ident, $values:ident, $unreadable:expr) => {
        values::extra($node, $values)
    };
}

/// What a document has of a field from its folder.
macro_rules! inherit {
    (own, $own:expr, $defaults:expr) => {};
    (inherited, $own:expr, $defaults:expr) => {
        if !$own.is_given() {
            $own = $defaults.clone();
        }
    };
    (merged, $own:expr, $defaults:expr) => {
        for (name, value) in &$defaults {
            if !$own.iter().any(|(known, _)| known == name) {
                $own.push((name.clone(), value.clone()));
            }
        }
    };
}

macro_rules! meta {
    ($($(#[doc = $doc:literal])+ $slot:ident: $takes:ident = $name:literal,
        also $also:tt, $inheritance:ident, missing $missing:tt;)+) => {
        /// All fields. `None` and empty mean: the author left it out, or it could not be read (a
        /// finding says so). A text is as written; who is named may be a role or a person.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Meta {
            $($(#[doc = $doc])+ pub $slot: value!($takes),)+
            /// Fields whose date or cycle was given but could not be read, by canonical name.
            pub unreadable: Vec<At<String>>,
            /// The bytes of the front matter, fences included; empty without one.
            pub span: Span,
            /// The same without the fences.
            pub inner: Span,
            /// Whether a front matter stands at the start of the file, readable or not.
            pub is_present: bool,
        }

        impl Meta {
            /// Reads one field. What is given under two names that both count adds up.
            pub(super) fn fill(&mut self, field: &Field, node: &Node, values: &mut Values<'_>) {
                match field.name {
                    $($name => {
                        let value: value!($takes) =
                            read!($takes, node, values, &mut self.unreadable);
                        self.$slot.add(value);
                    })+
                    other => unreachable!("`{other}` is in the table"),
                }
            }

            /// Whether a field is given, by its canonical name or by the author's own.
            pub fn is_given(&self, name: &str) -> bool {
                match name {
                    $($name => self.$slot.is_given(),)+
                    own => self.extra.iter().any(|(name, _)| name == own),
                }
            }

            /// Takes from a folder's defaults what the document does not say itself. A field that
            /// its author wrote but that cannot be read is not filled in: it stays unknown.
            pub fn inherit(&mut self, defaults: &Meta) {
                let unknown = defaults.unreadable.iter().filter(|field| {
                    let name = field.value.as_str();
                    is_inherited(name) && !self.is_given(name) && !self.is_unreadable(name)
                });
                let unknown: Vec<At<String>> = unknown.cloned().collect();
                $(if !self.is_unreadable($name) {
                    inherit!($inheritance, self.$slot, defaults.$slot);
                })+
                self.unreadable.extend(unknown);
            }
        }
    };
}

front_matter!(meta);

impl Meta {
    /// Whether a date or a cycle is given, but cannot be read; a finding says so at its place.
    pub fn is_unreadable(&self, name: &str) -> bool {
        self.unreadable.iter().any(|field| field.value == name)
    }
}

fn is_inherited(name: &str) -> bool {
    Field::named(name).is_some_and(|field| field.inheritance != Inheritance::Own)
}

/// What a field holds: one value or several.
trait Holds {
    /// Whether there is anything.
    fn is_given(&self) -> bool;
    /// Takes a value that was read.
    fn add(&mut self, more: Self);
}

impl<T> Holds for Option<T> {
    fn is_given(&self) -> bool {
        self.is_some()
    }

    fn add(&mut self, more: Self) {
        *self = more;
    }
}

impl<T> Holds for Vec<T> {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }

    fn add(&mut self, more: Self) {
        self.extend(more);
    }
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
