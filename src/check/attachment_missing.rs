//! An attachment, form or record is not in the library.

use crate::check::{Facts, broken_references};
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let fields = ["attachments", "records"];
    let fault = "which is not in the library";
    found.extend(broken_references(
        Code::AttachmentMissing,
        &fields,
        fault,
        facts,
    ));
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
