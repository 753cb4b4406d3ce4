//! mdBook.

use super::settings::web_address;
use super::tree::{text, toml};
use super::{Files, Settings, Tool, summary};

pub const MDBOOK: Tool = Tool {
    name: "mdBook",
    dialect: "mdbook",
    marks: &["book.toml"],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let tree = toml(files.text("book.toml")?);
    let source = text(&tree, "/book/src").unwrap_or_else(|| "src".to_owned());
    let source = source
        .trim_start_matches("./")
        .trim_end_matches('/')
        .to_owned();
    let prefix = match source.as_str() {
        "" | "." => String::new(),
        folder => format!("{folder}/"),
    };
    let mut settings = Settings {
        title: text(&tree, "/book/title"),
        tagline: text(&tree, "/book/description"),
        language: text(&tree, "/book/language"),
        repository: text(&tree, "/output/html/git-repository-url")
            .and_then(|address| web_address(&address)),
        source: Some(source),
        exclude: vec!["SUMMARY.md".to_owned()],
        ..Settings::default()
    };
    // A file that the table of contents does not list is no page of the book: it is included in one.
    if let Some(listed) = files
        .text(&format!("{prefix}SUMMARY.md"))
        .map(summary::pages)
    {
        let inside = files
            .documents
            .iter()
            .filter_map(|path| path.strip_prefix(&prefix));
        let others =
            inside.filter(|path| *path != "SUMMARY.md" && !listed.iter().any(|page| page == path));
        settings.exclude.extend(others.map(str::to_owned));
    }
    if let Some(template) = text(&tree, "/output/html/edit-url-template") {
        let repository = settings.repository.take();
        settings.read_edit_address(&template);
        settings.repository = settings.repository.or(repository);
    }
    Some(settings)
}
