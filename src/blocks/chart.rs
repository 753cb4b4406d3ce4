//! A flowchart block.

use crate::blocks::{Attributes, Fault, Fence, Origin};
use crate::diagnostic::Code;
use crate::text::Span;

/// A `flow` or `mermaid` block.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBlock {
    /// What to draw.
    pub source: ChartSource,
    /// Names the picture.
    pub caption: Option<String>,
    /// Where the block's words stand.
    pub span: Span,
}

/// What a chart is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartSource {
    /// Mermaid text.
    Text {
        /// As written.
        text: String,
        /// Where it stands in the file.
        origin: Origin,
    },
    /// The steps of the document itself.
    Procedure,
}

pub(super) fn read(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<ChartBlock> {
    let attributes = Attributes::read(fence, &["from", "caption"], faults);
    let span = Span::new(fence.info_offset, fence.info_offset + fence.info.len());
    let caption = attributes.text("caption");
    let source = match attributes.get("from") {
        Some(from) if from.value == "procedure" => ChartSource::Procedure,
        Some(from) => {
            let message = format!("a chart cannot be drawn from `{}`", from.value);
            faults.push(
                Fault::new(Code::BlockAttributeValue, from.span, message)
                    .help("write `from=\"procedure\"`, or the chart itself"),
            );
            return None;
        }
        None if fence.body.trim().is_empty() => {
            let help = "write a Mermaid flowchart, or `from=\"procedure\"` to draw the steps of this document";
            faults.push(Fault::new(Code::BlockEmpty, span, "a chart has no text").help(help));
            return None;
        }
        None => ChartSource::Text {
            text: fence.body.to_owned(),
            origin: fence.origin.clone(),
        },
    };
    Some(ChartBlock {
        source,
        caption,
        span,
    })
}
