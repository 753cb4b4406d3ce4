//! The names of the fields that a front matter may have; settings rename and require them.

/// Canonical name and aliases of every field.
pub const FIELDS: &[(&str, &[&str])] = &[
    (
        "id",
        &[
            "doc_id",
            "document_id",
            "document_number",
            "sop_number",
            "number",
        ],
    ),
    ("title", &["name"]),
    ("type", &["doc_type"]),
    ("version", &["revision", "rev"]),
    ("status", &[]),
    ("draft", &[]),
    (
        "owner",
        &["process_owner", "document_owner", "dri", "owner_slack"],
    ),
    ("author", &["authors"]),
    ("reviewers", &["reviewed_by"]),
    (
        "approvers",
        &["approved_by", "authorised_by", "authorized_by"],
    ),
    ("approved", &["approval_date"]),
    ("issued", &["issue_date"]),
    ("effective", &["effective_date", "implementation_date"]),
    (
        "last_reviewed",
        &["last_reviewed_on", "last_review_date", "reviewed"],
    ),
    (
        "review_cycle",
        &["review_in", "review_interval", "review_every"],
    ),
    (
        "review_due",
        &["review_date", "next_review", "review_by", "expires"],
    ),
    ("review", &[]),
    ("reviews", &[]),
    ("changes", &["history", "revision_history"]),
    ("supersedes", &["replaces"]),
    ("superseded_by", &["replaced_by"]),
    ("retired", &["withdrawn", "obsolete_on"]),
    ("retired_reason", &[]),
    ("department", &["section", "area"]),
    ("site", &[]),
    (
        "audience",
        &["applies_to", "target_audience", "distribution"],
    ),
    ("training", &["acknowledgement"]),
    ("references", &[]),
    ("related", &["see_also"]),
    ("attachments", &["forms"]),
    ("records", &[]),
    ("standards", &["satisfies", "clauses"]),
    ("hazards", &[]),
    ("ppe", &[]),
    ("classification", &[]),
    ("contacts", &[]),
    ("tags", &["keywords"]),
    ("aliases", &[]),
    ("redirects", &["redirect_from", "old_paths"]),
    ("extra", &[]),
];

/// The field of a name or an alias, in any spelling: `Review Date`, `review-date`.
pub fn field_named(name: &str) -> Option<&'static str> {
    let wanted = folded(name);
    let mut fields = FIELDS.iter();
    fields
        .find(|(name, aliases)| *name == wanted || aliases.contains(&wanted.as_str()))
        .map(|(name, _)| *name)
}

/// `Review Date` and `review-date` as `review_date`.
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}
