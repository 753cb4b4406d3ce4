//! A link uses a scheme that is never linked.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Unsafe) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let message = format!(
                "`{}` uses a scheme that can run code or read files",
                link.target
            );
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkUnsafe, path, link.span, message);
            found.push(finding.help("use `https:`, `mailto:` or a path in the library"));
        }
    }
}
