//! Two tags differ only in case, hyphens or number.

use std::collections::BTreeMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

/// The most common spelling is taken as the right one; of equals, the first in the alphabet.
pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let documents = &facts.library.documents;
    for tag in documents.iter().flat_map(|document| &document.meta.tags) {
        let uses = spellings.entry(folded(&tag.value)).or_default();
        *uses.entry(&tag.value).or_default() += 1;
    }
    for (path, meta) in facts.metas() {
        for tag in &meta.tags {
            let Some(uses) = spellings.get(&folded(&tag.value)) else {
                continue;
            };
            let usual = uses
                .iter()
                .max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name)));
            let Some((usual, _)) = usual.filter(|(usual, _)| **usual != tag.value) else {
                continue;
            };
            let message = format!("the tag `{}` is written `{usual}` elsewhere", tag.value);
            let finding = Diagnostic::new(Code::TagSpelling, path, tag.span, message);
            found.push(finding.help(format!("write `{usual}`")));
        }
    }
}

fn folded(tag: &str) -> String {
    let letters = tag.chars().filter(|c| c.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    letters
        .strip_suffix('s')
        .map(str::to_owned)
        .unwrap_or(letters)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_tag_in_two_spellings_is_found() {
        library(
            r#"
-- a.md --
---
title: A
tags: [on-boarding, sales]
---
-- b.md --
---
title: B
tags: [onboarding]
---
-- c.md --
---
title: C
tags: [onboarding, sale]
---
"#,
        )
        .finds(
            Code::TagSpelling,
            expect![[r#"
                a.md:3:8 on-boarding
                    the tag `on-boarding` is written `onboarding` elsewhere
                    = write `onboarding`
                a.md:3:21 sales
                    the tag `sales` is written `sale` elsewhere
                    = write `sale`
            "#]],
        );
    }
}
