//! A link names a document or file that does not exist.

use crate::check::Facts;
use crate::check::nearest_document;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Unknown) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let message = match link.target.contains(['/', '.']) {
                true => format!("there is no file `{}`", link.target),
                false => format!("no document is called `{}`", link.target),
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkUnknown, path, link.span, message);
            found.push(finding.help(nearest_document(&link.target, document, facts)));
        }
    }
}
