//! A link has no text or no target.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::{Link, LinkForm, Sop};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let sop = &document.sop;
        for (link, target) in sop.links.iter().zip(&document.links) {
            let (message, help) = match target {
                Target::Broken(Broken::Empty) => (
                    format!("the link `{}` has no target", link.text),
                    "say where it leads, or write the words alone",
                ),
                _ if link.text.trim().is_empty() && needs_text(link, sop) => (
                    format!("the link to `{}` has no text", link.target),
                    "name what it leads to",
                ),
                _ => continue,
            };
            let finding = Diagnostic::new(Code::LinkEmpty, &sop.path, link.span, message);
            found.push(finding.help(help));
        }
    }
}

/// The alternative text of an image is the text of a link around it.
fn needs_text(link: &Link, sop: &Sop) -> bool {
    let holds = |inner: &crate::parse::Image| {
        link.span.start <= inner.span.start && inner.span.end <= link.span.end
    };
    link.form == LinkForm::Markdown && !sop.images.iter().any(holds)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_without_text_or_target_is_found() {
        library(
            r#"
-- x.png (10 bytes) --
-- a.md --
---
title: A
---
[form]() [](b.md) [![form](x.png)](b.md)
-- b.md --
---
title: B
---
"#,
        )
        .finds(
            Code::LinkEmpty,
            expect![[r#"
                a.md:4:1 [form]()
                    the link `form` has no target
                    = say where it leads, or write the words alone
                a.md:4:10 [](b.md)
                    the link to `b.md` has no text
                    = name what it leads to
            "#]],
        );
    }
}
