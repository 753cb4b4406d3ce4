//! A text names a document that does not exist.

use std::collections::BTreeSet;

use crate::check::{Facts, Nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Target};
use crate::parse::LinkForm;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    // Words of another series (`ISO-13485`, `COVID-19`) only look like ids.
    let documents = &facts.library.documents;
    let nearest = Nearest::new(facts);
    let series: BTreeSet<&str> = documents
        .iter()
        .filter_map(|document| document.id())
        .map(letters)
        .collect();
    for document in documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let is_unknown = matches!(target, Target::Broken(Broken::Unknown));
            let is_mention =
                link.form == LinkForm::Mention && series.contains(letters(&link.target));
            if !is_unknown || !is_mention {
                continue;
            }
            let message = format!("no document has the id `{}`", link.target);
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::MentionUnknown, path, link.span, message);
            found.push(finding.help(nearest.document(&link.target, document)));
        }
    }
}

/// The letters that an id begins with: `SOP`.
fn letters(id: &str) -> &str {
    let end = id.find(|c: char| !c.is_alphabetic()).unwrap_or(id.len());
    &id[..end]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_text_that_names_a_missing_id_of_a_known_series_is_found() {
        library(
            r#"
-- sops/cleaning.md --
---
id: SOP-001
title: Cleaning
---
See SOP-002, SOP-020 and SOP-0002, after ISO-13485; `SOP-099` is code.
-- sops/gowning.md --
---
id: SOP-002
title: Gowning
---
"#,
        )
        .finds(
            Code::MentionUnknown,
            expect![[r#"
                sops/cleaning.md:5:14 SOP-020
                    no document has the id `SOP-020`
                    = create it, or fix the link
                sops/cleaning.md:5:26 SOP-0002
                    no document has the id `SOP-0002`
                    = did you mean `SOP-002` (Gowning)?
            "#]],
        );
    }
}
