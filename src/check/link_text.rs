//! A link's text does not say where it leads.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::LinkForm;

const EMPTY_WORDS: &[&str] = &[
    "here",
    "click here",
    "click",
    "this",
    "this link",
    "this page",
    "link",
    "more",
    "read more",
    "see here",
    "url",
];

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for link in &document.sop.links {
            let text = link.text.trim().trim_end_matches(['.', '!', ':']);
            let is_empty = EMPTY_WORDS.contains(&text.to_lowercase().as_str());
            if link.form == LinkForm::Markdown && is_empty {
                let message = format!("the link text `{text}` does not say where it leads");
                let path = &document.sop.path;
                let finding = Diagnostic::new(Code::LinkText, path, link.span, message);
                found.push(finding.help("name what the link leads to"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_text_that_says_nothing_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
Click [here](b.md) for [the form](b.md).
-- b.md --
---
title: B
---
"#,
        )
        .finds(
            Code::LinkText,
            expect![[r#"
                a.md:4:7 [here](b.md)
                    the link text `here` does not say where it leads
                    = name what the link leads to
            "#]],
        );
    }
}
