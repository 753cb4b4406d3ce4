//! Two file names that look the same and differ only in how their letters are encoded.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let documents = facts.library.documents.iter();
    let documents = documents.map(|document| &document.sop.path);
    let mut first: BTreeMap<String, &FilePath> = BTreeMap::new();
    let paths = documents.chain(facts.library.assets.keys());
    for path in paths.filter(|path| !path.as_str().is_ascii()) {
        let composed: String = path.as_str().nfc().collect();
        let other = first.entry(composed).or_insert(path);
        if *other != path {
            let message = "another file has the same name, with its letters encoded differently";
            let finding = Diagnostic::new(Code::FileNameTwin, path, Span::START, message);
            found.push(finding.help("rename one of them; macOS takes them for one file"));
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn two_names_that_are_equal_after_normalisation_are_found() {
        let text = "-- caf\u{e9}.md --\n# A\n-- cafe\u{301}.md --\n# B\n-- cafe.md --\n# C\n";
        library(text).finds(
            Code::FileNameTwin,
            expect![[r#"
            café.md:1:1 
                another file has the same name, with its letters encoded differently
                = rename one of them; macOS takes them for one file
        "#]],
        );
    }
}
