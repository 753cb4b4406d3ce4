//! Splits a Markdown text into sections of blocks of words.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::Form;
use super::words::{self, Style, Word};

/// A heading with the blocks under it.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub level: u8,
    pub heading: Vec<Word>,
    /// The heading's words without a step's number, lower case: its key.
    pub name: String,
    /// The names of the headings above it.
    pub above: Vec<String>,
    pub step: Option<u64>,
    /// Not parsed if the section has a twin.
    pub blocks: Vec<Block>,
    /// The index of the identical section of the other text.
    pub twin: Option<usize>,
}

/// A block, and the step it belongs to.
#[derive(Debug)]
pub(super) struct Block {
    pub said: Said,
    pub step: Option<u64>,
}

/// Two blocks are the same if these are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Said {
    pub form: Form,
    pub depth: u8,
    pub text: Text,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Text {
    Words(Vec<Word>),
    Lines(Vec<String>),
    /// Header row first.
    Table(Vec<Vec<Vec<Word>>>),
}

impl Said {
    /// All the words, to compute how similar two blocks are.
    pub fn words(&self) -> Vec<&str> {
        let mut found: Vec<&str> = match &self.text {
            Text::Words(words) => words.iter().map(|word| word.text.as_str()).collect(),
            Text::Lines(lines) => lines
                .iter()
                .flat_map(|line| line.split_whitespace())
                .collect(),
            Text::Table(rows) => rows
                .iter()
                .flatten()
                .flatten()
                .map(|word| word.text.as_str())
                .collect(),
        };
        found.retain(|word| word.chars().any(char::is_alphanumeric));
        found
    }
}

/// The sections of a text; the first is the text before any heading, and may be empty.
///
/// `of_sections` are the events of each, headings first; of a section with a twin, only the heading
/// is parsed.
pub(super) fn sections<'t>(
    of_sections: impl Iterator<Item = (Vec<Event<'t>>, Option<usize>)>,
    is_procedure: &dyn Fn(&str) -> bool,
) -> Vec<Section> {
    let mut reader = Reader {
        sections: vec![Section::default()],
        ..Reader::default()
    };
    for (events, twin) in of_sections {
        for event in events {
            let ends_heading = matches!(event, Event::End(TagEnd::Heading(_)));
            reader.take(event, is_procedure);
            if ends_heading && twin.is_some() {
                break;
            }
        }
        reader.flush();
        let last = reader.sections.last_mut();
        last.expect("there is a section from the start").twin = twin;
    }
    reader.sections
}

