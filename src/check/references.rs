//! What several rules check about the references in front matter.

use crate::check::{Facts, Nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};

/// A finding for each broken reference in one of `fields`; `fault` ends the sentence
/// "`references` names `SOP-020`, …".
pub fn broken_references(
    code: Code,
    fields: &[&str],
    fault: &str,
    facts: &Facts<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let nearest = Nearest::new(facts);
    for document in &facts.library.documents {
        for reference in &document.references {
            let is_ours = fields.contains(&reference.field);
            if !is_ours || !matches!(reference.target, Some(Target::Broken(_))) {
                continue;
            }
            let (field, written) = (reference.field, &reference.written);
            let is_draft = reference.target == Some(Target::Broken(Broken::Withheld));
            let (fault, help) = match is_draft {
                true => (
                    "a draft that is not in this build",
                    "approve the draft, or name a document that is in force".to_owned(),
                ),
                false => (fault, nearest.document(&written.value, document)),
            };
            let message = format!("`{field}` names `{}`, {fault}", written.value);
            let finding = Diagnostic::new(code, &document.sop.path, written.span, message);
            found.push(finding.help(help));
        }
    }
    found
}
