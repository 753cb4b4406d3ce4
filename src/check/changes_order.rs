//! The revision history is not in the order of its dates.

use crate::check::Facts;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::At;

/// Newest first or oldest first, but one of the two: the first two different dates decide.
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
            let message = format!("the change of {here} is listed after that of {before}");
            let order = if is_ascending { "oldest" } else { "newest" };
            let help = format!("put the changes in order, {order} first as the others");
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::ChangesOrder, path, pair[1].span, message);
            found.push(finding.help(help));
        }
    }
}
