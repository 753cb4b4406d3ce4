//! Tags in a text that stand for Markdown: links, pictures, tabs, comments. What stands for
//! something that only its own tool knows is shown as source.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag as Element, TagEnd};

use super::tag::{self, Tag};
use super::{Syntax, Syntaxes};

/// A change of a text: what stands in place of some bytes.
pub type Edit = (Range<usize>, String);

/// Tags of which the pair holds nothing for readers.
const COMMENT: &str = "comment";

/// Tags around Markdown that is shown as it stands.
const FRAMES: [&str; 12] = [
    "tabs",
    "tabpane",
    "tab",
    "stepper",
    "step",
    "code",
    "content-ref",
    "details",
    "expand",
    "columns",
    "column",
    "raw",
];

/// What the tags of a text come to.
#[derive(Default)]
pub struct Changes {
    /// Ascending; none overlaps another.
    pub edits: Vec<Edit>,
    /// The tags that are shown as source, by name: how often, and the bytes of the first.
    pub unknown: BTreeMap<String, (usize, Range<usize>)>,
}

/// Reads the tags and comments of a text that is otherwise CommonMark.
pub fn changes(text: &str, syntaxes: Syntaxes) -> Changes {
    let mut changes = Changes::default();
    let has_tags = syntaxes.contains(Syntax::Template)
        && (tag::has_tags(text) || text.contains("{{/*") || text.contains("{{ "));
    let has_comments = syntaxes.contains(Syntax::PercentComment) && text.contains("%%");
    let has_embeds = syntaxes.contains(Syntax::WikiLink) && text.contains("![[");
    if !has_tags && !has_comments && !has_embeds {
        return changes;
    }
    let mut opaque = opaque(text);
    let is_free = |range: &Range<usize>, opaque: &[Range<usize>]| {
        let next = opaque.partition_point(|code| code.end <= range.start);
        opaque.get(next).is_none_or(|code| code.start >= range.end)
    };
    let mut edits: Vec<Edit> = Vec::new();
    if has_comments {
        edits.extend(between(text, "%%", "%%", &|range| is_free(range, &opaque)));
    }
    if has_tags {
        edits.extend(between(text, "{{/*", "*/}}", &|range| {
            is_free(range, &opaque)
        }));
        edits.extend(addresses(text));
    }
    if has_embeds {
        edits.extend(embeds(text).filter(|(range, _)| is_free(range, &opaque)));
    }
    if has_tags {
        let all = tag::tags(text);
        let all: Vec<Tag<'_>> = all
            .into_iter()
            .filter(|tag| is_free(&tag.range, &opaque))
            .collect();
        for pair in pairs(&all, "raw") {
            opaque.push(all[pair.start].range.end..all[pair.end].range.start);
        }
        opaque.sort_by_key(|range| range.start);
        for pair in pairs(&all, COMMENT) {
            let whole = all[pair.start].range.start..all[pair.end].range.end;
            edits.push((whole, String::new()));
        }
        edits.sort_by_key(|(range, _)| range.start);
        let hidden: Vec<Range<usize>> = edits.iter().map(|(range, _)| range.clone()).collect();
        for (at, tag) in all.iter().enumerate() {
            if !is_free(&tag.range, &opaque) || !is_free(&tag.range, &hidden) {
                continue;
            }
            let with = replacement(text, tag, &all[at + 1..]).unwrap_or_else(|| {
                let entry = changes.unknown.entry(tag.name.to_owned());
                let entry = entry.or_insert_with(|| (0, tag.range.clone()));
                entry.0 += 1;
                source(tag.written)
            });
            edits.push((tag.range.clone(), with));
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    edits.retain(|(range, _)| {
        let is_kept = range.start >= end;
        if is_kept {
            end = range.end;
        }
        is_kept
    });
    changes.edits = edits;
    changes
}

/// Code and HTML: nothing in it is read.
fn opaque(text: &str) -> Vec<Range<usize>> {
    let mut opaque = Vec::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Element::CodeBlock(_) | Element::HtmlBlock)
            | Event::Code(_)
            | Event::InlineHtml(_) => opaque.push(range),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {}
            _ => {}
        }
    }
    opaque.sort_by_key(|range| range.start);
    opaque
}

/// What stands between two marks, with them.
fn between(
    text: &str,
    open: &str,
    close: &str,
    is_free: &dyn Fn(&Range<usize>) -> bool,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(open).map(|start| at + start) {
        let inner = start + open.len();
        if !is_free(&(start..inner)) {
            at = inner;
            continue;
        }
        let Some(end) = text[inner..].find(close) else {
            break;
        };
        let end = inner + end + close.len();
        edits.push((start..end, String::new()));
        at = end;
    }
    edits
}

