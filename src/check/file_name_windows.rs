//! A file name that Windows cannot hold.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let documents = facts.library.documents.iter();
    let documents = documents.map(|document| &document.sop.path);
    for path in documents.chain(facts.library.assets.keys()) {
        let Some((name, why)) = path.parts().find_map(|part| Some((part, fault(part)?))) else {
            continue;
        };
        let message = format!("Windows cannot store the name `{name}`: {why}");
        let finding = Diagnostic::new(Code::FileNameWindows, path, Span::START, message);
        found.push(finding.help("rename it; until then the library cannot be copied to Windows"));
    }
}

/// What Windows forbids in the name of a file or folder, from Microsoft's “Naming Files, Paths, and
/// Namespaces”.
fn fault(name: &str) -> Option<String> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let forbidden = |c: &char| c.is_control() || "<>:\"|?*\\".contains(*c);
    if let Some(character) = name.chars().find(forbidden) {
        return Some(format!("it contains `{}`", character.escape_debug()));
    }
    let first = name.split('.').next().unwrap_or(name).to_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| {
        let number = first.strip_prefix(port);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    });
    if is_port || DEVICES.contains(&first.as_str()) {
        return Some(format!("`{first}` is a device"));
    }
    let stem = FilePath::new(name).map_or(name.to_owned(), |path| path.stem().to_owned());
    let ends_badly = |text: &str| text.ends_with([' ', '.']);
    (ends_badly(name) || stem.ends_with(' '))
        .then(|| "it ends in a space or a full stop".to_owned())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_name_that_windows_cannot_hold_is_found() {
        library(
            r#"
-- b>c.md --
# A
-- Com7.md --
# B
-- contact.md --
# C
-- Mr. Brown.md --
# D
-- end .md --
# E
-- lpt1/page.md --
# F
"#,
        )
        .finds(
            Code::FileNameWindows,
            expect![[r#"
            Com7.md:1:1 
                Windows cannot store the name `Com7.md`: `com7` is a device
                = rename it; until then the library cannot be copied to Windows
            b>c.md:1:1 
                Windows cannot store the name `b>c.md`: it contains `>`
                = rename it; until then the library cannot be copied to Windows
            end .md:1:1 
                Windows cannot store the name `end .md`: it ends in a space or a full stop
                = rename it; until then the library cannot be copied to Windows
            lpt1/page.md:1:1 
                Windows cannot store the name `lpt1`: `lpt1` is a device
                = rename it; until then the library cannot be copied to Windows
        "#]],
        );
    }
}
