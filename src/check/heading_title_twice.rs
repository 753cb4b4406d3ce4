//! A document has more than one level 1 heading.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Sop;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let sop = &document.sop;
        let titles = sop.headings.iter().filter(|heading| heading.level == 1);
        let others = titles.skip(usize::from(!is_title_a_heading(sop)));
        for heading in others {
            let message = format!("`{}` is a second level 1 heading", heading.text);
            let finding =
                Diagnostic::new(Code::HeadingTitleTwice, &sop.path, heading.span, message);
            found.push(finding.help("make it level 2, or a separate document"));
        }
    }
}

/// A heading that was taken as the title is not in the list of headings.
fn is_title_a_heading(sop: &Sop) -> bool {
    let title = sop.title.span;
    title.start >= sop.body_span.start && title.end > title.start
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_second_first_level_heading_is_found() {
        library(
            r#"
-- a.md --
# Cleaning

# Waste
"#,
        )
        .finds(
            Code::HeadingTitleTwice,
            expect![[r#"
                a.md:3:1 # Waste

                    `Waste` is a second level 1 heading
                    = make it level 2, or a separate document
            "#]],
        );
    }
}
