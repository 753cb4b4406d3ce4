//! The onboarding track of a role names a document that does not exist.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::nearest;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = &facts.sources.roles else {
        return;
    };
    let is_known = |id: &str| {
        facts.parsed.iter().any(|parsed| {
            parsed
                .sop
                .meta
                .id
                .as_ref()
                .is_some_and(|known| known.value.eq_ignore_ascii_case(id))
        })
    };
    for role in &facts.config.roles.roles {
        for step in role.track.iter().filter(|step| !is_known(&step.sop.value)) {
            let message = format!(
                "the track of `{}` names `{}`, which is not the id of a document",
                role.name, step.sop.value
            );
            let finding = Diagnostic::new(Code::TrackUnknown, &file.path, step.sop.span, message);
            found.push(finding.help(help(&step.sop.value, facts)));
        }
    }
}

fn help(written: &str, facts: &Facts<'_>) -> String {
    let ids = facts
        .parsed
        .iter()
        .filter_map(|parsed| parsed.sop.meta.id.as_ref());
    match nearest(written, ids.map(|id| id.value.as_str())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "give the id of a document".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_track_that_names_no_document_is_found() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "Clerk"
track = [{ day = 1, sop = "SOP-001" }, { day = 2, sop = "SOP-009" }]
-- a.md --
---
id: SOP-001
title: A
---
"#,
        )
        .finds(
            Code::TrackUnknown,
            expect![[r#"
                roles.toml:3:57 "SOP-009"
                    the track of `Clerk` names `SOP-009`, which is not the id of a document
                    = give the id of a document
            "#]],
        );
    }
}
