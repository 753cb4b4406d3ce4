//! A document links to a draft that is not in this build, or names it.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Withheld) = target else {
                continue;
            };
            let message = format!("`{}` is a draft that is not in this build", link.target);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkDraft, path, link.span, message);
            found.push(match link.form {
                // The text may mean to speak of what is to come; its readers see the number.
                LinkForm::Mention => finding
                    .help("are its readers to know of it? else take it out of the text")
                    .at(Severity::Hint),
                _ => finding.help("publish it, or remove the link"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_to_a_draft_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
[x](b.md), see SOP-002
-- b.md --
---
id: SOP-002
status: draft
---
"#,
        )
        .finds(
            Code::LinkDraft,
            expect![[r#"
                a.md:4:1 [x](b.md)
                    `b.md` is a draft that is not in this build
                    = publish it, or remove the link
                a.md:4:16 SOP-002
                    `SOP-002` is a draft that is not in this build
                    = are its readers to know of it? else take it out of the text
            "#]],
        );
    }
}
