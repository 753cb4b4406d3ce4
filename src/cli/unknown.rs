//! Commands that people expect under another name.

use clap::error::{ContextKind, ContextValue};

/// What is typed, and the command that does it.
const MEANT: &[(&[&str], &str, &str)] = &[
    (
        &[
            "open", "preview", "view", "start", "run", "watch", "dev", "server", "show",
        ],
        "to see the library in a browser while you write",
        "sopress serve --open",
    ),
    (
        &[
            "publish", "deploy", "generate", "render", "export", "compile", "make",
        ],
        "to write the site to a folder, which any web server can publish",
        "sopress build",
    ),
    (
        &["lint", "validate", "verify", "test"],
        "to see what is wrong with the library",
        "sopress check",
    ),
    (
        &["create", "add"],
        "to start a document",
        "sopress new \"Title of the document\"",
    ),
    (
        &["import", "migrate", "convert", "setup"],
        "to start a library, also where documents already are",
        "sopress init",
    ),
    (
        &["approve", "update", "release"],
        "to record a new version of a document, with who approved it",
        "sopress revise ID --kind minor --summary TEXT --approved-by NAME",
    ),
    (
        &["delete", "remove", "archive", "withdraw"],
        "to withdraw a document",
        "sopress retire ID --reason TEXT",
    ),
    (
        &["overdue", "reminders"],
        "to list the documents whose review is due",
        "sopress due",
    ),
];

/// The error to print instead of clap's, if a command was typed whose name is another one here.
pub fn meant(error: &clap::Error) -> Option<anyhow::Error> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let (_, purpose, command) = MEANT
        .iter()
        .find(|(names, ..)| names.contains(&typed.to_lowercase().as_str()))?;
    Some(anyhow::anyhow!(
        "there is no command `{typed}`; {purpose}: `{command}`"
    ))
}
