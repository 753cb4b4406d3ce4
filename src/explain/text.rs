//! How a document is read, for its author.

use std::fmt::Write as _;

use super::json::{left_alone, to, words};
use crate::parse::Sop;
use crate::parse::steps::{Procedure, Step, WhyLeft, ways};
use crate::source::Source;
use crate::text::{LineIndex, Span};
use crate::wording::Count;

pub fn explain(source: &Source, sop: &Sop) -> String {
    let lines = LineIndex::new(&source.text);
    let line = |span: Span| lines.position(span.start).line;
    let mut out = format!("{}\n", source.path);
    for procedure in &sop.procedures {
        let heading = match procedure.heading.as_str() {
            "" => "Procedure without a heading",
            heading => heading,
        };
        let count = Count(procedure.steps.len(), "step");
        let _ = writeln!(out, "\n{heading} (line {}, {count})", line(procedure.span));
        for (at, step) in procedure.steps.iter().enumerate() {
            say(source, sop, procedure, at, step, &mut out);
        }
    }
    if sop.procedures.is_empty() {
        out.push_str("\nNo procedure found.\n");
    }
    let left = left_alone(sop);
    if !left.is_empty() {
        out.push_str("\nLeft as written:\n");
    }
    for one in left {
        let _ = writeln!(
            out,
            "  line {}: \"{}\": {}",
            line(one.span),
            shortened(&one.what),
            why(one.why)
        );
    }
    out
}

fn say(
    source: &Source,
    sop: &Sop,
    procedure: &Procedure,
    at: usize,
    step: &Step,
    out: &mut String,
) {
    let indent = if step.parent.is_some() { "     " } else { "  " };
    let _ = writeln!(out, "{indent}{}. {}", step.name, shortened(&step.text));
    if let Some(role) = step.actor(&sop.role_mentions) {
        let _ = writeln!(
            out,
            "{indent}   who: {} (\"{}\")",
            role.value,
            words(source, role.span)
        );
    }
    let ways = &ways(procedure)[at];
    for (exit, one) in step.exits.iter().enumerate() {
        let way = ways.iter().find(|way| way.exit == Some(exit));
        let answer = match one.label.value.as_str() {
            "" => "then".to_owned(),
            label => format!("\"{label}\""),
        };
        let to = match to(sop, procedure, one, way.map(|way| &way.next)).as_str() {
            "unclear" => "not said where this leads".to_owned(),
            "next" => "the next step".to_owned(),
            to => to.replacen("doc ", "", 1),
        };
        let _ = writeln!(
            out,
            "{indent}   {answer}: {to} (\"{}\")",
            shortened(&words(source, one.words))
        );
    }
    for detail in &step.details {
        let _ = writeln!(
            out,
            "{indent}   {}: {}",
            detail.kind.name(),
            shortened(&detail.text)
        );
    }
}

/// Why words were left as they are.
pub fn why(why: WhyLeft) -> &'static str {
    match why {
        WhyLeft::NoProcedure => {
            "its heading, or the line above it, says that it is not a procedure"
        }
        WhyLeft::NoActions => "most of its items are not things to do",
        WhyLeft::Label => "not a role that `roles.toml` or the document names",
        WhyLeft::Unclear => "not said where this leads",
        WhyLeft::Ambiguous => "several steps have that number",
        WhyLeft::Missing => "no step of this procedure has that number",
    }
}

/// In one line that fits a screen.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 90;
    let text = crate::text::folded(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
