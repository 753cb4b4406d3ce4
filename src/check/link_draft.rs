//! A document links to a draft, which the published site does not contain, or names it.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::library::{Broken, Document, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let is_draft = match target {
                Target::Broken(Broken::Withheld) => true,
                // Where drafts are shown, a draft may link to another.
                Target::Document { document: to, .. } => {
                    let is_draft = |one: &Document| one.status.is_in_the_making();
                    is_draft(facts.library.document(*to)) && !is_draft(document)
                }
                _ => false,
            };
            if !is_draft {
                continue;
            }
            let message = format!(
                "`{}` is a draft, which is not in the published site",
                link.target
            );
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkDraft, path, link.span, message);
            found.push(match link.form {
                // The text may mean to speak of what is to come; its readers see the number.
                LinkForm::Mention => finding
                    .help("should readers know about it? if not, remove it from the text")
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
                    `b.md` is a draft, which is not in the published site
                    = publish it, or remove the link
                a.md:4:16 SOP-002
                    `SOP-002` is a draft, which is not in the published site
                    = should readers know about it? if not, remove it from the text
            "#]],
        );
    }

    #[test]
    fn a_link_to_a_draft_is_found_where_drafts_are_shown_but_not_between_drafts() {
        library(
            r#"
-- a.md --
---
title: A
---
[x](b.md)
-- b.md --
---
id: SOP-002
status: draft
---
[y](c.md)
-- c.md --
---
id: SOP-003
status: in review
---
"#,
        )
        .with_drafts()
        .finds(
            Code::LinkDraft,
            expect![[r#"
                a.md:4:1 [x](b.md)
                    `b.md` is a draft, which is not in the published site
                    = publish it, or remove the link
            "#]],
        );
    }
}