/// Collects blocks as the events come.
#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    /// The headings above the current position: level, name, step, whether a procedure.
    above: Vec<(u8, String, Option<u64>, bool)>,
    /// The open lists: the next number, for an ordered one.
    lists: Vec<Option<u64>>,
    /// Open quotes, footnotes and definitions.
    others: usize,
    /// The step whose item is open.
    step: Option<u64>,
    /// The words of the text that is open.
    words: Vec<Word>,
    /// The next text is the first one of an item.
    is_item: bool,
    in_heading: bool,
    style: Vec<Style>,
    verbatim: Option<(Form, String)>,
    table: Option<Vec<Vec<Vec<Word>>>>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, is_procedure: &dyn Fn(&str) -> bool) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, is_procedure),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                match &mut self.verbatim {
                    Some((_, verbatim)) => verbatim.push_str(&text),
                    None => self.say(&text),
                }
            }
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let style = Style {
                    code: true,
                    ..self.present_style()
                };
                words::push(&mut self.words, &text, &style);
            }
            Event::SoftBreak | Event::HardBreak => self.say(" "),
            Event::FootnoteReference(label) => self.say(&format!("[^{label}]")),
            Event::TaskListMarker(true) => self.say("[x] "),
            Event::TaskListMarker(false) => self.say("[ ] "),
            Event::Rule => {
                self.flush();
                self.push(Form::Rule, Text::Lines(Vec::new()));
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let style = self.present_style();
        match tag {
            Tag::Strong => self.style.push(Style {
                strong: true,
                ..style
            }),
            Tag::Emphasis => self.style.push(Style {
                emphasis: true,
                ..style
            }),
            Tag::Strikethrough => self.style.push(Style {
                struck: true,
                ..style
            }),
            Tag::Link { dest_url, .. } => {
                self.style.push(Style {
                    link: Some(dest_url.into_string()),
                    ..style
                });
            }
            Tag::Image { dest_url, .. } => {
                let link = Some(dest_url.into_string());
                self.style.push(Style {
                    image: true,
                    link,
                    ..style
                });
            }
            Tag::Superscript | Tag::Subscript => self.style.push(style),
            Tag::TableCell | Tag::TableHead => {}
            Tag::TableRow => self.table_row(),
            block => {
                self.flush();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.in_heading = true,
            Tag::List(first) => self.lists.push(first),
            Tag::Item => {
                self.is_item = true;
                let is_step = self.lists.len() == 1
                    && self.others == 0
                    && self
                        .above
                        .last()
                        .is_some_and(|(.., is_procedure)| *is_procedure);
                if let Some(number) = self.lists.last_mut().and_then(Option::as_mut) {
                    if is_step {
                        self.step = Some(*number);
                    }
                    *number += 1;
                }
            }
            Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition => {
                self.others += 1;
            }
            Tag::CodeBlock(kind) => {
                let word = match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
                    CodeBlockKind::Indented => "",
                };
                self.verbatim = Some((
                    Form::Code {
                        word: word.to_owned(),
                    },
                    String::new(),
                ));
                if let CodeBlockKind::Fenced(info) = &kind
                    && info.trim() != word
                {
                    // The rest of the info string counts as the first line.
                    self.verbatim = Some((
                        Form::Code {
                            word: word.to_owned(),
                        },
                        format!("{}\n", info.trim()),
                    ));
                }
            }
            Tag::HtmlBlock => self.verbatim = Some((Form::Html, String::new())),
            Tag::Table(_) => self.table = Some(vec![Vec::new()]),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, is_procedure: &dyn Fn(&str) -> bool) {
        match tag {
            TagEnd::Strong
            | TagEnd::Emphasis
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript => {
                self.style.pop();
            }
            TagEnd::TableCell => {
                let cell = finished(&mut self.words);
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(rows) = self.table.take() {
                    self.push(Form::Table, Text::Table(rows));
                }
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                if let Some((form, text)) = self.verbatim.take() {
                    self.push(form, Text::Lines(text.lines().map(str::to_owned).collect()));
                }
            }
            TagEnd::Heading(level) => self.heading(level, is_procedure),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.is_item = false;
                if self.lists.len() == 1 {
                    self.step = None;
                }
            }
            TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition => {
                self.flush();
                self.others = self.others.saturating_sub(1);
            }
            TagEnd::Paragraph | TagEnd::DefinitionListTitle => self.flush(),
            _ => {}
        }
    }

    /// A heading outside lists and quotes begins a section; one inside is a paragraph there.
    fn heading(&mut self, level: HeadingLevel, is_procedure: &dyn Fn(&str) -> bool) {
        self.in_heading = false;
        if !self.lists.is_empty() || self.others > 0 {
            return self.flush();
        }
        let level = level as u8;
        let heading = finished(&mut self.words);
        let text: String = heading.iter().map(|word| word.text.as_str()).collect();
        let (number, title) = step_of(&text);
        let name = if title.is_empty() { &text } else { title }.to_lowercase();
        while self.above.last().is_some_and(|(other, ..)| *other >= level) {
            self.above.pop();
        }
        let step = number.or_else(|| self.above.last().and_then(|(_, _, step, _)| *step));
        let in_procedure =
            is_procedure(&text) || self.above.last().is_some_and(|(.., procedure)| *procedure);
        let above = self
            .above
            .iter()
            .map(|(_, name, ..)| name.clone())
            .collect();
        self.above.push((level, name.clone(), step, in_procedure));
        self.sections.push(Section {
            level,
            heading,
            name,
            above,
            step,
            ..Section::default()
        });
    }

    fn table_row(&mut self) {
        if let Some(rows) = &mut self.table {
            rows.push(Vec::new());
        }
    }

    fn say(&mut self, text: &str) {
        let style = self.present_style();
        words::push(&mut self.words, text, &style);
    }

    fn present_style(&self) -> Style {
        self.style.last().cloned().unwrap_or_default()
    }

    /// Ends the text that is open.
    fn flush(&mut self) {
        if self.in_heading {
            return;
        }
        let words = finished(&mut self.words);
        if !words.is_empty() {
            let form = if self.is_item {
                Form::Item
            } else {
                Form::Paragraph
            };
            self.push(form, Text::Words(words));
        }
    }

    fn push(&mut self, form: Form, text: Text) {
        self.is_item = false;
        let depth = u8::try_from(self.lists.len() + self.others).unwrap_or(u8::MAX);
        let section = self
            .sections
            .last_mut()
            .expect("there is a section from the start");
        // A list in a section that is a step by its heading belongs to that step.
        let step = self.step.or(section.step);
        section.blocks.push(Block {
            said: Said { form, depth, text },
            step,
        });
    }
}

/// The words, without white space at the end.
fn finished(words: &mut Vec<Word>) -> Vec<Word> {
    while words.last().is_some_and(|word| word.text == " ") {
        words.pop();
    }
    std::mem::take(words)
}

/// The number and the title of a heading such as `Step 2: Schedule meetings`.
fn step_of(heading: &str) -> (Option<u64>, &str) {
    let Some(rest) = heading
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("step"))
    else {
        return (None, heading);
    };
    let rest = heading[rest.len()..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match rest[..digits].parse() {
        Ok(number) => {
            let mark = |symbol: char| symbol.is_whitespace() || ".:)-–—".contains(symbol);
            (Some(number), rest[digits..].trim_start_matches(mark))
        }
        Err(_) => (None, heading),
    }
}
