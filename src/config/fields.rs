//! The table of the fields that a front matter may have: the one place where a field is declared.
//!
//! [`FIELDS`], the front matter of a document ([`crate::parse::Meta`]) with its reading and its
//! inheritance, the rule `field-required`, `sopress schema` and `docs/front-matter.md` are all made
//! from it.

use crate::diagnostic::Code;

/// Hands the table to the macro `$make`.
///
/// Each entry: what the field says, as Markdown for authors; its name in `Meta`; what it takes, a
/// variant of [`Takes`]; its name in a front matter; other names for it; whether a document has it
/// from its folder's defaults (`inherited`: where it does not give its own; `merged`: besides its
/// own; `own`: never, for what identifies a document or records its past); and the rules that
/// report it missing.
macro_rules! front_matter {
    ($make:ident) => {
        $make! {
            /// The document's number. It never changes, and other documents refer to it.
            id: Text = "id",
                also ["doc_id", "document_id", "document_number", "sop_number", "number"],
                own, missing [IdMissing];
            /// The document's title. Without one the first heading is used.
            title: Text = "title", also ["name"], own, missing [TitleMissing];
            /// The document's type: `sop`, `policy`, `page` or another one from the settings.
            kind: Name = "type", also ["doc_type"], inherited, missing [];
            /// The document's version. In quotes, so that `1.10` is not read as a number.
            version: Text = "version", also ["revision", "rev"], own, missing [VersionMissing];
            /// The document's status: `draft`, `in-review`, `approved`,
            /// `effective`, `under-revision`, `suspended`, `superseded` or `retired`.
            status: Status = "status", also [], inherited, missing [StatusMissing];
            /// `true` for a draft, whatever the status says. Drafts are not published.
            draft: Flag = "draft", also [], own, missing [];
            /// The role or person that is accountable for the document.
            owner: Text = "owner",
                also ["process_owner", "document_owner", "dri", "owner_slack"],
                inherited, missing [OwnerMissing];
            /// Who wrote the document.
            authors: Texts = "author", also ["authors"], inherited, missing [FieldRequired];
            /// Who reviewed the document before its approval.
            reviewers: Texts = "reviewers", also ["reviewed_by"], inherited, missing [FieldRequired];
            /// Who approved the document: names, or tables of `name`, `role` and `date`.
            approvers: Approvers = "approvers",
                also ["approved_by", "authorised_by", "authorized_by"],
                inherited, missing [ApproverMissing, FieldRequired];
            /// The date of approval.
            approved: Date = "approved", also ["approval_date"], inherited, missing [FieldRequired];
            /// The date of issue.
            issued: Date = "issued",
                also ["issue_date"],
                inherited, missing [EffectiveMissing, FieldRequired];
            /// The date from which staff follow the document.
            effective: Date = "effective",
                also ["effective_date", "implementation_date"],
                inherited, missing [EffectiveMissing, FieldRequired];
            /// The date of the last review.
            last_reviewed: Date = "last_reviewed",
                also ["last_reviewed_on", "last_review_date", "reviewed"],
                inherited, missing [FieldRequired];
            /// The time from one review to the next, such as `1 year` or `6 months`.
            review_cycle: Cycle = "review_cycle",
                also ["review_in", "review_interval", "review_every"],
                inherited, missing [ReviewCycleMissing, FieldRequired];
            /// The date by which the next review is due.
            review_due: Date = "review_due",
                also ["review_date", "next_review", "review_by", "expires"],
                inherited, missing [ReviewCycleMissing, FieldRequired];
            /// `exempt: REASON` for a document that needs no review.
            exempt: Exemption = "review", also [], inherited, missing [ReviewCycleMissing];
            /// The record of reviews: tables of `date`, `by`, `outcome`, `note` and `fingerprint`.
            reviews: Reviews = "reviews", also [], own, missing [FieldRequired];
            /// The revision history: tables of `version`, `date`, `by`, `kind`, `summary`,
            /// `reason` and `approved_by`.
            changes: Changes = "changes",
                also ["history", "revision_history"],
                own, missing [FieldRequired];
            /// The ids of the documents that this one replaces.
            supersedes: Words = "supersedes", also ["replaces"], own, missing [FieldRequired];
            /// The ids of the documents that replace this one.
            superseded_by: Words = "superseded_by",
                also ["replaced_by"],
                own, missing [SupersededSuccessorMissing, FieldRequired];
            /// The date of withdrawal.
            retired: Date = "retired",
                also ["withdrawn", "obsolete_on"],
                own, missing [RetiredDateMissing, FieldRequired];
            /// Why the document was withdrawn.
            retired_reason: Text = "retired_reason",
                also [],
                own, missing [RetiredReasonMissing, FieldRequired];
            /// The department that the document belongs to.
            department: Text = "department",
                also ["section", "area"],
                inherited, missing [DepartmentMissing, FieldRequired];
            /// The site or plant where the document applies.
            site: Text = "site", also [], inherited, missing [FieldRequired];
            /// The roles that follow the document.
            audience: Words = "audience",
                also ["applies_to", "target_audience", "distribution"],
                inherited, missing [FieldRequired];
            /// Who must be trained: roles, or a table of `required_for`, `retrain_on` and `within`.
            training: Training = "training",
                also ["acknowledgement"],
                inherited, missing [FieldRequired];
            /// What the document refers to: ids, files or the names of other works.
            references: Texts = "references", also [], inherited, missing [FieldRequired];
            /// Documents on related matters.
            related: Texts = "related", also ["see_also"], inherited, missing [FieldRequired];
            /// Forms and other files that belong to the document.
            attachments: Texts = "attachments", also ["forms"], own, missing [FieldRequired];
            /// The records that following the document leaves behind.
            records: Texts = "records", also [], own, missing [FieldRequired];
            /// The standards that the document answers to, with their clauses.
            standards: Standards = "standards",
                also ["satisfies", "clauses"],
                inherited, missing [FieldRequired];
            /// The hazards of the work.
            hazards: Texts = "hazards", also [], inherited, missing [FieldRequired];
            /// The personal protective equipment to wear.
            ppe: Texts = "ppe", also [], inherited, missing [FieldRequired];
            /// How confidential the document is.
            classification: Text = "classification", also [], inherited, missing [FieldRequired];
            /// Whom to ask: texts, or tables of a name and ways to reach the person.
            contacts: Contacts = "contacts", also [], inherited, missing [FieldRequired];
            /// Words by which documents are grouped.
            tags: Words = "tags", also ["keywords"], inherited, missing [FieldRequired];
            /// What staff call the document. The search finds it by these words.
            aliases: Texts = "aliases", also [], own, missing [FieldRequired];
            /// Old addresses of the document, relative to the site's root. They lead to it.
            redirects: Texts = "redirects",
                also ["redirect_from", "old_paths"],
                own, missing [FieldRequired];
            /// A table of fields of your own. They are shown with the document.
            extra: Extra = "extra", also [], merged, missing [FieldRequired];
        }
    };
}
pub(crate) use front_matter;

