//! A review is dated in the future.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (path, meta) in facts.metas() {
        let reviews = meta
            .reviews
            .iter()
            .filter_map(|review| review.date.as_ref());
        for date in reviews.chain(&meta.last_reviewed) {
            if date.value > facts.today {
                let message = format!(
                    "a review is dated {}, after today ({})",
                    date.value, facts.today
                );
                let finding = Diagnostic::new(Code::ReviewDateFuture, path, date.span, message);
                found.push(finding.help("is the year right? it does not count until mended"));
            }
        }
    }
}
