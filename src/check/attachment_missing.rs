//! An attachment, form or record is not in the library.

use crate::check::{Facts, nearest_document};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Target;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for reference in &document.references {
            let is_ours = matches!(reference.field, "attachments" | "records");
            if !is_ours || !matches!(reference.target, Some(Target::Broken(_))) {
                continue;
            }
            let (field, written) = (reference.field, &reference.written);
            let message = format!(
                "`{field}` names `{}`, which is not in the library",
                written.value
            );
            let help = nearest_document(&written.value, document, facts);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::AttachmentMissing, path, written.span, message);
            found.push(finding.help(help));
        }
    }
}
