//! Whole documents in a string, and what must come of them.

mod any_text;
mod body;
mod fields;
mod safety;
mod templates;

use crate::config::Reading;
use crate::diagnostic::Diagnostic;
use crate::parse::html::escaped;
use crate::parse::{self, Parsed, Piece};
use crate::source::{FilePath, Source};
use crate::text::LineIndex;

fn source(text: &str) -> Source {
    Source {
        path: FilePath::new("sops/cleaning.md").unwrap(),
        text: text.to_owned(),
    }
}

fn read(text: &str) -> Parsed {
    parse::parse(&source(text), &Reading::default())
}

fn read_with(text: &str, change: impl FnOnce(&mut Reading)) -> Parsed {
    let mut reading = Reading::default();
    change(&mut reading);
    parse::parse(&source(text), &reading)
}

/// One line a finding: `line:column severity code: message; help`.
fn told(found: &[Diagnostic], text: &str) -> String {
    let lines = LineIndex::new(text);
    let mut out = String::new();
    for finding in found {
        let at = lines.position(finding.place.span.start);
        let help = finding.help.as_deref().unwrap_or("-");
        let (code, message) = (finding.code, &finding.message);
        let severity = format!("{:?}", finding.severity).to_lowercase();
        let (line, column) = (at.line, at.column);
        out.push_str(&format!(
            "{line}:{column} {severity} {code}: {message}; {help}\n"
        ));
    }
    out
}

fn findings(text: &str) -> String {
    told(&read(text).diagnostics, text)
}

/// The HTML, slots in double angle brackets.
fn html(parsed: &Parsed) -> String {
    let mut out = String::new();
    for piece in &parsed.sop.body.pieces {
        match piece {
            Piece::Html(html) => out.push_str(html),
            Piece::LinkOpen(at) => {
                let link = &parsed.sop.links[*at];
                out.push_str(&format!("«{:?} {}|", link.form, link.target));
            }
            Piece::LinkClose(_) => out.push('»'),
            Piece::Image(at) => {
                let image = &parsed.sop.images[*at];
                out.push_str(&format!("«image {}|{}»", image.target, image.alt));
            }
            Piece::Words { message, blanks } => {
                let blanks: Vec<&str> = blanks.iter().map(|(_, text)| text.as_str()).collect();
                out.push_str(&format!("«{message} {}»", escaped(&blanks.join(" "))));
            }
            other => out.push_str(&format!("«{other:?}»")),
        }
    }
    out
}
