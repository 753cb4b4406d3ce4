//! Dot-folders that documents link into: some tools keep pictures and attachments in one.

use std::collections::BTreeSet;

/// Dot-folders of programs, which nobody links into.
const OF_PROGRAMS: [&str; 3] = [".git", ".svn", ".hg"];

/// The names of the dot-folders in the targets of links: `.files` of `![Plan](../.files/plan.png)`.
/// Also finds such paths in running text, which does no harm: only files that are linked are
/// published.
pub(super) fn dot_folders(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices('.') {
        let is_start = text[..at].ends_with(['/', '(', '<', '"', '\'', ' ']);
        if !is_start {
            continue;
        }
        let rest = &text[at + 1..];
        let is_in_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let length = rest.find(|c| !is_in_name(c)).unwrap_or(rest.len());
        let name = &text[at..=at + length];
        if length > 0 && rest[length..].starts_with('/') && !OF_PROGRAMS.contains(&name) {
            names.insert(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::dot_folders;

    #[test]
    fn only_the_folders_in_paths_are_found() {
        let text =
            "![a](.files/a.png) [b](../../.kit/x/b.pdf) .git/config ../c.md ./d e.g./f .hidden";
        let names: Vec<&str> = dot_folders(text).into_iter().collect();
        assert_eq!(names, [".files", ".kit"]);
    }
}
