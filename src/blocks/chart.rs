//! A diagram block: Mermaid text, or the steps of the document itself.

use crate::blocks::{Attributes, Fault, Fence, Origin};
use crate::diagnostic::Code;
use crate::diagram::{self, Diagram, FaultKind, LintKind};
use crate::text::Span;

/// A `flow` or `mermaid` block.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBlock {
    /// What to draw.
    pub source: ChartSource,
    /// Names the picture.
    pub caption: Option<String>,
    /// The position of the fence's info string.
    pub span: Span,
}

/// What a chart is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartSource {
    /// Mermaid text, parsed.
    Text {
        /// Its positions are in the fence's body.
        diagram: Diagram,
        /// Where the body's lines are in the file.
        origin: Origin,
    },
    /// The steps of the document itself.
    Procedure,
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<ChartBlock> {
    let attributes = Attributes::parse(fence, &["from", "caption"], faults);
    let span = Span::new(fence.info_offset, fence.info_offset + fence.info.len());
    let caption = attributes.text("caption");
    let source = match attributes.get("from") {
        Some(from) if from.value == "procedure" => ChartSource::Procedure,
        Some(from) => {
            let message = format!("`from` is `{}`", from.value);
            faults.push(
                Fault::new(Code::BlockAttributeValue, from.span, message)
                    .help("write `from=\"procedure\"`, or the chart in the block"),
            );
            return None;
        }
        None if fence.body.trim().is_empty() => {
            let help = "write a Mermaid flowchart, or `from=\"procedure\"` to draw the steps of this document";
            faults.push(Fault::new(Code::BlockEmpty, span, "a chart has no text").help(help));
            return None;
        }
        None => ChartSource::Text {
            diagram: diagram(fence, faults)?,
            origin: fence.origin.clone(),
        },
    };
    Some(ChartBlock {
        source,
        caption,
        span,
    })
}

/// The kind of a Mermaid diagram that is not drawn.
pub(super) fn other_kind(fence: &Fence<'_>) -> Option<String> {
    let kind = is_word(fence.word).then(|| diagram::undrawn_kind(fence.body));
    kind.flatten().map(str::to_owned)
}

/// Whether a fence of this word holds a chart.
pub(crate) fn is_word(word: &str) -> bool {
    matches!(word, "flow" | "mermaid")
}

fn diagram(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<Diagram> {
    let place = |span: std::ops::Range<usize>| fence.origin.to_file(Span::from(span));
    let parsed = match diagram::parse(fence.body) {
        Ok(parsed) => parsed,
        Err(kind) => {
            let at = fence.body.find(kind).unwrap_or(0);
            let message = format!("a `{kind}` diagram is not drawn; its source is shown");
            let help = "draw it as a flowchart, or add an image of it";
            faults.push(Fault::new(Code::FlowKind, place(at..at + kind.len()), message).help(help));
            return None;
        }
    };
    for fault in parsed.faults {
        let code = match fault.kind {
            FaultKind::Syntax | FaultKind::TooLarge => Code::FlowSyntax,
            FaultKind::UnsafeLink | FaultKind::Callback => Code::FlowLink,
            FaultKind::RawStyle => Code::FlowStyle,
        };
        let mut told = Fault::new(code, place(fault.span), fault.message);
        told.help = fault.help;
        faults.push(told);
    }
    let diagram = parsed.diagram?;
    for lint in diagram.lint() {
        let span = lint.span.map_or_else(|| place(0..0), place);
        let node = &lint.node;
        let (code, message, help) = match lint.kind {
            LintKind::DeadEnd => (
                Code::FlowDeadEnd,
                format!("`{node}` leads nowhere and is not shaped like an end"),
                "write an end as `id([text])`, or add an arrow to the next step",
            ),
            LintKind::Unreachable => (
                Code::FlowUnreachable,
                format!("nothing leads to `{node}`"),
                "add an arrow that leads there, or remove it",
            ),
            LintKind::LoneExit => (
                Code::FlowDecisionOneExit,
                format!("`{node}` is a decision with fewer than two exits"),
                "add the other exit, or write it as a box",
            ),
            LintKind::UnlabelledExit => (
                Code::FlowExitUnlabelled,
                format!("an exit of `{node}` does not say when to take it"),
                "label the arrow: `-->|Yes|`",
            ),
        };
        faults.push(Fault::new(code, span, message).help(help));
    }
    Some(diagram)
}
