//! Two addresses differ only in the case of their letters.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for clash in &facts.library.clashes {
        if clash.wanted == clash.held {
            continue;
        }
        let (wanted, held, given) = (&clash.wanted, &clash.held, &clash.given);
        let message = format!("the address `{wanted}` differs from `{held}` only in case");
        let help = format!("rename the file; until then its page is `{given}`");
        let finding = Diagnostic::new(Code::AddressCaseClash, &clash.path, Span::START, message);
        found.push(finding.help(help));
    }
}
