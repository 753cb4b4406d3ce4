//! Finds the sections that are identical in two texts: they need not be parsed to be compared.

use std::ops::Range;

use foldhash::{HashMap, HashSet};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::blocks::{self, Section};
use crate::text::{Chapter, chapters};

/// The sections of two texts, of which identical ones are not parsed.
pub(super) fn sections(
    before: &str,
    after: &str,
    is_procedure: &dyn Fn(&str) -> bool,
) -> (Vec<Section>, Vec<Section>) {
    let (old, new, (twins_of_old, twins_of_new)) =
        skimmed(before, after).unwrap_or_else(|| whole(before, after));
    let read = |split: Split<'_>, twins: Vec<Option<usize>>| {
        let of_sections = split.sections.into_iter().map(|part| part.events);
        blocks::sections(of_sections.zip(twins), is_procedure)
    };
    (read(old, twins_of_old), read(new, twins_of_new))
}

/// A text, split before each heading that begins a section.
#[derive(Default)]
struct Split<'t> {
    /// The first is the text before any heading.
    sections: Vec<Part<'t>>,
    /// The link reference definitions of the text.
    references: Vec<(String, String)>,
}

/// A section.
struct Part<'t> {
    /// Its range.
    span: Range<usize>,
    events: Vec<Event<'t>>,
    /// Whether only its heading was parsed.
    is_skimmed: bool,
}

type Twins = (Vec<Option<usize>>, Vec<Option<usize>>);

/// Both texts, with their twins.
fn whole<'t>(before: &'t str, after: &'t str) -> (Split<'t>, Split<'t>, Twins) {
    let (old, new) = (split(before), split(after));
    let twins = twins(before, &old, after, &new);
    (old, new, twins)
}

/// The same; of the chapters that are in both texts, only the headings are parsed. `None` if one of
/// those turns out to have no twin.
fn skimmed<'t>(before: &'t str, after: &'t str) -> Option<(Split<'t>, Split<'t>, Twins)> {
    let (old, new) = (chapters(before)?, chapters(after)?);
    let texts = |body: &'t str, chapters: &[Chapter]| -> HashSet<&'t str> {
        let spans = chapters.iter().skip(1).map(|chapter| chapter.span.clone());
        spans.map(|span| body[span].trim_end()).collect()
    };
    let (in_old, in_new) = (texts(before, &old), texts(after, &new));
    let skim = |body: &'t str, chapters: &[Chapter], other: &HashSet<&str>| {
        let mut found = Split::default();
        let mut unread = 0;
        for (at, chapter) in chapters.iter().enumerate() {
            let text = body[chapter.span.clone()].trim_end();
            let headings = chapter.headings.as_ref();
            let Some(headings) = headings.filter(|_| at > 0 && other.contains(text)) else {
                continue;
            };
            found.read(body, unread..chapter.span.start);
            unread = chapter.span.end;
            for (at, heading) in headings.iter().enumerate() {
                let end = headings.get(at + 1).copied().unwrap_or(chapter.span.end);
                found.skim(body, *heading..end);
            }
        }
        found.read(body, unread..body.len());
        found
    };
    let (old, new) = (skim(before, &old, &in_new), skim(after, &new, &in_old));
    let twins = twins(before, &old, after, &new);
    let has_twin = |split: &Split<'_>, twins: &[Option<usize>]| {
        let mut parts = split.sections.iter().zip(twins);
        parts.all(|(part, twin)| !part.is_skimmed || twin.is_some())
    };
    (has_twin(&old, &twins.0) && has_twin(&new, &twins.1)).then_some((old, new, twins))
}

fn split(body: &str) -> Split<'_> {
    let mut split = Split::default();
    split.read(body, 0..body.len());
    split
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST);

impl<'t> Split<'t> {
    /// Parses a stretch of the text, from its start or that of a chapter.
    fn read(&mut self, body: &'t str, stretch: Range<usize>) {
        let from = stretch.start;
        let parser = Parser::new_ext(&body[stretch.clone()], OPTIONS).into_offset_iter();
        let defined = parser.reference_definitions().iter();
        self.references
            .extend(defined.map(|(label, link)| (label.to_owned(), link.dest.to_string())));
        self.references.sort();
        if from == 0 {
            self.begin(0);
        }
        let mut depth = 0_usize;
        for (event, range) in parser {
            match &event {
                Event::Start(Tag::Heading { .. }) if depth == 0 => {
                    self.end(from + range.start);
                    self.begin(from + range.start);
                }
                Event::Start(
                    Tag::List(_)
                    | Tag::BlockQuote(_)
                    | Tag::FootnoteDefinition(_)
                    | Tag::DefinitionListDefinition,
                ) => depth += 1,
                Event::End(
                    TagEnd::List(_)
                    | TagEnd::BlockQuote(_)
                    | TagEnd::FootnoteDefinition
                    | TagEnd::DefinitionListDefinition,
                ) => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.last().events.push(event);
        }
        self.end(stretch.end);
    }

    /// Adds a section of which only the heading is parsed.
    fn skim(&mut self, body: &'t str, span: Range<usize>) {
        let line = body[span.clone()].lines().next().unwrap_or_default();
        self.sections.push(Part {
            span,
            events: heading(line)
                .map_or_else(|| Parser::new_ext(line, OPTIONS).collect(), Vec::from),
            is_skimmed: true,
        });
    }

    fn begin(&mut self, at: usize) {
        self.sections.push(Part {
            span: at..at,
            events: Vec::new(),
            is_skimmed: false,
        });
    }

    fn end(&mut self, at: usize) {
        let last = self.last();
        if !last.is_skimmed {
            last.span.end = at;
        }
    }

    fn last(&mut self) -> &mut Part<'t> {
        self.sections
            .last_mut()
            .expect("there is a section from the start")
    }
}

