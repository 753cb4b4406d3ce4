//! A field that the document's type requires is missing.

use crate::check::{Facts, called};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Meta;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let Some(of_type) = facts.config.settings.types.get(&document.kind) else {
            continue;
        };
        for field in &of_type.required {
            if is_given(&document.meta, field) {
                continue;
            }
            let message = format!(
                "{} has no `{field}`, which the type `{}` requires",
                called(document),
                document.kind
            );
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::FieldRequired, path, Span::START, message);
            found.push(finding.help(format!("add `{field}`")));
        }
    }
}

/// Fields with a rule of their own count as given, so that no gap is reported twice.
fn is_given(meta: &Meta, field: &str) -> bool {
    match field {
        "id" | "title" | "owner" | "status" | "draft" | "version" | "review" | "type" => true,
        "author" => !meta.authors.is_empty(),
        "reviewers" => !meta.reviewers.is_empty(),
        "approvers" => !meta.approvers.is_empty(),
        "approved" => meta.approved.is_some(),
        "issued" => meta.issued.is_some(),
        "effective" => meta.effective.is_some(),
        "last_reviewed" => meta.last_reviewed.is_some(),
        "review_cycle" => meta.review_cycle.is_some(),
        "review_due" => meta.review_due.is_some(),
        "reviews" => !meta.reviews.is_empty(),
        "changes" => !meta.changes.is_empty(),
        "department" => meta.department.is_some(),
        "site" => meta.site.is_some(),
        "audience" => !meta.audience.is_empty(),
        "training" => meta.training.is_some(),
        "references" => !meta.references.is_empty(),
        "related" => !meta.related.is_empty(),
        "attachments" => !meta.attachments.is_empty(),
        "records" => !meta.records.is_empty(),
        "standards" => !meta.standards.is_empty(),
        "hazards" => !meta.hazards.is_empty(),
        "ppe" => !meta.ppe.is_empty(),
        "classification" => meta.classification.is_some(),
        "contacts" => !meta.contacts.is_empty(),
        "tags" => !meta.tags.is_empty(),
        "aliases" => !meta.aliases.is_empty(),
        "redirects" => !meta.redirects.is_empty(),
        "supersedes" => !meta.supersedes.is_empty(),
        "superseded_by" => !meta.superseded_by.is_empty(),
        "retired" => meta.retired.is_some(),
        "retired_reason" => meta.retired_reason.is_some(),
        other => meta.extra.iter().any(|(name, _)| name == other),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_field_that_the_type_requires_is_found_missing() {
        library(
            r#"
-- sopress.toml --
[types.policy]
required = ["title", "department", "risk"]
-- a.md --
---
title: A
type: policy
department: HR
---
"#,
        )
        .finds(
            Code::FieldRequired,
            expect![[r#"
                a.md:1:1 
                    `A` has no `risk`, which the type `policy` requires
                    = add `risk`
            "#]],
        );
    }
}
