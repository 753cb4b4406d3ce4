//! A vault of Obsidian.

use super::{Files, Settings, Tool};

pub const OBSIDIAN: Tool = Tool {
    name: "Obsidian",
    dialect: "obsidian",
    marks: &[".obsidian"],
    also: &[
        ".obsidian/templates.json",
        ".obsidian/plugins/templater-obsidian/data.json",
    ],
    read,
};

fn read(files: &Files<'_>) -> Option<Settings> {
    files.text(".obsidian")?;
    let folders = [
        (OBSIDIAN.also[0], "folder"),
        (OBSIDIAN.also[1], "templates_folder"),
    ];
    let mut exclude: Vec<String> = folders
        .into_iter()
        .filter_map(|(file, key)| {
            let json: serde_json::Value = serde_json::from_str(files.text(file)?).ok()?;
            let folder = json.get(key)?.as_str()?.trim_matches('/').to_owned();
            (!folder.is_empty()).then(|| format!("{folder}/**"))
        })
        .collect();
    exclude.dedup();
    Some(Settings {
        exclude,
        has_wiki_links: true,
        fields: ["cssclasses", "cssclass", "publish"]
            .map(str::to_owned)
            .to_vec(),
        ..Settings::default()
    })
}
