//! A document is exempt from review without a reason.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (path, meta) in facts.metas() {
        let Some(exempt) = &meta.exempt else { continue };
        if exempt.value.reason.trim().is_empty() {
            let message = "the document is exempt from review, but no reason is given";
            let finding = Diagnostic::new(Code::ExemptReasonMissing, path, exempt.span, message);
            found.push(finding.help("write `review: \"exempt: reason\"`"));
        }
    }
}
