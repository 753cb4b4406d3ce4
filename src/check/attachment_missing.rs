//! An attachment, form or record is not in the library.

use crate::check::{Facts, nearest_document};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Target;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for reference in &document.references {
            let is_ours = matches!(reference.field, "attachments" | "records");
            if !is_ours || !matches!(reference.target, Some(Target::Broken(_))) {
                continue;
            }
            let (field, written) = (reference.field, &reference.written);
            let message = format!(
                "`{field}` names `{}`, which is not in the library",
                written.value
            );
            let help = nearest_document(&written.value, document, facts);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::AttachmentMissing, path, written.span, message);
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
    fn an_attachment_that_is_not_there_is_found() {
        library(
            r#"
-- static/form.csv (20 bytes) --
-- a.md --
---
title: A
attachments: [static/form.csv, static/from.csv]
records: [Lead log in the CRM]
---
"#,
        )
        .finds(
            Code::AttachmentMissing,
            expect![[r#"
                a.md:3:32 static/from.csv
                    `attachments` names `static/from.csv`, which is not in the library
                    = did you mean `static/form.csv`?
            "#]],
        );
    }
}
