//! The body of a document: from Markdown to HTML with slots.
//!
//! In: the text after the front matter, and what the front matter says. Out: HTML, links,
//! images, headings, sections and findings.

use pulldown_cmark::Event;

use crate::config::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::{self, Shown, Syntax, Syntaxes, Token};
use crate::language::vocabulary;
use crate::parse::chapters;
use crate::parse::outline;
use crate::parse::steps;
use crate::parse::writer::{Plan, Setting, Writer};
use crate::parse::{Body, Content};
use crate::text::{At, Section, Slugs, Span};

/// A body that was read.
pub struct Read {
    /// The text of the first heading of level 1.
    pub first_heading: Option<At<String>>,
    pub content: Content,
    pub sections: Vec<Section>,
    pub body: Body,
}

/// Whether brackets hold places to fill in (`[ORG][MHB]`) rather than a link: words to be read have
/// small letters.
fn is_placeholder(brackets: &str) -> bool {
    brackets.chars().any(char::is_uppercase) && !brackets.chars().any(char::is_lowercase)
}

/// Reads the body, or a part of it, at `span` of the file; `left_out` are bytes of the file that
/// belong to a front matter in the middle of it.
pub fn read(
    setting: &Setting<'_>,
    span: Span,
    left_out: Option<Span>,
    found: &mut Vec<Diagnostic>,
) -> Read {
    let start = span.start;
    let text = &setting.file[span.range()];
    let left_out = left_out.map(|span| Span::new(span.start - start, span.end - start));
    let syntaxes = syntaxes(setting.reading);
    let lines = dialect::lines(text, &[(0, start)], left_out, syntaxes);
    let markdown = dialect::read(&lines, syntaxes, setting.file, setting.path, found);
    for reference in markdown.undefined {
        if is_placeholder(&setting.file[reference.span.range()]) {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::LinkReference,
                setting.path,
                reference.span,
                format!("no link is defined for `{}`", reference.value),
            )
            .help("define it in a line of its own: the reference in brackets, a colon, the target"),
        );
    }
    let (tokens, ends) = (markdown.tokens, markdown.ends);
    let outline = outline::read(
        &tokens,
        &ends,
        setting.title,
        setting.own_id,
        Slugs::of(setting.reading.heading_ids),
    );
    let shown = Shown {
        lines: &lines,
        title: outline.title,
        file: setting.file,
        path: setting.path,
    };
    dialect::markup_shown(&tokens, &shown, found);
    let first_heading = outline.first.clone();
    let steps::Recognised { procedures, left } =
        steps::recognise(&tokens, &ends, &outline, setting);
    let as_steps = procedures.iter().filter(|(_, one)| !one.is_written());
    let as_steps = as_steps.map(|(at, one)| (*at, one.end)).collect();
    let known = &vocabulary(&setting.reading.language).chapters;
    let chapters = chapters::read(&tokens, &ends, &outline, &as_steps, known);
    let plan = Plan {
        notes: markdown.notes,
        procedures,
        questions: chapters.questions,
    };
    let mut writer = Writer::new(setting, &tokens, ends, outline, plan);
    writer.content.objectives = chapters.objectives;
    writer.content.objective_tables = chapters.objective_tables;
    writer.content.title_id = writer.outline.title_id.take();
    writer.content.left_alone = left;
    writer.name_steps();
    writer.all();
    if writer.is_too_deep() {
        let span = deepest(&tokens);
        let message = "lists or quotes are nested too deep to follow";
        found.push(
            Diagnostic::new(Code::NestingDeep, setting.path, span, message)
                .help("give the inner parts headings or documents of their own"),
        );
    }
    found.append(&mut writer.found);
    let mut content = writer.content;
    steps::settle(
        &mut content.procedures,
        &content.links,
        &content.headings,
        &content.anchors,
    );
    Read {
        first_heading,
        content,
        sections: writer.prose.sections,
        body: setting.finish(writer.out),
    }
}

/// What a library reads besides CommonMark.
pub fn syntaxes(reading: &Reading) -> Syntaxes {
    let dialects = reading.dialects.iter();
    let syntaxes = dialects.fold(Syntaxes::of_any_dialect(), |set, dialect| {
        set.and(Syntaxes::of(dialect))
    });
    if reading.wiki_links {
        syntaxes.with(Syntax::WikiLink).with(Syntax::PercentComment)
    } else {
        syntaxes
    }
}

/// The place of the innermost element.
fn deepest(tokens: &[Token<'_>]) -> Span {
    let mut depth = 0usize;
    let mut deepest = (0, Span::START);
    for token in tokens {
        match token.event {
            Event::Start(_) => {
                depth += 1;
                if depth > deepest.0 {
                    deepest = (depth, Span::new(token.span.start, token.span.start));
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest.1
}
