//! The glossary defines a term twice.

use std::collections::HashMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = &facts.sources.glossary else {
        return;
    };
    let mut defined: HashMap<String, &str> = HashMap::new();
    for term in &facts.config.glossary.terms {
        let names = [Some(&term.name), term.abbreviation.as_ref()];
        for name in names.into_iter().flatten() {
            let first = *defined.entry(name.to_lowercase()).or_insert(&term.name);
            if std::ptr::eq(first, term.name.as_str()) {
                continue;
            }
            let message = format!("the term `{name}` is defined twice");
            let finding = Diagnostic::new(Code::GlossaryDuplicate, &file.path, term.span, message);
            found.push(finding.help("keep one definition, or rename one of the terms"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_term_defined_twice_is_found() {
        library(
            r#"
-- glossary.toml --
[[term]]
name = "Corrective action"
abbreviation = "CA"
definition = "x"
[[term]]
name = "CA"
definition = "y"
"#,
        )
        .finds(
            Code::GlossaryDuplicate,
            expect![[r#"
                glossary.toml:6:8 "CA"
                    the term `CA` is defined twice
                    = keep one definition, or rename one of the terms
            "#]],
        );
    }
}
