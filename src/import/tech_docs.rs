//! The Tech Docs Template for Middleman.

use super::settings::web_address;
use super::tree::{text, yaml};
use super::{Files, Settings, Tool};

pub const TECH_DOCS: Tool = Tool {
    name: "Tech Docs Template",
    dialect: "",
    marks: &["config/tech-docs.yml"],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let tree = yaml(files.first(TECH_DOCS.marks)?);
    let repository = text(&tree, "/github_repo").map(|name| match name.contains("://") {
        true => name,
        false => format!("https://github.com/{name}"),
    });
    Some(Settings {
        title: text(&tree, "/full_service_name").or_else(|| text(&tree, "/service_name")),
        address: text(&tree, "/host"),
        repository: repository.and_then(|address| web_address(&address)),
        edit_branch: text(&tree, "/github_branch").filter(|branch| branch != "main"),
        source: files
            .has_documents_in("source")
            .then(|| "source".to_owned()),
        fields: [
            "weight",
            "hide_in_navigation",
            "parent",
            "source_url",
            "old_paths",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Settings::default()
    })
}
