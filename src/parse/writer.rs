//! Tokens to HTML: blocks and phrases, in one pass without recursion.
//!
//! In: tokens, what is planned for the headings, the notes. Out: HTML with slots, links, images,
//! headings and the plain text by section.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::config::{HtmlMode, Reading};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::{Note, Token, plain};
use crate::parse::chapters::PlannedQuestions;
use crate::parse::footnotes::Footnotes;
use crate::parse::html::{escape_into, escaped};
use crate::parse::outline::Outline;
use crate::parse::output::Output;
use crate::parse::prose::Prose;
use crate::parse::sanitise;
use crate::parse::steps::{StepNames, Understood};
use crate::parse::tables::Tables;
use crate::parse::{Body, Content, Piece};
use crate::source::FilePath;
use crate::text::Span;

/// Elements open at one time; deeper ones are shown flat.
pub const DEEPEST: usize = 64;

/// What does not change while a body is written.
pub struct Setting<'a> {
    pub path: &'a FilePath,
    pub reading: &'a Reading,
    /// The text of the whole file.
    pub file: &'a str,
    /// The document's own id: it never links to itself.
    pub own_id: Option<&'a str>,
    /// The title that the front matter gives.
    pub title: Option<&'a str>,
    /// Whom the front matter names as one who owns, approves or must know the document.
    pub shown: &'a [String],
}

impl Setting<'_> {
    /// Turns output into a body; raw HTML in it is sanitised where the library asks for that.
    pub fn finish(&self, output: Output) -> Body {
        if output.has_raw && self.reading.html == HtmlMode::Sanitise {
            sanitise::clean(output, self.file)
        } else {
            output.finish()
        }
    }
}

/// What is to be written in another way than Markdown says, by the token that opens it.
#[derive(Default)]
pub struct Plan {
    pub notes: BTreeMap<usize, Note>,
    pub procedures: BTreeMap<usize, Understood>,
    pub questions: BTreeMap<usize, PlannedQuestions>,
}

/// A body being written.
pub struct Writer<'a> {
    pub setting: &'a Setting<'a>,
    pub tokens: &'a [Token<'a>],
    /// For every start its end.
    pub ends: Vec<usize>,
    pub outline: Outline,
    pub plan: Plan,
    pub footnotes: Footnotes<'a>,
    pub found: Vec<Diagnostic>,
    pub content: Content,
    pub prose: Prose,
    pub out: Output,
    /// The open link.
    pub link: Option<OpenLink>,
    pub tables: Tables,
    pub steps: StepNames,
    /// Whether this is the answer to a question.
    pub is_answer: bool,
    elements: Elements,
}

/// A link of which the end has not been written yet.
pub struct OpenLink {
    /// Index into [`Content::links`].
    pub at: usize,
    /// Where its text begins in the prose.
    pub text_from: usize,
    /// How many elements are open around it.
    pub depth: usize,
}

/// The open elements.
#[derive(Default)]
struct Elements {
    /// What closes each; empty for one that is shown flat.
    closers: Vec<&'static str>,
    /// Whether some were nested too deep.
    are_too_deep: bool,
}

