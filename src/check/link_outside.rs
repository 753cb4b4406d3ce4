//! A link leads out of the library.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::OutsideLibrary) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let message = format!("`{}` leads out of the library", link.target);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkOutside, path, link.span, message);
            found.push(
                finding.help("put the file in the library, or link to where it is published"),
            );
        }
    }
}