/// A heading of plain words, as a parser would return it; most are.
fn heading(line: &str) -> Option<[Event<'_>; 3]> {
    let words = line.trim_start_matches('#');
    let level = HeadingLevel::try_from(line.len() - words.len()).ok()?;
    let words = words.strip_prefix(' ')?.trim_end();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == ' ';
    let is_heading = !words.is_empty() && !words.starts_with(' ') && words.chars().all(is_plain);
    let start = Tag::Heading {
        level,
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    };
    is_heading.then(|| {
        let end = TagEnd::Heading(level);
        [
            Event::Start(start),
            Event::Text(words.into()),
            Event::End(end),
        ]
    })
}

/// For each section of either text its twin in the other: sections with a heading that occur once
/// in both texts. There is none if the same link reference may lead elsewhere.
fn twins(before: &str, old: &Split<'_>, after: &str, new: &Split<'_>) -> Twins {
    let mut of_old = vec![None; old.sections.len()];
    let mut of_new = vec![None; new.sections.len()];
    if old.references != new.references {
        return (of_old, of_new);
    }
    let (in_old, in_new) = (places(before, old), places(after, new));
    for (at, part) in old.sections.iter().enumerate() {
        let text = before[part.span.clone()].trim_end();
        if let (Some([_]), Some([twin])) = (
            in_old.get(text).map(Vec::as_slice),
            in_new.get(text).map(Vec::as_slice),
        ) {
            of_old[at] = Some(*twin);
            of_new[*twin] = Some(at);
        }
    }
    (of_old, of_new)
}

/// The text of each section, without the one before the first heading.
fn places<'t>(body: &'t str, split: &Split<'_>) -> HashMap<&'t str, Vec<usize>> {
    let mut found: HashMap<&str, Vec<usize>> = HashMap::default();
    for (at, part) in split.sections.iter().enumerate().skip(1) {
        let text = body[part.span.clone()].trim_end();
        found.entry(text).or_default().push(at);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chapter() -> impl Strategy<Value = String> {
        let heading = prop::sample::select(vec![
            "## Scope",
            "## Scope of work  ",
            "##  Scope",
            "## Part 1 #",
            "## Procedure",
            "## Step 2: Rinse",
            "## *Odd* `one` {#own}",
            "# Top",
        ]);
        let heading = prop_oneof![
            4 => "## [A-Z][a-z]{2}",
            1 => heading.prop_map(str::to_owned),
        ];
        let block = prop::sample::select(vec![
            "Words.",
            "1. Wipe.\n2. Rinse.",
            "- a\n  - b\n\n    ```\n    # c\n    ```",
            "### Notes\n\nSame.",
            "#### Own words",
            "Middle\n---",
            "  ### in a row",
            "> ## quoted",
            "- ## listed",
            "| a |\n| --- |\n| b |",
            "```\n## code\n```",
            "Term\n: what it is",
            "[a][b] <b>bold</b>",
            "[b]: c.md",
        ]);
        (heading, prop::collection::vec(block, 0..3))
            .prop_map(|(heading, blocks)| format!("{heading}\n\n{}\n\n", blocks.join("\n\n")))
    }

    proptest! {
        #[test]
        fn chapters_that_are_skimmed_give_what_reading_them_gives(
            chapters in prop::collection::vec(chapter(), 6),
            before in prop::sample::subsequence((0..6).collect::<Vec<_>>(), 1..6),
            after in prop::sample::subsequence((0..6).collect::<Vec<_>>(), 1..6),
            head in prop::sample::select(vec!["", "Words.\n\n", "# Procedure\n\nWords.\n\n"]),
        ) {
            let text = |which: &[usize]| {
                let which = which.iter().map(|at| chapters[*at].as_str());
                format!("{head}{}", which.collect::<String>())
            };
            let (before, after) = (text(&before), text(&after));
            let is_procedure = |heading: &str| heading == "Procedure";
            let read = |(old, new, twins): (Split<'_>, Split<'_>, Twins)| {
                let sections = |split: Split<'_>, twins: Vec<Option<usize>>| {
                    let events = split.sections.into_iter().map(|part| part.events);
                    blocks::sections(events.zip(twins), &is_procedure)
                };
                let (old, new) = (sections(old, twins.0), sections(new, twins.1));
                format!("{old:#?}\n{new:#?}")
            };
            if let Some(skimmed) = skimmed(&before, &after) {
                prop_assert_eq!(read(skimmed), read(whole(&before, &after)));
            }
        }
    }
}
