//! A link names a document or file that does not exist.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::check::{Facts, Nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Broken, Document, Target};
use crate::parse::LinkForm;
use crate::source::FilePath;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let nearest = Nearest::new(facts);
    let folders = OnceCell::new();
    for document in &facts.library.documents {
        for (link, target) in document.sop.links.iter().zip(&document.links) {
            let Target::Broken(Broken::Unknown) = target else {
                continue;
            };
            if link.form == LinkForm::Mention {
                continue;
            }
            let written = &link.target;
            let (message, help) =
                match folder(written, document, folders.get_or_init(|| folders_of(facts))) {
                    Some(folder) => (
                        format!("the folder `{written}` has no index"),
                        format!("write `{folder}/index.md`, or link to a document in it"),
                    ),
                    None => (
                        match written.contains(['/', '.']) {
                            true => format!("there is no file `{written}`"),
                            false => format!("no document is called `{written}`"),
                        },
                        nearest.document(written, document),
                    ),
                };
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::LinkUnknown, path, link.span, message);
            found.push(finding.help(help));
        }
    }
}

/// The folder that a link means, if documents are in it.
fn folder(written: &str, from: &Document, folders: &HashSet<FilePath>) -> Option<FilePath> {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let folder = from.sop.path.beside(path)?;
    folders.contains(&folder).then_some(folder)
}

/// Every folder with documents in it or below it.
fn folders_of(facts: &Facts<'_>) -> HashSet<FilePath> {
    let mut folders = HashSet::new();
    for document in &facts.library.documents {
        let mut folder = document.sop.path.folder();
        while let Some(inner) = folder {
            folder = inner.folder();
            if !folders.insert(inner) {
                break;
            }
        }
    }
    folders
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
First see [gowning](SOP-02), then [waste](../hr/waste.md). SOP-099 is only spoken of. [all](more/)
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
                sops/cleaning.md:4:11 [gowning](SOP-02)
                    no document is called `SOP-02`
                    = did you mean `SOP-002` (Gowning)?
                sops/cleaning.md:4:35 [waste](../hr/waste.md)
                    there is no file `../hr/waste.md`
                    = did you mean `waste.md`?
                sops/cleaning.md:4:87 [all](more/)
                    the folder `more/` has no index
                    = write `sops/more/index.md`, or link to a document in it
            "#]],
        );
    }

    #[test]
    fn a_guess_is_made_only_where_the_name_is_nearly_the_same() {
        library(
            r#"
-- a.md --
---
title: A
---
[a](SOP-003) [b](forms/intake-froms.md) [c](backup-004.md) [d](sop-restore-001.md)
[e](hr/index.md) [g](image-5b4a63593e15.md) [f](weekly-checklist.md)
-- index.md --
Start
-- sops/gowning.md --
---
id: SOP-002
title: Gowning
---
-- sops/backup-007.md --
Backup
-- sops/intake-forms.md --
Forms
-- sops/sop-009-restore.md --
Restore
-- sops/image-77fe01c2ab90.md --
Valve
-- sops/closing-checklist.md --
Closing
"#,
        )
        .finds(
            Code::LinkUnknown,
            expect![[r#"
                a.md:4:1 [a](SOP-003)
                    no document is called `SOP-003`
                    = create it, or fix the link
                a.md:4:14 [b](forms/intake-froms.md)
                    there is no file `forms/intake-froms.md`
                    = did you mean `sops/intake-forms.md`?
                a.md:4:41 [c](backup-004.md)
                    there is no file `backup-004.md`
                    = create it, or fix the link
                a.md:4:60 [d](sop-restore-001.md)
                    there is no file `sop-restore-001.md`
                    = did you mean `sops/sop-009-restore.md`?
                a.md:5:1 [e](hr/index.md)
                    there is no file `hr/index.md`
                    = create it, or fix the link
                a.md:5:18 [g](image-5b4a63593e15.md)
                    there is no file `image-5b4a63593e15.md`
                    = create it, or fix the link
                a.md:5:45 [f](weekly-checklist.md)
                    there is no file `weekly-checklist.md`
                    = create it, or fix the link
            "#]],
        );
    }
}