impl<'a> Writer<'a> {
    pub fn new(
        setting: &'a Setting<'a>,
        tokens: &'a [Token<'a>],
        ends: Vec<usize>,
        outline: Outline,
        plan: Plan,
    ) -> Writer<'a> {
        Writer {
            setting,
            tokens,
            ends,
            outline,
            plan,
            footnotes: Footnotes::of(tokens),
            found: Vec::new(),
            content: Content::default(),
            prose: Prose::default(),
            out: Output::default(),
            link: None,
            tables: Tables::default(),
            steps: StepNames::default(),
            is_answer: false,
            elements: Elements::default(),
        }
    }

    /// Writes the whole body.
    pub fn all(&mut self) {
        self.write(0..self.tokens.len());
        self.close_link();
        self.write_footnotes();
        self.end_section();
    }

    /// Writes some tokens; starts and ends among them are in pairs.
    pub fn write(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.token(at);
        }
    }

    /// Writes one token, or one element where it is written as a whole; the next token.
    fn token(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        let token = &tokens[at];
        match &token.event {
            Event::Start(tag) => return self.start(at, tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(text, token.span),
            Event::Code(code) => {
                self.prose.push_str(code);
                let open = format!("<code{}>", self.attributes(at));
                self.out.html(&open);
                self.out.text(code);
                self.out.html("</code>");
            }
            Event::Html(_) | Event::InlineHtml(_) => self.raw(at..at + 1),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::SoftBreak => {
                self.prose.push(' ');
                match self.steps.lines.get(&(at + 1)).map(|id| escaped(id)) {
                    Some(id) => self.out.html(&format!("<br>\n<span id=\"{id}\"></span>")),
                    None => self.out.html("\n"),
                }
            }
            Event::HardBreak => {
                self.prose.push(' ');
                self.out.html("<br>\n");
            }
            Event::Rule => self.out.html("<hr>\n"),
            Event::TaskListMarker(is_done) => self.task_box(at, *is_done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.text(text),
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &Tag<'a>) -> usize {
        let whole = at..self.ends[at] + 1;
        if let Some(planned) = self.plan.procedures.remove(&at)
            && let Some(next) = self.procedure(planned)
        {
            return next;
        }
        if let Some(planned) = self.plan.questions.remove(&at) {
            return self.questions(planned);
        }
        match tag {
            Tag::Heading { .. } => {
                self.heading(at);
                return whole.end;
            }
            Tag::CodeBlock(kind) => {
                self.code_block(whole.clone(), kind);
                return whole.end;
            }
            Tag::HtmlBlock => {
                self.html_block(at + 1..self.ends[at]);
                return whole.end;
            }
            Tag::Image { .. } => {
                self.image(at);
                return whole.end;
            }
            Tag::FootnoteDefinition(_) => return whole.end,
            Tag::Link { .. } => {
                self.open_link(at);
                return at + 1;
            }
            _ => {}
        }
        let attributes = self.attributes(at);
        match tag {
            Tag::Paragraph => self.open(format!("<p{attributes}>"), "</p>\n"),
            Tag::BlockQuote(_) => match self.plan.notes.get(&at).cloned() {
                Some(open) => self.open_note(open),
                None => self.open(format!("<blockquote{attributes}>\n"), "</blockquote>\n"),
            },
            Tag::List(start) => self.open_list(at, *start, &attributes),
            Tag::Item => self.open(format!("<li{attributes}>"), "</li>\n"),
            Tag::DefinitionList => self.open(format!("<dl{attributes}>\n"), "</dl>\n"),
            Tag::DefinitionListTitle => self.open(format!("<dt{attributes}>"), "</dt>\n"),
            Tag::DefinitionListDefinition => self.open(format!("<dd{attributes}>"), "</dd>\n"),
            Tag::Table(alignments) => self.open_table(at, alignments, &attributes),
            Tag::TableHead => self.open_head(),
            Tag::TableRow => self.open_row(at),
            Tag::TableCell => self.open_cell(at, &attributes),
            Tag::Emphasis => self.open(format!("<em{attributes}>"), "</em>"),
            Tag::Strong => self.open(format!("<strong{attributes}>"), "</strong>"),
            Tag::Strikethrough => self.open(format!("<del{attributes}>"), "</del>"),
            Tag::Superscript => self.open(format!("<sup{attributes}>"), "</sup>"),
            Tag::Subscript => self.open(format!("<sub{attributes}>"), "</sub>"),
            _ => self.open(String::new(), ""),
        }
        at + 1
    }

    /// Opens an element, unless too many are open.
    pub fn open(&mut self, tag: String, closer: &'static str) {
        if self.elements.closers.len() < DEEPEST {
            self.out.html(&tag);
            self.elements.closers.push(closer);
            return;
        }
        if closer.ends_with('\n') {
            self.out.html("<br>\n");
        }
        self.elements.closers.push("");
        self.elements.are_too_deep = true;
    }

    fn end(&mut self, end: &TagEnd) {
        match end {
            TagEnd::Link => return self.close_link(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            _ => self.prose.push(' '),
        }
        let depth = self.elements.closers.len();
        if depth > 0 {
            if self.link.as_ref().is_some_and(|link| link.depth >= depth) {
                self.close_link();
            }
            self.out.close_raw_within(depth);
        }
        if let Some(closer) = self.elements.closers.pop() {
            self.out.html(closer);
        }
        if *end == TagEnd::Table {
            self.close_table();
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.elements.closers.len()
    }

    /// The place of lists or quotes nested too deep, if there are any.
    pub fn is_too_deep(&self) -> bool {
        self.elements.are_too_deep
    }

    fn open_list(&mut self, at: usize, start: Option<u64>, attributes: &str) {
        let is_tasks = matches!(
            self.tokens.get(at + 2).map(|token| &token.event),
            Some(Event::TaskListMarker(_))
        ) || matches!(
            self.tokens.get(at + 3).map(|token| &token.event),
            Some(Event::TaskListMarker(_))
        );
        let class = if is_tasks && !attributes.contains("class=") {
            " class=\"tasks\""
        } else {
            ""
        };
        match start {
            None => self.open(format!("<ul{class}{attributes}>\n"), "</ul>\n"),
            Some(1) => self.open(format!("<ol{class}{attributes}>\n"), "</ol>\n"),
            Some(first) => self.open(
                format!("<ol start=\"{first}\"{class}{attributes}>\n"),
                "</ol>\n",
            ),
        }
    }

    fn task_box(&mut self, at: usize, is_done: bool) {
        let text: Vec<_> = self.tokens[at + 1..]
            .iter()
            .take_while(|token| {
                !matches!(
                    token.event,
                    Event::End(TagEnd::Item | TagEnd::Paragraph)
                        | Event::Start(Tag::List(_) | Tag::Paragraph | Tag::Item)
                )
            })
            .cloned()
            .collect();
        let label: String = plain(&text).chars().take(200).collect();
        let checked = if is_done { " checked" } else { "" };
        let label = match label.trim() {
            "" => Piece::words("document.task"),
            label => Piece::Html(escaped(label)),
        };
        self.out.inline(vec![
            Piece::Html(format!(
                "<input type=\"checkbox\" disabled{checked} aria-label=\""
            )),
            label,
            Piece::html("\"> "),
        ]);
    }

    /// Writes what stands within an element that is opened and closed elsewhere.
    pub fn inside(&mut self, range: Range<usize>) {
        self.elements.closers.push("");
        self.write(range);
        self.close_link();
        self.out.close_raw_within(self.depth());
        self.elements.closers.pop();
    }

    /// The attributes that a list gives to an element: ` id="…" class="…"`.
    pub fn attributes(&mut self, at: usize) -> String {
        let mut out = String::new();
        let list = self.tokens[at].attributes.as_deref();
        let named = self.steps.ids.get(&at).cloned();
        let given = list.and_then(|list| list.id.as_deref());
        let is_named = named.is_some();
        if let Some(id) = named.or_else(|| Some(self.outline.slugs.unique(given?))) {
            out.push_str(" id=\"");
            escape_into(&id, &mut out);
            out.push('"');
            if !is_named {
                self.content.anchors.push(id);
            }
        }
        let Some(list) = list else {
            return out;
        };
        if !list.classes.is_empty() {
            out.push_str(" class=\"");
            escape_into(&list.classes.join(" "), &mut out);
            out.push('"');
        }
        out
    }

    /// Records a finding.
    pub fn report(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        let finding = Diagnostic::new(code, self.setting.path, span, message);
        self.found.push(finding.help(help));
    }

    /// Whether raw HTML is shown as text.
    pub fn escapes_html(&self) -> bool {
        self.setting.reading.html == HtmlMode::Escape
    }
}
