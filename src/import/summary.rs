//! `SUMMARY.md`, the table of contents of mdBook and GitBook.

use regex::Regex;

/// The Markdown files that it links to, relative to its folder.
pub fn pages(summary: &str) -> Vec<String> {
    let link = Regex::new(r"\]\(\s*<?([^)>#]+?\.(?:md|markdown))(?:#[^)>\s]*)?>?(?:\s[^)]*)?\)")
        .expect("a valid pattern");
    let links = link.captures_iter(summary);
    links
        .filter_map(|link| {
            let path = link.get(1)?.as_str().trim();
            let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
            let path = path.trim_start_matches("./").trim_start_matches('/');
            Some(path.to_owned())
        })
        .collect()
}
