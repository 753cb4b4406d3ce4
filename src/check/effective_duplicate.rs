//! Two versions of one document are both in force.

use std::collections::HashMap;

use crate::check::{Facts, is_other_version, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut in_force: HashMap<String, &Document> = HashMap::new();
    for document in facts
        .library
        .documents
        .iter()
        .filter(|one| one.is_in_force())
    {
        let Some(id) = document.id() else { continue };
        let first = *in_force.entry(id.to_lowercase()).or_insert(document);
        if !is_other_version(first, document) {
            continue;
        }
        let message = format!("`{id}` is in force both here and in `{}`", first.sop.path);
        let span = span_of(&document.sop.meta.status);
        let path = &document.sop.path;
        let finding = Diagnostic::new(Code::EffectiveDuplicate, path, span, message);
        found.push(finding.help("set the status of the older one to `superseded`"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn two_versions_in_force_are_found() {
        library(
            r#"
-- new.md --
---
id: SOP-001
version: 2.0
status: effective
---
-- next.md --
---
id: SOP-001
version: 3.0
status: approved
---
-- old.md --
---
id: SOP-001
version: 1.0
status: effective
---
"#,
        )
        .finds(
            Code::EffectiveDuplicate,
            expect![[r#"
                old.md:4:9 effective
                    `SOP-001` is in force both here and in `new.md`
                    = set the status of the older one to `superseded`
            "#]],
        );
    }
}
