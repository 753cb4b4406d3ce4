//! Texts, links, images and raw HTML within a block.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, LinkType, Tag};
use regex::Regex;

use crate::config::HtmlMode;
use crate::diagnostic::Code;
use crate::dialect::plain;
use crate::parse::elements;
use crate::parse::html::escaped;
use crate::parse::raw::{self, Part};
use crate::parse::writer::{OpenLink, Writer};
use crate::parse::{Image, Link, LinkForm, Piece, links};
use crate::text::Span;

static FOOTNOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\^([^\]\s\[]{1,80})\]").expect("a valid pattern"));

impl Writer<'_> {
    /// A text; addresses and document ids in it become links, unless it is a link's own text.
    pub fn text(&mut self, text: &str, span: Span) {
        if let Some((range, id)) = self.step_link(text, span) {
            self.text(&text[..range.start], part_of(span, text, 0..range.start));
            let words = &text[range.clone()];
            self.prose.push_str(words);
            self.out.inline(vec![Piece::Html(format!(
                "<a class=\"exit-step\" href=\"#{}\">{}</a>",
                escaped(&id),
                escaped(words)
            ))]);
            self.text(
                &text[range.end..],
                part_of(span, text, range.end..text.len()),
            );
            return;
        }
        self.report_footnotes(text, span);
        if self.link.is_some() {
            self.prose.push_str(text);
            self.out.text(text);
            return;
        }
        let pattern = &self.setting.reading.id_pattern;
        let found = links::find(text, pattern, self.setting.own_id);
        let mut from = 0;
        for found in found {
            self.prose.push_str(&text[from..found.range.start]);
            self.out.text(&text[from..found.range.start]);
            from = found.range.end;
            let shown = &text[found.range.clone()];
            let at = self.content.links.len();
            self.content.links.push(Link {
                target: found.target,
                text: shown.to_owned(),
                form: found.form,
                span: part_of(span, text, found.range),
            });
            self.prose.push_str(shown);
            self.out.slot(Piece::LinkOpen(at));
            self.out.text(shown);
            self.out.slot(Piece::LinkClose(at));
        }
        self.prose.push_str(&text[from..]);
        self.out.text(&text[from..]);
    }

    /// The first words of a text that lead to a step, and its id.
    fn step_link(&self, text: &str, span: Span) -> Option<(Range<usize>, String)> {
        let is_verbatim = span.end - span.start == text.len();
        if !is_verbatim || self.link.is_some() || text.is_empty() {
            return None;
        }
        let before = self.steps.links.range(..=span.start).next_back();
        let after = self.steps.links.range(span.start + 1..span.end);
        let mut near = before.into_iter().chain(after);
        let (start, (end, id)) = near.find(|(_, (end, _))| *end > span.start)?;
        let start = start.saturating_sub(span.start);
        let end = (end - span.start).min(text.len());
        let is_whole = text.is_char_boundary(start) && text.is_char_boundary(end);
        (start < end && is_whole).then(|| (start..end, id.clone()))
    }

    /// What still reads `[^label]` has no definition.
    fn report_footnotes(&mut self, text: &str, span: Span) {
        if !text.contains("[^") {
            return;
        }
        for label in FOOTNOTE.captures_iter(text) {
            let range = label.get(0).expect("group 0 is the match").range();
            let place = part_of(span, text, range);
            let is_escaped = self.setting.file[..place.start].ends_with('\\');
            if !is_escaped {
                let message = format!("the footnote `{}` is not defined", &label[1]);
                let help = "define it in a line that starts with the same brackets and a colon";
                self.report(Code::FootnoteUndefined, place, message, help);
            }
        }
    }

    /// Reports raw HTML that is shown as its author wrote it: once for tags, once for comments.
    fn report_shown(&mut self, written: &str, span: Span) {
        let (message, help) = if written.starts_with("<!") {
            (OPEN_COMMENT, "write `-->` where the comment ends")
        } else {
            (
                NO_HTML,
                "write `\\<` for the character, or put it in backticks",
            )
        };
        if !self.found.iter().any(|told| told.message == message) {
            let line = written.lines().next().map_or(0, str::len);
            let span = Span::new(span.start, span.end.min(span.start + line));
            self.report(Code::MarkupShown, span, message, help);
        }
    }

    pub fn open_link(&mut self, at: usize) {
        let token = &self.tokens[at];
        let Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) = &token.event
        else {
            return;
        };
        let form = match link_type {
            LinkType::Autolink | LinkType::Email => LinkForm::Auto,
            LinkType::WikiLink { .. } => LinkForm::Wiki,
            _ => LinkForm::Markdown,
        };
        let target = match link_type {
            LinkType::Email => format!("mailto:{dest_url}"),
            LinkType::WikiLink { .. } => target(dest_url.trim_end_matches('\\')),
            _ => target(dest_url),
        };
        self.begin_link(target, form, token.span);
    }

    fn begin_link(&mut self, target: String, form: LinkForm, span: Span) {
        self.close_link();
        let at = self.content.links.len();
        self.content.links.push(Link {
            target,
            text: String::new(),
            form,
            span,
        });
        self.link = Some(OpenLink {
            at,
            text_from: self.prose.mark(),
            depth: self.depth(),
        });
        self.out.slot(Piece::LinkOpen(at));
    }

    /// Closes the open link, if one is.
    pub fn close_link(&mut self) {
        let Some(link) = self.link.take() else {
            return;
        };
        let text: Vec<&str> = self
            .prose
            .since(link.text_from)
            .split_whitespace()
            .collect();
        self.content.links[link.at].text = text.join(" ");
        self.out.slot(Piece::LinkClose(link.at));
    }

    pub fn image(&mut self, at: usize) {
        let token = &self.tokens[at];
        if let Event::Start(Tag::Image {
            dest_url, title, ..
        }) = &token.event
        {
            let alt = plain(&self.tokens[at..self.ends[at]]);
            let title = (!title.is_empty()).then(|| title.to_string());
            self.place_image(target(dest_url), alt, title, token.span);
        }
    }

    fn place_image(&mut self, target: String, alt: String, title: Option<String>, span: Span) {
        self.prose.push_str(&alt);
        self.out.slot(Piece::Image(self.content.images.len()));
        self.content.images.push(Image {
            target,
            alt,
            title,
            span,
        });
    }

    /// Raw HTML: the tokens of a block, or one tag in a line.
    pub fn raw(&mut self, range: Range<usize>) {
        let mut html = String::new();
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for token in &self.tokens[range] {
            if let Event::Html(text) | Event::InlineHtml(text) | Event::Text(text) = &token.event {
                starts.push((html.len(), token.span.start));
                html.push_str(text);
            }
        }
        if self.escapes_html() {
            self.shown(&html);
            return;
        }
        let place = |at: usize, end: usize| {
            let line = starts.partition_point(|(start, _)| *start <= at);
            let (start, file) = starts[line.saturating_sub(1)];
            Span::new(file + (at - start), file + (end - start).max(at - start))
        };
        let trusts = self.setting.reading.html == HtmlMode::Trust;
        for part in raw::read(&html, trusts) {
            self.raw_part(part, &place);
        }
    }

    /// Writes a block of raw HTML: in its lines where it is shown as text.
    pub fn html_block(&mut self, range: Range<usize>) {
        let lines = self.tokens[range.clone()].iter();
        let html: String = lines
            .filter_map(|token| match &token.event {
                Event::Html(text) | Event::Text(text) => Some(&**text),
                _ => None,
            })
            .collect();
        let is_framed = self.escapes_html() && !is_comment(&html);
        if is_framed {
            self.out.html("<pre tabindex=\"0\"><code>");
        }
        self.raw(range);
        self.out
            .html(if is_framed { "</code></pre>\n" } else { "\n" });
    }

    /// Raw HTML as text; what authors note among themselves is for no reader in any mode.
    fn shown(&mut self, html: &str) {
        if !is_comment(html) {
            self.prose.push_str(html);
            self.out.text(html);
        }
    }

    fn raw_part(&mut self, part: Part, place: &dyn Fn(usize, usize) -> Span) {
        match part {
            Part::Html(html) => self.out.html(&html),
            Part::Text(text) => {
                self.prose.push_str(&text);
                self.out.text(&text);
            }
            Part::Open { name, html } => {
                if !elements::is_phrase(&name) {
                    self.prose.push(' ');
                }
                let depth = self.depth();
                self.out.open_raw(name, &html, depth);
            }
            Part::Close { name } => {
                if !elements::is_phrase(&name) {
                    self.prose.push(' ');
                }
                self.out.close_raw(&name);
            }
            Part::Link {
                target: href,
                at,
                end,
            } => {
                self.out.has_raw = true;
                self.begin_link(target(&href), LinkForm::Markdown, place(at, end));
            }
            Part::LinkEnd => self.close_link(),
            Part::Image {
                target: source,
                alt,
                title,
                at,
                end,
            } => self.place_image(target(&source), alt, title, place(at, end)),
            Part::Shown { written, at, end } => {
                self.prose.push_str(&written);
                self.out.text(&written);
                self.report_shown(&written, place(at, end));
            }
            Part::Removed { what, at, end } => {
                let message = format!("{what} was removed: it is not safe in a page");
                let help = "write it as Markdown";
                self.report(Code::HtmlRemoved, place(at, end), message, help);
            }
            Part::Id(id) => self.content.anchors.push(id),
        }
    }
}

/// The message on a tag that is none; one a document.
const NO_HTML: &str = "this is not HTML, and is shown as written";
const OPEN_COMMENT: &str = "the comment has no end, and is shown as written";

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->") == Some(html.len() - 3)
}

/// The target as it is compared: without percent escapes, unless it leads to another host.
pub fn target(written: &str) -> String {
    let scheme = written.split(['/', '?', '#']).next().unwrap_or("");
    if scheme.contains(':') {
        written.trim().to_owned()
    } else {
        links::decoded(written)
    }
}

/// The bytes of a part of a text; those of the whole where it does not stand in the file as it is.
fn part_of(span: Span, text: &str, part: Range<usize>) -> Span {
    if span.end - span.start == text.len() {
        Span::from(part).shifted(span.start)
    } else {
        span
    }
}
