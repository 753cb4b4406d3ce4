//! How a document is read, for programs.

use serde_json::{Value, json};

use crate::parse::Sop;
use crate::parse::steps::{Exit, ExitTarget, LeftAlone, Next, Procedure, Step, ways};
use crate::source::Source;
use crate::text::{LineIndex, Span};

use super::text::why;

/// `{"procedures": [{"heading", "line", "steps": [{"number", "text", "role", "role_words", "exits":
/// [{"answer", "to", "words"}], "details"}]}], "left_alone": [{"line", "what", "why"}]}`
pub fn explain(source: &Source, sop: &Sop) -> Value {
    let lines = LineIndex::new(&source.text);
    let line = |span: Span| lines.position(span.start).line;
    let procedures = sop.procedures.iter().map(|procedure| {
        let steps = procedure.steps.iter().enumerate();
        let steps = steps.map(|(at, step)| of_step(source, sop, procedure, at, step));
        json!({
            "heading": procedure.heading,
            "line": line(procedure.span),
            "steps": steps.collect::<Vec<_>>(),
        })
    });
    let left = left_alone(sop)
        .into_iter()
        .map(|one| json!({ "line": line(one.span), "what": one.what, "why": why(one.why) }));
    json!({
        "procedures": procedures.collect::<Vec<_>>(),
        "left_alone": left.collect::<Vec<_>>(),
    })
}

/// What was left as it is, in the order of the text.
pub fn left_alone(sop: &Sop) -> Vec<&LeftAlone> {
    let within = sop.procedures.iter().flat_map(|procedure| &procedure.left);
    let mut left: Vec<&LeftAlone> = sop.left_alone.iter().chain(within).collect();
    left.sort_by_key(|one| one.span);
    left.dedup();
    left
}

fn of_step(source: &Source, sop: &Sop, procedure: &Procedure, at: usize, step: &Step) -> Value {
    let role = step.actor(&sop.role_mentions);
    let ways = &ways(procedure)[at];
    let exits = step.exits.iter().enumerate().map(|(exit, one)| {
        let way = ways.iter().find(|way| way.exit == Some(exit));
        json!({
            "answer": one.label.value,
            "to": to(sop, procedure, one, way.map(|way| &way.next)),
            "words": words(source, one.words),
        })
    });
    let details = step
        .details
        .iter()
        .map(|detail| json!({ "kind": detail.kind.name(), "text": detail.text }));
    json!({
        "number": step.name,
        "text": step.text,
        "role": role.map(|role| role.value.as_str()),
        "role_words": role.map(|role| words(source, role.span)),
        "exits": exits.collect::<Vec<_>>(),
        "details": details.collect::<Vec<_>>(),
    })
}

/// Words of the file in one line.
pub fn words(source: &Source, span: Span) -> String {
    let text = source.text.get(span.range()).unwrap_or_default();
    crate::text::folded(text)
}

/// Where an exit leads: `end`, `next`, `step 4`, `doc …`, `unclear`.
pub fn to(sop: &Sop, procedure: &Procedure, exit: &Exit, next: Option<&Next>) -> String {
    match &exit.target {
        ExitTarget::Continue => "next".to_owned(),
        ExitTarget::Stop => "end".to_owned(),
        ExitTarget::Step(step) => format!("step {}", procedure.steps[*step].name),
        ExitTarget::Link(link) => {
            let link = &sop.links[*link];
            match next.is_some() && !link.text.is_empty() {
                true => format!("doc {}", link.text),
                false => format!("doc {}", link.target),
            }
        }
        ExitTarget::Elsewhere(heading) => format!("doc {heading}"),
        ExitTarget::Number(_) | ExitTarget::Anchor(_) | ExitTarget::Unclear => "unclear".to_owned(),
    }
}
