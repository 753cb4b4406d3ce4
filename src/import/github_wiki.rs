//! A wiki of GitHub or GitLab, as cloned.

use super::{Files, Settings, Tool};

pub const GITHUB_WIKI: Tool = Tool {
    name: "GitHub wiki",
    dialect: "github-wiki",
    marks: &["_Sidebar.md", "_Footer.md", "_sidebar.md"],
    also: &["Home.md", "home.md"],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    files.first(GITHUB_WIKI.also)?;
    Some(Settings {
        has_wiki_links: true,
        ..Settings::default()
    })
}