/// The tags of a name that open and end a pair, by their indexes.
fn pairs(tags: &[Tag<'_>], name: &str) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    let mut open = None;
    for (at, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.name == name) {
        match (open, tag.is_end) {
            (None, false) => open = Some(at),
            (Some(start), true) => {
                pairs.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    pairs
}

/// `{{ site.baseurl }}` and `{{ "/path" | relative_url }}` in the target of a link.
fn addresses(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for open in ["](", "](<", "=\""] {
        let marked = format!("{open}{{{{ ");
        for (start, _) in text.match_indices(&marked) {
            let start = start + open.len();
            let Some(length) = text[start..].find("}}") else {
                continue;
            };
            let inner = text[start + 2..start + length].trim();
            let path = match inner.split_once('|') {
                Some((path, filter)) if filter.trim().ends_with("_url") => {
                    path.trim().trim_matches(['"', '\''])
                }
                None if matches!(inner, "site.baseurl" | "site.url") => "",
                _ => continue,
            };
            edits.push((start..start + length + 2, path.to_owned()));
        }
    }
    edits
}

/// `![[Note]]` is a link to the note, `![[scan.png|200]]` a picture without its width.
fn embeds(text: &str) -> impl Iterator<Item = Edit> + '_ {
    text.match_indices("![[").filter_map(|(start, _)| {
        let inner = text[start + 3..].split("]]").next()?;
        let end = start + 3 + inner.len();
        if inner.contains('\n') || !text[end..].starts_with("]]") {
            return None;
        }
        let (target, label) = match inner.split_once('|') {
            Some((target, label)) => (target.trim_end_matches('\\'), Some(label)),
            None => (inner, None),
        };
        let name = target.rsplit('/').next()?;
        if !is_picture(name) {
            return Some((start..start + 1, String::new()));
        }
        let is_size = |label: &&str| label.chars().all(|c| c.is_ascii_digit() || c == 'x');
        let stem = name.rsplit_once('.')?.0;
        let alt = label.filter(|label| !is_size(label)).unwrap_or(stem);
        Some((start..end + 2, format!("![{alt}](<{target}>)")))
    })
}

fn is_picture(name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "avif"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// What a tag stands for; `None` where only its own tool knows.
fn replacement(text: &str, tag: &Tag<'_>, following: &[Tag<'_>]) -> Option<String> {
    let ends = |name: &str| {
        following
            .iter()
            .find(|end| end.is_end && end.name == name)
            .map(|end| text[tag.range.end..end.range.start].trim())
    };
    if tag.is_end {
        let is_read = FRAMES.contains(&tag.name) || matches!(tag.name, "file" | "embed");
        return is_read.then(String::new);
    }
    match tag.name {
        "ref" | "relref" => {
            let target = tag.named(&["path"]).or_else(|| tag.value(0))?;
            Some(link(text, tag, target))
        }
        "link" => {
            let target = tag.value(0)?.trim_start_matches('/');
            tag.written
                .starts_with("{%")
                .then(|| link(text, tag, &format!("/{target}")))
        }
        "post_url" => Some(link(text, tag, &format!("/_posts/{}.md", tag.value(0)?))),
        "content-ref" => {
            let url = tag.named(&["url"])?;
            let is_linked = ends(tag.name).is_some_and(|inner| inner.contains("]("));
            Some(match is_linked {
                true => String::new(),
                false => format!("[{url}](<{url}>)"),
            })
        }
        "figure" | "img" | "image" => {
            let source = tag.named(&["src"]).or_else(|| tag.value(0))?;
            let caption = tag.named(&["caption", "title"]);
            let alt = tag.named(&["alt"]).or(caption).unwrap_or_default();
            let alt = alt.replace(['[', ']'], "");
            let caption = caption.map(|caption| format!(" \"{}\"", caption.replace('"', "\\\"")));
            let caption = caption.unwrap_or_default();
            Some(format!("![{alt}](<{source}>{caption})"))
        }
        "file" => {
            let source = tag.named(&["src"])?;
            let name = source.rsplit('/').next().unwrap_or(source);
            Some(format!("[{name}](<{source}>)"))
        }
        "embed" => {
            let url = tag.named(&["url"])?;
            Some(format!("[{url}](<{url}>)"))
        }
        "tab" | "code" | "details" | "expand" => {
            let title = tag.named(&["title", "header", "name", "summary"]);
            let title = title.or_else(|| tag.value(0).filter(|_| tag.name != "code"));
            ends(tag.name)?;
            Some(title.map_or_else(String::new, |title| titled(text, tag, title)))
        }
        name if FRAMES.contains(&name) => ends(name).map(|_| String::new()),
        _ => None,
    }
}

/// A link in place of a tag, or its target where the tag stands in place of one.
fn link(text: &str, tag: &Tag<'_>, target: &str) -> String {
    let before = &text[..tag.range.start];
    let is_target = ["](", "](<", "=\"", "]: "]
        .iter()
        .any(|mark| before.ends_with(mark));
    let has_blank = target.contains(' ') && !before.ends_with('<');
    match (is_target, has_blank) {
        (true, true) if before.ends_with('(') => target.replace(' ', "%20"),
        (true, _) => target.to_owned(),
        (false, _) => format!("[{target}](<{target}>)"),
    }
}

/// A bold line in place of a tag that has a line of its own.
fn titled(text: &str, tag: &Tag<'_>, title: &str) -> String {
    let line = text[..tag.range.start].rfind('\n').map_or(0, |at| at + 1);
    let prefix = &text[line..tag.range.start];
    let title = title.replace('*', "\\*");
    match prefix.trim_matches([' ', '\t', '>']).is_empty() {
        true => format!("\n{prefix}**{title}**\n{prefix}"),
        false => format!("**{title}** "),
    }
}

/// A tag as code.
fn source(written: &str) -> String {
    let mut fence = "`".to_owned();
    while written.contains(&fence) {
        fence.push('`');
    }
    format!("{fence} {written} {fence}")
}
