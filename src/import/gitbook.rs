//! GitBook.

use super::tree::{text, yaml};
use super::{Files, Settings, Tool, summary};

pub const GITBOOK: Tool = Tool {
    name: "GitBook",
    dialect: "gitbook",
    marks: &[".gitbook.yaml", ".gitbook", "SUMMARY.md"],
    also: &["book.json"],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let config = files.text(".gitbook.yaml").map(yaml).unwrap_or_default();
    let book = files.text("book.json").unwrap_or_default();
    let book: serde_json::Value = serde_json::from_str(book).unwrap_or_default();
    let is_marked = files.texts.keys().any(|name| name.starts_with(".gitbook"));
    let lists_pages = || {
        let summary = files.text("SUMMARY.md");
        summary.is_some_and(|summary| !summary::pages(summary).is_empty())
    };
    if !is_marked && !lists_pages() {
        return None;
    }
    let root = text(&config, "/root").unwrap_or_default();
    let root = root.trim_start_matches("./").trim_matches('/').to_owned();
    let contents = text(&config, "/structure/summary").unwrap_or_else(|| "SUMMARY.md".to_owned());
    Some(Settings {
        title: text(&book, "/title"),
        tagline: text(&book, "/description"),
        language: text(&book, "/language"),
        source: Some(root).filter(|root| !root.is_empty() && root != "."),
        exclude: vec![contents.trim_start_matches("./").to_owned()],
        fields: ["cover", "coverY", "layout", "icon", "hidden"]
            .map(str::to_owned)
            .to_vec(),
        ..Settings::default()
    })
}
