//! A link names a document or file that does not exist.

use crate::check::Facts;
use crate::check::nearest_document;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Document, Target};
use crate::parse::LinkForm;
use crate::source::FilePath;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Unknown) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let written = &link.target;
            let (message, help) = match folder(written, document, facts) {
                Some(folder) => (
                    format!("the folder `{written}` has no index"),
                    format!("write `{folder}/index.md`, or link to a document in it"),
                ),
                None => (
                    match written.contains(['/', '.']) {
                        true => format!("there is no file `{written}`"),
                        false => format!("no document is called `{written}`"),
                    },
                    nearest_document(written, document, facts),
                ),
            };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkUnknown, path, link.span, message);
            found.push(finding.help(help));
        }
    }
}

/// The folder that a link means, if documents lie in it.
fn folder(written: &str, from: &Document, facts: &Facts<'_>) -> Option<FilePath> {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let folder = from.sop.path.beside(path)?;
    let mut documents = facts.library.documents.iter();
    documents
        .any(|document| document.sop.path.below(&folder).is_some())
        .then_some(folder)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_link_to_a_missing_sop_is_found() {
        library(
            r#"
-- sops/cleaning.md --
---
title: Cleaning
---
First see [gowning](SOP-022), then [waste](../hr/waste.md). SOP-099 is only spoken of. [all](more/)
-- sops/more/x.md --
X
-- sops/gowning.md --
---
id: SOP-002
title: Gowning
---
-- sops/waste.md --
---
id: SOP-003
title: Waste
---
"#,
        )
        .finds(
            Code::LinkUnknown,
            expect![[r#"
                sops/cleaning.md:4:11 [gowning](SOP-022)
                    no document is called `SOP-022`
                    = did you mean `SOP-002` (Gowning)?
                sops/cleaning.md:4:36 [waste](../hr/waste.md)
                    there is no file `../hr/waste.md`
                    = did you mean `waste.md`?
                sops/cleaning.md:4:88 [all](more/)
                    the folder `more/` has no index
                    = write `sops/more/index.md`, or link to a document in it
            "#]],
        );
    }
}
