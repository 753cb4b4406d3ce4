//! A document's file name is too long for the file names of its pages.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::LONGEST_STEM;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let path = &document.sop.path;
        let length = path.stem().len();
        if length > LONGEST_STEM {
            let message = format!("the file name is too long for the site: {length} bytes");
            let help = format!(
                "rename it, with at most {LONGEST_STEM} bytes before the extension; until then its page is `{}`",
                document.route
            );
            let finding = Diagnostic::new(Code::FileNameLong, path, Span::START, message);
            found.push(finding.help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::library;
    use crate::diagnostic::Code;
    use expect_test::expect;

    #[test]
    fn a_file_name_too_long_for_its_pages_is_found() {
        let (long, short) = ("x".repeat(236), "y".repeat(235));
        library(&format!("-- {long}.md --\n# A\n-- {short}.md --\n# B\n"))
            .finds(Code::FileNameLong, expect![[r#"
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.md:1:1 
                    the file name is too long for the site: 236 bytes
                    = rename it, with at most 235 bytes before the extension; until then its page is `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.html`
            "#]]);
    }
}
