//! A link differs from the file's name in case.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Case { actual }) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let message = format!("there is no file `{}`; its name is `{actual}`", link.target);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkCase, path, link.span, message);
            found.push(finding.help("write the link in the case of the file's name"));
        }
    }
}
