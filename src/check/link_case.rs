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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_in_another_case_is_found() {
        library(
            r#"
-- Lead.md --
---
title: Lead
---
-- a.md --
---
title: A
---
[x](lead.md) [y](Lead.md) [z](LEAD.html)
"#,
        )
        .finds(
            Code::LinkCase,
            expect![[r#"
                a.md:4:1 [x](lead.md)
                    there is no file `lead.md`; its name is `Lead.md`
                    = write the link in the case of the file's name
                a.md:4:27 [z](LEAD.html)
                    there is no file `LEAD.html`; its name is `Lead.md`
                    = write the link in the case of the file's name
            "#]],
        );
    }
}
