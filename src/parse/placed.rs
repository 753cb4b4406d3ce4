//! Fenced blocks in their place: read, their faults told at places in the file.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::Event;

use crate::blocks::{self, Block, ChartBlock, ChartSource, Fence, Origin, ParsedBlock};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::inline::target;
use crate::parse::writer::Writer;
use crate::parse::{Link, LinkForm, Piece, PlacedBlock, links};
use crate::text::Span;

impl Writer<'_> {
    /// Reads a fence whose word is one of [`blocks::words`] and leaves a slot for it.
    pub fn place_block(&mut self, range: Range<usize>, word: &str, body: String) {
        let start = self.tokens[range.start].span;
        let opener = self.setting.file[start.start..]
            .lines()
            .next()
            .unwrap_or("");
        let info_at = opener.find(word).map_or(opener.len(), |at| at + word.len());
        let info = opener[info_at..].trim_end_matches('}');
        let fence = Fence {
            word,
            info,
            info_offset: start.start + info_at,
            body: &body,
            origin: self.origin(range.clone()),
        };
        let Some(ParsedBlock {
            block,
            faults,
            other_diagram,
        }) = blocks::parse(&fence)
        else {
            return;
        };
        for fault in faults {
            let is_told = fault.code == Code::FlowKind
                && self
                    .found
                    .iter()
                    .any(|told| told.code == fault.code && told.message == fault.message);
            if !is_told {
                let mut finding =
                    Diagnostic::new(fault.code, self.setting.path, fault.span, fault.message);
                finding.help = fault.help;
                self.found.push(finding);
            }
        }
        let mut placed = PlacedBlock {
            word: word.to_owned(),
            source: String::new(),
            block,
            other_diagram,
            name: self.name_of_region(),
            answers: Vec::new(),
            chart_links: BTreeMap::new(),
            span: start,
        };
        let around = self.prose.anchor();
        // Rows from a file are said where the file is known, with their caption.
        let block = placed.block.as_ref();
        let block = block.filter(|block| blocks::data_file(block).is_none());
        let caption = block.and_then(blocks::caption);
        if let Some(caption) = caption {
            self.open_section(around.clone());
            self.prose.push_str(caption);
            self.name_section();
        }
        let has_caption = caption.is_some();
        match placed.block.clone() {
            Some(Block::Faq(faq)) if !self.is_answer => {
                placed.answers = self.answers(&faq.questions)
            }
            Some(Block::Faq(_)) => placed.block = None,
            Some(Block::Chart(chart)) => {
                placed.chart_links = self.chart_links(&chart);
                self.say_chart(&chart);
            }
            None if blocks::is_chart(word) => {}
            block => {
                self.prose
                    .push_str(&blocks::search_text(block.as_ref(), &body));
                self.prose.push(' ');
            }
        }
        if has_caption {
            self.open_section(around);
        }
        placed.source = match body.trim() {
            "" => opener.to_owned(),
            _ => body,
        };
        self.out.slot(Piece::Block(self.content.blocks.len()));
        self.content.blocks.push(placed);
    }

    /// Where the lines of a fence's body stand in the file.
    fn origin(&self, range: Range<usize>) -> Origin {
        let mut stretches = Vec::new();
        let mut length = 0;
        for token in &self.tokens[range.clone()] {
            if let Event::Text(text) = &token.event {
                stretches.push((length, token.span.start));
                length += text.len();
            }
        }
        if stretches.is_empty() {
            stretches.push((0, self.tokens[range.start].span.start));
        }
        Origin { stretches }
    }

    /// What the nodes of a chart lead to: `click` targets, and documents that a label names.
    fn chart_links(&mut self, block: &ChartBlock) -> BTreeMap<String, usize> {
        let mut leading = BTreeMap::new();
        let ChartSource::Text { diagram, origin } = &block.source else {
            return leading;
        };
        for item in diagram.items() {
            let label = item.label;
            let span = item
                .span
                .map_or(block.span, |span| origin.to_file(Span::from(span)));
            let (key, link) = match item.target {
                Some(written) => (written.to_owned(), Some((target(written), LinkForm::Chart))),
                None => {
                    let pattern = &self.setting.reading.id_pattern;
                    let found = links::find(&label, pattern, self.setting.own_id)
                        .into_iter()
                        .next();
                    (label.clone(), found.map(|found| (found.target, found.form)))
                }
            };
            if let (Some((target, form)), false) = (link, leading.contains_key(&key)) {
                leading.insert(key, self.content.links.len());
                self.content.links.push(Link {
                    target,
                    text: label,
                    form,
                    span,
                });
            }
        }
        leading
    }

    /// The words of a chart, for search.
    fn say_chart(&mut self, block: &ChartBlock) {
        if let ChartSource::Text { diagram, .. } = &block.source {
            for item in diagram.items() {
                self.prose.push(' ');
                self.prose.push_str(&item.label);
            }
        }
        self.prose.push(' ');
    }
}
