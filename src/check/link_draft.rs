//! A document links to a draft that is not in this build.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Withheld) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let message = format!("`{}` is a draft that is not in this build", link.target);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkDraft, path, link.span, message);
            found.push(finding.help("publish it, or remove the link"));
        }
    }
}
