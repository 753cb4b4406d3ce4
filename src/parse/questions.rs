//! Questions with their answers: `faq` blocks, and sections of headings or definition lists.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::blocks::{Block, FaqBlock, Question};
use crate::dialect::{self, plain, top_level};
use crate::parse::chapters::{PlannedQuestions, QuestionForm};
use crate::parse::document::syntaxes;
use crate::parse::outline;
use crate::parse::output::push_html;
use crate::parse::writer::{Plan, Writer};
use crate::parse::{Answer, Body, Piece, PlacedBlock};

impl Writer<'_> {
    /// The questions of a block: Markdown of its own, taken out of the fence.
    pub fn answers(&mut self, questions: &[Question]) -> Vec<Answer> {
        let around = self.prose.anchor();
        let answers = questions.iter().map(|question| {
            let stretches = [(0, question.question.span.start)];
            self.open_section(None);
            let section = self.prose.sections.len() - 1;
            let heading = self.markdown(&question.question.value, &stretches, true);
            self.name_section();
            let answer = self.markdown(&question.answer, &question.origin.stretches, false);
            let id = self.outline.slugs.of_heading(&question.question.value);
            self.content.anchors.push(id.clone());
            self.prose.sections[section].anchor = Some(id.clone());
            Answer {
                id,
                question: heading,
                answer,
            }
        });
        let answers = answers.collect();
        self.open_section(around);
        answers
    }

    /// Writes a text as if it stood here; links, images and ids in it belong to the document.
    fn markdown(&mut self, text: &str, stretches: &[(usize, usize)], is_phrase: bool) -> Body {
        let setting = self.setting;
        let syntaxes = syntaxes(setting.reading);
        let lines = dialect::lines(text, stretches, None, syntaxes);
        let found = &mut self.found;
        let markdown = dialect::read(&lines, syntaxes, setting.file, setting.path, found);
        let (tokens, ends) = (markdown.tokens, markdown.ends);
        let slugs = std::mem::take(&mut self.outline.slugs);
        let mut outline = outline::read(&tokens, &ends, Some(" "), None, slugs);
        self.outline.slugs = std::mem::take(&mut outline.slugs);
        let range = match tokens.first().map(|token| &token.event) {
            Some(Event::Start(Tag::Paragraph)) if is_phrase && ends[0] + 1 == tokens.len() => {
                1..ends[0]
            }
            _ => 0..tokens.len(),
        };
        let mut writer = Writer::new(
            setting,
            &tokens,
            ends,
            outline,
            Plan {
                notes: markdown.notes,
                ..Plan::default()
            },
        );
        writer.is_answer = true;
        self.share(&mut writer);
        let (body, _) = writer.capture(|writer| {
            writer.write(range);
            writer.write_footnotes();
        });
        self.share(&mut writer);
        body
    }

    /// Exchanges what belongs to the document as a whole.
    fn share(&mut self, other: &mut Writer<'_>) {
        use std::mem::swap;
        swap(&mut self.content, &mut other.content);
        swap(&mut self.prose, &mut other.prose);
        swap(&mut self.found, &mut other.found);
        swap(&mut self.outline.slugs, &mut other.outline.slugs);
    }

    /// A section of questions; the next token.
    pub fn questions(&mut self, planned: PlannedQuestions) -> usize {
        let (answers, span) = match &planned.form {
            QuestionForm::Headings(headings) => {
                let span = self.tokens[headings[0]].span;
                let ends = headings.iter().skip(1).copied().chain([planned.end]);
                let pairs: Vec<(usize, usize)> = headings.iter().copied().zip(ends).collect();
                (
                    pairs
                        .into_iter()
                        .filter_map(|(at, end)| self.heading_question(at, end))
                        .collect(),
                    span,
                )
            }
            QuestionForm::Definitions(list) => (self.definitions(*list), self.tokens[*list].span),
        };
        let source = self.setting.file[span.range()].to_owned();
        self.out.slot(Piece::Block(self.content.blocks.len()));
        self.content.blocks.push(PlacedBlock {
            word: "faq".to_owned(),
            source,
            block: Some(Block::Faq(FaqBlock {
                questions: Vec::new(),
            })),
            other_diagram: None,
            name: String::new(),
            answers,
            chart_links: BTreeMap::new(),
            span,
        });
        planned.end
    }

    /// The question stays a heading within its fold.
    fn heading_question(&mut self, at: usize, end: usize) -> Option<Answer> {
        let planned = self.outline.headings.remove(&at)?;
        self.end_section();
        let close = self.ends[at];
        let (inner, _) = self.capture(|writer| writer.write(at + 1..close));
        let mut question = Body::default();
        push_html(&mut question.pieces, &format!("<h{}>", planned.shown));
        question.pieces.extend(inner.pieces);
        push_html(&mut question.pieces, &format!("</h{}>", planned.shown));
        let id = planned.id.clone();
        self.begin_section(planned, self.tokens[at].span);
        let answer = self.capture_blocks(close + 1..end);
        Some(Answer {
            id,
            question,
            answer,
        })
    }

    fn definitions(&mut self, list: usize) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::new();
        let around = self.prose.anchor();
        for at in top_level(list + 1..self.ends[list], &self.ends) {
            let inner: Range<usize> = at + 1..self.ends[at];
            let is_question = matches!(
                self.tokens[at].event,
                Event::Start(Tag::DefinitionListTitle)
            );
            if is_question {
                let text = plain(&self.tokens[inner.clone()]);
                self.open_section(None);
                let section = self.prose.sections.len() - 1;
                let (question, _) = self.capture(|writer| writer.write(inner));
                self.name_section();
                let id = self.outline.slugs.of_heading(&text);
                self.content.anchors.push(id.clone());
                self.prose.sections[section].anchor = Some(id.clone());
                answers.push(Answer {
                    id,
                    question,
                    answer: Body::default(),
                });
            } else {
                let answer = self.capture_blocks(inner);
                if let Some(last) = answers.last_mut() {
                    last.answer.pieces.extend(answer.pieces);
                }
            }
        }
        self.open_section(around);
        answers
    }
}
