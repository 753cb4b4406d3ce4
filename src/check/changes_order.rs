//! The revision history is not in the order of its dates.

use crate::check::Facts;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::At;

/// Either order is fine, newest or oldest first; the first two dates that differ decide which.
pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let changes = document.meta.changes.iter();
        let dates: Vec<&At<Date>> = changes.filter_map(|change| change.date.as_ref()).collect();
        let mut steps = dates
            .windows(2)
            .filter(|pair| pair[0].value != pair[1].value);
        let Some(first) = steps.next() else { continue };
        let is_ascending = first[0].value < first[1].value;
        if let Some(pair) = steps.find(|pair| (pair[0].value < pair[1].value) != is_ascending) {
            let (before, here) = (pair[0].value, pair[1].value);
            let message = format!("the change dated {here} is listed after the one dated {before}");
            let order = if is_ascending { "oldest" } else { "newest" };
            let help = format!("put the changes in order, {order} first like the others");
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ChangesOrder, path, pair[1].span, message);
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
    fn a_change_out_of_order_is_found() {
        library(
            r#"
-- a.md --
---
title: A
changes:
  - {version: 3, date: 2026-03-01}
  - {version: 2, date: 2026-02-01}
  - {version: 1, date: 2026-02-15}
---
"#,
        )
        .finds(
            Code::ChangesOrder,
            expect![[r#"
                a.md:6:24 2026-02-15
                    the change dated 2026-02-15 is listed after the one dated 2026-02-01
                    = put the changes in order, newest first like the others
            "#]],
        );
    }
}
