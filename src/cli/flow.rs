//! `sopress flow`

use std::fs;
use std::io::{self, Read};

use anyhow::Context;
use clap::ValueEnum;

use super::build::exit_code;
use super::print;
use super::{CLEAN, FINDINGS};
use crate::blocks::{self, Block, ChartSource, Fence, Origin};
use crate::diagnostic::Diagnostic;
use crate::diagram::{OutlineWords, Picture, links};
use crate::source::{FilePath, Source, Sources};

/// Draw one flowchart from a file or from standard input
///
/// The picture goes to standard output, findings to standard error. If the text cannot be read,
/// nothing is drawn and the exit code is 1.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress flow chart.mmd > chart.svg
  echo 'flowchart LR; A --> B' | sopress flow --format text")]
pub struct Arguments {
    /// A file with a Mermaid flowchart; `-` reads standard input
    #[arg(default_value = "-")]
    file: String,
    /// The output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A picture
    #[default]
    Svg,
    /// Its nodes, edges and subgraphs
    Json,
    /// The flowchart in words
    Text,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let text = read_input(&arguments.file)?;
    let name = if arguments.file == "-" {
        "stdin"
    } else {
        &arguments.file
    };
    let (folder, name) = name.rsplit_once('/').map_or(("", name), |(folder, name)| {
        (&arguments.file[..=folder.len()], name)
    });
    let path = FilePath::new(name)
        .unwrap_or_else(|| FilePath::new("chart").expect("a plain name is a path"));
    let fence = Fence {
        word: "flow",
        info: "",
        info_offset: 0,
        body: &text,
        origin: Origin::contiguous(0),
    };
    let parsed = blocks::parse(&fence).context("`flow` is not a block")?;
    let found: Vec<Diagnostic> = parsed
        .faults
        .into_iter()
        .map(|fault| {
            let mut finding = Diagnostic::new(fault.code, &path, fault.span, fault.message);
            finding.help = fault.help;
            finding
        })
        .collect();
    let sources = Sources {
        documents: vec![
            Source {
                path: path.clone(),
                text: text.clone(),
            }
            .into(),
        ],
        ..Sources::default()
    };
    print::findings_in(folder, &found, &sources);
    let Some(Block::Chart(block)) = parsed.block else {
        return Ok(FINDINGS);
    };
    let ChartSource::Text { diagram, .. } = block.source else {
        return Ok(FINDINGS);
    };
    match arguments.format {
        Format::Svg => {
            let link = |target: &str| links::is_safe(target).then(|| target.to_owned());
            let is_link = |target: &str| {
                let mut items = diagram.items().into_iter();
                let is_link = items.any(|item| item.target == Some(target));
                is_link.then_some(target).and_then(link)
            };
            let picture = Picture {
                id: "chart",
                title: diagram.title().unwrap_or("Flowchart"),
                description: diagram.description(),
                lanes: false,
                is_alone: true,
                link: &is_link,
            };
            print::out(&format!("{}\n", diagram.draw(&picture)));
        }
        Format::Json => {
            let json = diagram.to_json().context("writing JSON")?;
            print::out(&format!("{json}\n"));
        }
        Format::Text => print::out(&diagram.outline_text(&OutlineWords::default())),
    }
    Ok(if found.is_empty() {
        CLEAN
    } else {
        exit_code(&found)
    })
}

fn read_input(file: &str) -> anyhow::Result<String> {
    if file != "-" {
        return fs::read_to_string(file).with_context(|| format!("reading `{file}`"));
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .context("reading standard input")?;
    Ok(text)
}
