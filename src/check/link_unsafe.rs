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
            let scheme = match link.target.split_once(':') {
                _ if link.target.starts_with('\\') => "unc",
                Some((scheme, _)) => scheme,
                None => "",
            };
            let runs_code = ["javascript", "vbscript", "data"];
            let runs_code = runs_code.iter().any(|one| scheme.eq_ignore_ascii_case(one));
            let help = match runs_code {
                true => "use `https:`, `mailto:` or a path in the library".to_owned(),
                false => {
                    format!("use `https:`, or add `{scheme}` to `links.allow` in the settings")
                }
            };
            let message = match scheme {
                "unc" => format!(
                    "`{}` is a path on a server, which is not linked",
                    link.target
                ),
                _ => format!(
                    "`{}` uses a scheme that can run code or read files",
                    link.target
                ),
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkUnsafe, path, link.span, message);
            found.push(finding.help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_scheme_that_runs_code_is_found() {
        library(
            r#"
-- a.md --
---
title: A
---
[x](javascript:alert) [y](mailto:a@example.org)
"#,
        )
        .finds(
            Code::LinkUnsafe,
            expect![[r#"
                a.md:4:1 [x](javascript:alert)
                    `javascript:alert` uses a scheme that can run code or read files
                    = use `https:`, `mailto:` or a path in the library
            "#]],
        );
    }
}
