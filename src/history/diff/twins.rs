//! The sections that stand in two texts word for word: they need not be read to be compared.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::{self, Section};

/// The sections of two texts, with those that are the same left unread.
pub(super) fn sections(
    before: &str,
    after: &str,
    is_procedure: &dyn Fn(&str) -> bool,
) -> (Vec<Section>, Vec<Section>) {
    let (old, new) = (split(before), split(after));
    let (twins_of_old, twins_of_new) = twins(before, &old, after, &new);
    let read = |split: Split<'_>, twins: Vec<Option<usize>>| {
        let of_sections = split.sections.into_iter().map(|(_, events)| events);
        blocks::sections(of_sections.zip(twins), is_procedure)
    };
    (read(old, twins_of_old), read(new, twins_of_new))
}

/// A text cut before each heading that begins a section.
struct Split<'t> {
    /// Where each section lies, and its events; the first is what stands before any heading.
    sections: Vec<(Range<usize>, Vec<Event<'t>>)>,
    /// What links by reference lead to, from anywhere in the text.
    references: Vec<(String, String)>,
}

fn split(body: &str) -> Split<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let parser = Parser::new_ext(body, options).into_offset_iter();
    let defined = parser.reference_definitions().iter();
    let mut references: Vec<(String, String)> = defined
        .map(|(label, link)| (label.to_owned(), link.dest.to_string()))
        .collect();
    references.sort();
    let mut sections = vec![(0..body.len(), Vec::new())];
    let mut depth = 0_usize;
    for (event, range) in parser {
        match &event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                let (above, _) = sections.last_mut().expect("there is a first section");
                above.end = range.start;
                sections.push((range.start..body.len(), Vec::new()));
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
        let (_, events) = sections.last_mut().expect("there is a first section");
        events.push(event);
    }
    Split {
        sections,
        references,
    }
}

/// For each section of either text its twin in the other: those under a heading that stand in both
/// texts once. There is none where the same words may lead elsewhere.
fn twins(
    before: &str,
    old: &Split<'_>,
    after: &str,
    new: &Split<'_>,
) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut of_old = vec![None; old.sections.len()];
    let mut of_new = vec![None; new.sections.len()];
    if old.references != new.references {
        return (of_old, of_new);
    }
    let (in_old, in_new) = (places(before, old), places(after, new));
    for (at, (range, _)) in old.sections.iter().enumerate() {
        let text = before[range.clone()].trim_end();
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

/// Where each section's text stands, but for what is before the first heading.
fn places<'t>(body: &'t str, split: &Split<'_>) -> HashMap<&'t str, Vec<usize>> {
    let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (range, _)) in split.sections.iter().enumerate().skip(1) {
        let text = body[range.clone()].trim_end();
        found.entry(text).or_default().push(at);
    }
    found
}
