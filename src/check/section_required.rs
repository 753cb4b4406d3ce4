//! A section that the document's type requires is missing.

use crate::check::{Facts, called};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::vocabulary;
use crate::library::Document;
use crate::text::Span;
use crate::wording::list;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let and = &vocabulary(&facts.config.settings.reading.language)
        .role_names
        .and;
    for document in &facts.library.documents {
        let Some(of_type) = facts.config.settings.types.get(&document.kind) else {
            continue;
        };
        if document.is_withdrawn() {
            continue;
        }
        let present = present(document, and);
        let procedures = &facts.config.settings.reading.procedure_headings;
        let is_headed = document.sop.procedures.iter().any(|one| one.is_headed);
        let is_there = |names: &&Vec<String>| {
            let mut names = names.iter().map(|name| folded(name));
            // A run of headings that are steps is the procedure.
            names.any(|name| present.contains(&name) || is_headed && procedures.contains(&name))
        };
        let sections = of_type.sections.iter().filter(|names| !names.is_empty());
        for names in sections.filter(|names| !is_there(names)) {
            let name = &names[0];
            let message = format!("{} has no section `{name}`", called(document));
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::SectionRequired, path, Span::START, message);
            found.push(finding.help(help(names)));
        }
    }
}

/// Every heading, whole and split at `and`, a word of the language: `Purpose and scope` is both.
fn present(document: &Document, and: &str) -> Vec<String> {
    let mut present = Vec::new();
    let (and, english) = (format!(" {and} "), " and ");
    for heading in &document.sop.headings {
        let whole = folded(&heading.text);
        let parts = whole
            .split([',', '/', '&'])
            .flat_map(|part| part.split(and.as_str()))
            .flat_map(|part| part.split(english));
        present.extend(parts.map(|part| part.trim().to_owned()));
        present.push(whole);
    }
    present
}

/// Without numbering (`2.1 Scope:`), in lower case.
fn folded(heading: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '§' | '-');
    let text = heading.trim_start_matches(is_number);
    text.trim_end_matches([':', ' ']).to_lowercase()
}

fn help(names: &[String]) -> String {
    let others: Vec<String> = names[1..]
        .iter()
        .take(3)
        .map(|name| format!("`{name}`"))
        .collect();
    match others.is_empty() {
        true => format!("add `## {}`", names[0]),
        false => format!("add `## {}`; {} also counts", names[0], list(&others, "or")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_section_that_the_type_requires_is_found_missing() {
        library(
            r#"
-- a.md --
---
id: SOP-001
title: A
---
## 1. Purpose and Scope

## Roles:

-- b.md --
---
title: B
---
"#,
        )
        .finds(
            Code::SectionRequired,
            expect![[r#"
                a.md:1:1 
                    `SOP-001` has no section `Procedure`
                    = add `## Procedure`; `Procedures`, `Steps` or `Process` also counts
            "#]],
        );
    }
}
