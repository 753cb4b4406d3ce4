//! Two sources ask for one address.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for clash in &facts.library.clashes {
        if clash.wanted != clash.held {
            continue;
        }
        let (wanted, given) = (&clash.wanted, &clash.given);
        let message = match &clash.holder {
            Some(holder) => format!("the address `{wanted}` is already that of `{holder}`"),
            None => format!("the address `{wanted}` is that of a page that sopress makes"),
        };
        let help = format!("rename the file; until then its page is `{given}`");
        let finding = Diagnostic::new(Code::AddressClash, &clash.path, Span::START, message);
        found.push(finding.help(help));
    }
}
