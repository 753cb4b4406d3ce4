//! VitePress.

use super::{Files, Settings, Tool, script};

pub const VITEPRESS: Tool = Tool {
    name: "VitePress",
    dialect: "vitepress",
    marks: &[
        ".vitepress/config.mts",
        ".vitepress/config.ts",
        ".vitepress/config.mjs",
        ".vitepress/config.js",
        "docs/.vitepress/config.mts",
        "docs/.vitepress/config.ts",
        "docs/.vitepress/config.mjs",
        "docs/.vitepress/config.js",
    ],
    also: &[],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    let mark = VITEPRESS
        .marks
        .iter()
        .find(|mark| files.texts.contains_key(**mark))?;
    let config = files.text(mark)?;
    let folder = mark
        .split_once(".vitepress/")
        .map_or("", |(folder, _)| folder);
    let inner = script::text(config, "srcDir").unwrap_or_default();
    let source = format!(
        "{folder}{}",
        inner.trim_start_matches("./").trim_matches('/')
    );
    let source = source.trim_end_matches(['/', '.']).to_owned();
    let mut settings = Settings {
        title: script::text(config, "title"),
        tagline: script::text(config, "description"),
        language: script::text(config, "lang"),
        source: Some(source).filter(|source| !source.is_empty()),
        exclude: script::texts(config, "srcExclude"),
        fields: [
            "layout",
            "hero",
            "features",
            "outline",
            "sidebar",
            "aside",
            "head",
            "prev",
            "next",
            "editLink",
            "navbar",
            "pageClass",
            "titleTemplate",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Settings::default()
    };
    if let Some(address) = script::text(config, "pattern") {
        settings.read_edit_address(&address);
    }
    Some(settings)
}
