//! Faults in the data files that blocks read, reported at their place in the data file.

use crate::blocks;
use crate::check::Facts;
use crate::diagnostic::Diagnostic;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let sop = &document.sop;
        for block in sop.blocks.iter().filter_map(|placed| placed.block.as_ref()) {
            let Some(path) = blocks::data_file(block) else {
                continue;
            };
            let Some(source) = facts.data(&path.value, &sop.path) else {
                continue;
            };
            for fault in blocks::data_faults(block, &source.text) {
                let mut finding =
                    Diagnostic::new(fault.code, &source.path, fault.span, fault.message);
                finding.help = fault.help;
                // Several blocks may read one file.
                if !found.contains(&finding) {
                    found.push(finding);
                }
            }
        }
    }
}
