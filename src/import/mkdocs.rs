//! MkDocs, with or without the Material theme.

use super::settings::web_address;
use super::tree::{text, texts, yaml};
use super::{Files, Settings, Tool, patterns};

pub const MKDOCS: Tool = Tool {
    name: "MkDocs",
    dialect: "mkdocs",
    marks: &["mkdocs.yml", "mkdocs.yaml"],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let tree = yaml(files.first(MKDOCS.marks)?);
    let repository = text(&tree, "/repo_url").and_then(|address| web_address(&address));
    let mut settings = Settings {
        title: text(&tree, "/site_name"),
        tagline: text(&tree, "/site_description"),
        language: text(&tree, "/theme/language"),
        address: text(&tree, "/site_url"),
        source: Some(text(&tree, "/docs_dir").unwrap_or_else(|| "docs".to_owned())),
        heading_ids: Some("mkdocs"),
        fields: ["hide", "icon", "template", "search", "social"]
            .map(str::to_owned)
            .to_vec(),
        ..Settings::default()
    };
    for key in ["/exclude_docs", "/draft_docs"] {
        let lines = texts(&tree, key);
        settings
            .exclude
            .extend(lines.iter().flat_map(|line| patterns::globs(line)));
    }
    if let (Some(repository), Some(edit)) = (&repository, text(&tree, "/edit_uri")) {
        settings.read_edit_address(&format!("{repository}/{}", edit.trim_start_matches('/')));
    }
    settings.repository = settings.repository.or(repository);
    Some(settings)
}
