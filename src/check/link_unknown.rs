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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_to_a_missing_sop_is_found() {
        library(
            r#"
-- sops/cleaning.md --
---
title: Cleaning
---
First see [gowning](SOP-022), then [waste](../hr/waste.md). SOP-099 is only spoken of.
-- sops/gowning.md --
---
id: SOP-002
title: Gowning
---
-- sops/waste.md --
---
id: SOP-003
title: Waste
---
"#,
        )
        .finds(
            Code::LinkUnknown,
            expect![[r#"
                sops/cleaning.md:4:11 [gowning](SOP-022)
                    no document is called `SOP-022`
                    = did you mean `SOP-002` (Gowning)?
                sops/cleaning.md:4:36 [waste](../hr/waste.md)
                    there is no file `../hr/waste.md`
                    = did you mean `waste.md`?
            "#]],
        );
    }
}
