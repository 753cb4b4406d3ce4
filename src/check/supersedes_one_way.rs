//! One document names another as successor or predecessor, but the other does not name it back.

use std::collections::HashMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::text::At;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let with_id = facts
        .library
        .iter()
        .filter_map(|one| Some((one.id()?, one)));
    let by_id: HashMap<&str, &Document> = with_id.collect();
    for document in facts.library.iter() {
        let Some(own) = document.id() else { continue };
        let meta = &document.meta;
        let both = [
            ("supersedes", &meta.supersedes, "superseded_by"),
            ("superseded_by", &meta.superseded_by, "supersedes"),
        ];
        for (field, ids, back) in both {
            for id in ids {
                let Some(other) = by_id.get(id.value.as_str()) else {
                    continue;
                };
                let answers = match back {
                    "supersedes" => &other.meta.supersedes,
                    _ => &other.meta.superseded_by,
                };
                if answers.iter().any(|answer| answer.value == own) {
                    continue;
                }
                found.push(finding(document, other, id, (field, back, own)));
            }
        }
    }
}

fn finding(
    document: &Document,
    other: &Document,
    id: &At<String>,
    (field, back, own): (&str, &str, &str),
) -> Diagnostic {
    let written = &id.value;
    let message = format!("`{field}` names `{written}`, which has no `{back}: {own}`");
    let help = format!("add `{back}: {own}` to `{}`", other.sop.path);
    Diagnostic::new(Code::SupersedesOneWay, &document.sop.path, id.span, message).help(help)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_successor_that_does_not_say_so_is_found() {
        library(
            r#"
-- a.md --
---
id: SOP-001
supersedes: [SOP-002, SOP-003]
---
-- b.md --
---
id: SOP-002
superseded_by: [SOP-001]
---
-- c.md --
---
id: SOP-003
---
"#,
        )
        .finds(
            Code::SupersedesOneWay,
            expect![[r#"
                a.md:3:23 SOP-003
                    `supersedes` names `SOP-003`, which has no `superseded_by: SOP-001`
                    = add `superseded_by: SOP-001` to `c.md`
            "#]],
        );
    }
}
