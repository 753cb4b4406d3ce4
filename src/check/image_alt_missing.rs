//! An image has no alternative text.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for image in &document.sop.images {
            if image.alt.trim().is_empty() {
                let message = format!("the image `{}` has no alternative text", image.target);
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::ImageAltMissing, path, image.span, message);
                found.push(finding.help("say what it shows: `![what it shows](file)`"));
            }
        }
    }
}
