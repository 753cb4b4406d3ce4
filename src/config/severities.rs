//! The one place where settings change the severity of a finding.

use crate::config::Settings;
use crate::diagnostic::Diagnostic;

/// The findings as `[severity]` wants them: raised, lowered or switched off.
///
/// A rule that lowered its own severity (an unknown key in an uncontrolled page) is overruled too.
pub fn severities(found: Vec<Diagnostic>, settings: &Settings) -> Vec<Diagnostic> {
    let adjust = |finding: Diagnostic| match settings.severity.get(&finding.code) {
        None => Some(finding),
        Some(None) => None,
        Some(Some(severity)) => Some(finding.at(*severity)),
    };
    found.into_iter().filter_map(adjust).collect()
}
