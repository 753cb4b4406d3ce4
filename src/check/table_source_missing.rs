//! A block takes its rows from a file that is not in the library.

use crate::blocks;
use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FilePath;
use crate::suggest::nearest;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in &facts.library.documents {
        let sop = &document.sop;
        for block in sop.blocks.iter().filter_map(|placed| placed.block.as_ref()) {
            let Some(path) = blocks::data_file(block) else {
                continue;
            };
            if facts.data(&path.value, &sop.path).is_some() {
                continue;
            }
            let message = format!("there is no data file `{}`", path.value);
            let known = facts.sources.data.keys().map(FilePath::as_str);
            let help = match nearest(&path.value, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "give its path from the library's root: `src=\"data/….csv\"`".to_owned(),
            };
            found.push(
                Diagnostic::new(Code::TableSourceMissing, &sop.path, path.span, message).help(help),
            );
        }
    }
}
