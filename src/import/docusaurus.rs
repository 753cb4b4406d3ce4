//! Docusaurus.

use super::{Files, Settings, Tool, script};

pub const DOCUSAURUS: Tool = Tool {
    name: "Docusaurus",
    dialect: "docusaurus",
    marks: &[
        "docusaurus.config.js",
        "docusaurus.config.ts",
        "docusaurus.config.mjs",
    ],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let config = files.first(DOCUSAURUS.marks)?;
    let mut settings = Settings {
        title: script::text(config, "title"),
        tagline: script::text(config, "tagline"),
        language: script::text(config, "defaultLocale"),
        address: script::text(config, "url"),
        source: files.has_documents_in("docs").then(|| "docs".to_owned()),
        include: ["**/*.md", "**/*.markdown", "**/*.mdx"]
            .map(str::to_owned)
            .to_vec(),
        // Its docs plugin takes no file whose name, or whose folder's name, begins so.
        exclude: vec!["**/_*/**".to_owned()],
        fields: [
            "sidebar_position",
            "sidebar_label",
            "sidebar_class_name",
            "slug",
            "pagination_label",
            "pagination_next",
            "pagination_prev",
            "hide_title",
            "hide_table_of_contents",
            "toc_min_heading_level",
            "toc_max_heading_level",
            "custom_edit_url",
            "displayed_sidebar",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Settings::default()
    };
    if let Some(address) = script::text(config, "editUrl") {
        settings.read_edit_address(&address);
    }
    Some(settings)
}