/// A field of the front matter.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The canonical name.
    pub name: &'static str,
    /// Other names that mean the same.
    pub aliases: &'static [&'static str],
    /// What its value may be.
    pub takes: Takes,
    /// Whether documents have it from the `_defaults.toml` of their folders.
    pub inheritance: Inheritance,
    /// The rules that report it missing. `field-required` is one of them for every field that a
    /// document type can require and that no other rule reports at the level of an error.
    pub missing: &'static [Code],
    /// What it says; Markdown.
    pub explanation: &'static str,
}

/// What the value of a field may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Text,
    /// A text, folded to kebab-case.
    Name,
    /// One text or a list of them.
    Texts,
    /// The same; a single text may hold several, separated by commas.
    Words,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A length of time.
    Cycle,
    Status,
    /// Yes or no.
    Flag,
    Approvers,
    Exemption,
    Reviews,
    Changes,
    Training,
    Standards,
    Contacts,
    /// A table of the author's own fields.
    Extra,
}

/// Whether documents have a field from the `_defaults.toml` of their folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inheritance {
    /// Never: it identifies a document or records its past.
    Own,
    /// Where the document does not give the field.
    Inherited,
    /// Besides what the document gives.
    Merged,
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $slot:ident: $takes:ident = $name:literal,
        also [$($alias:literal),*], $inheritance:ident, missing [$($code:ident),*];)+) => {
        /// Every field, in the order of the documentation.
        pub const FIELDS: &[Field] = &[$(Field {
            name: $name,
            aliases: &[$($alias),*],
            takes: Takes::$takes,
            inheritance: inheritance!($inheritance),
            missing: &[$(Code::$code),*],
            explanation: concat!($($doc, "\n"),+),
        },)+];
    };
}

macro_rules! inheritance {
    (own) => {
        Inheritance::Own
    };
    (inherited) => {
        Inheritance::Inherited
    };
    (merged) => {
        Inheritance::Merged
    };
}

front_matter!(fields);

impl Field {
    /// The field of a name or an alias, in any spelling: `Review Date`, `review-date`.
    pub fn named(name: &str) -> Option<&'static Field> {
        let wanted = folded(name);
        let mut fields = FIELDS.iter();
        fields.find(|field| field.name == wanted || field.aliases.contains(&wanted.as_str()))
    }

    /// Every name of every field, the canonical ones first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let aliases = FIELDS.iter().flat_map(|field| field.aliases);
        FIELDS
            .iter()
            .map(|field| field.name)
            .chain(aliases.copied())
    }
}

/// `Review Date` and `review-date` as `review_date`.
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn every_name_belongs_to_one_field() {
        let mut names: Vec<&str> = Field::names().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.iter().all(|name| folded(name) == *name));
    }

    const HEAD: &str = "\
# Front matter

The fields that the block at the top of a document may have. Spelling does not matter: `Review Date`, \
`review-date` and `review_date` are one field. `_defaults.toml` in a folder gives the fields marked \
*inherited* to the documents below it. Fields of your own go under `extra`, or are allowed in \
`[fields]` of `sopress.toml`.

`sopress schema` prints the same list for an editor.

";

    #[test]
    fn the_page_of_fields_is_made_from_the_table() {
        let mut text = HEAD.to_owned();
        for field in FIELDS {
            let lines = field.explanation.lines().map(str::trim);
            let explanation = lines.collect::<Vec<_>>().join(" ");
            write!(text, "## {}\n\n{}", field.name, explanation.trim()).unwrap();
            if field.inheritance != Inheritance::Own {
                text.push_str(" *Inherited.*");
            }
            text.push_str("\n\n");
            if !field.aliases.is_empty() {
                let names = field.aliases.iter().map(|name| format!("`{name}`"));
                let names = names.collect::<Vec<_>>().join(", ");
                write!(text, "Other names: {names}.\n\n").unwrap();
            }
        }
        text.truncate(text.trim_end().len() + 1);
        expect_test::expect_file!["../../docs/front-matter.md"].assert_eq(&text);
    }
}
