//! Draws every chart of a folder into an HTML page each, to be looked at:
//! `cargo run --example flow_pictures -- charts/ pages/`.

use std::path::Path;

use sopress::diagram::{OutlineWords, Picture, parse};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: flow_pictures FROM TO");
    };
    std::fs::create_dir_all(&to)?;
    let link = |_: &str| None;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)?;
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Ok(parsed) = parse(&text) else {
            anyhow::bail!("`{name}` is not a flowchart");
        };
        let lanes = name.starts_with("c01") || name.starts_with("c02") || name.starts_with("c05");
        let mut body = String::new();
        for fault in &parsed.faults {
            let line = text[..fault.span.start].matches('\n').count() + 1;
            body += &format!(
                "<pre>line {line}: {}</pre>",
                fault.message.replace('<', "&lt;")
            );
        }
        if let Some(chart) = &parsed.diagram {
            for lanes in if lanes {
                vec![false, true]
            } else {
                vec![false]
            } {
                let id = if lanes { "lanes" } else { "chart" };
                body += &chart.draw(&Picture {
                    id,
                    title: &name,
                    description: None,
                    lanes,
                    is_alone: false,
                    link: &link,
                });
            }
            if std::env::var_os("OUTLINE").is_some() {
                body += &chart.outline_html("o", &OutlineWords::default(), &link);
            }
        }
        for theme in ["light", "dark"] {
            let page = format!(
                "<!doctype html><meta charset=utf-8><title>{name}</title><link rel=stylesheet href=flow.css><link rel=stylesheet href=page.css><body class={theme}><b>{name}</b>{body}"
            );
            std::fs::write(Path::new(&to).join(format!("{name}.{theme}.html")), page)?;
        }
    }
    Ok(())
}
