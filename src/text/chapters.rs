//! A Markdown text cut before the headings of its chapters (`## …`), by its lines alone.
//!
//! In: a body. Out: its [`Chapter`]s, or nothing where a parser could read a chapter otherwise in
//! its text than by itself: links by reference, footnotes, raw HTML, admonitions of `!!!` and `:::`, headings
//! of the first level below the first chapter, code fences that nobody closed.

use std::ops::Range;

use memchr::memchr3_iter;

/// A stretch of a text that can be read by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Where it lies.
    pub span: Range<usize>,
    /// Where the headings in it begin, its own first; `None` where only a parser can tell.
    pub headings: Option<Vec<usize>>,
}

/// The chapters of a text; the first is what stands before any, and may be empty.
pub fn chapters(text: &str) -> Option<Vec<Chapter>> {
    let mut found = vec![Chapter::at(0)];
    let mut fence: Option<Fence> = None;
    let mut is_below_text = false;
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let at = next;
        next += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Some(open) = &fence {
            if open.is_left_by(line) {
                return None;
            }
            if open.is_closed_by(line) {
                fence = None;
            }
            continue;
        }
        fence = Fence::opened_by(line);
        if fence.is_some() {
            is_below_text = false;
            continue;
        }
        if !is_by_itself(line) {
            return None;
        }
        let heading = Heading::of(line, is_below_text);
        is_below_text = !line.trim().is_empty();
        if line.starts_with("## ") {
            found.last_mut()?.span.end = at;
            found.push(Chapter::at(at));
        }
        let is_in_first = found.len() == 1;
        let chapter = found.last_mut()?;
        match heading {
            Heading::First if !is_in_first => return None,
            Heading::First | Heading::Unsure => chapter.headings = None,
            Heading::Plain => chapter.headings.iter_mut().for_each(|all| all.push(at)),
            Heading::None => {}
        }
    }
    found.last_mut()?.span.end = text.len();
    fence.is_none().then_some(found)
}

impl Chapter {
    fn at(start: usize) -> Chapter {
        Chapter {
            span: start..start,
            headings: Some(Vec::new()),
        }
    }
}

/// What a line is, or makes of the one above.
enum Heading {
    None,
    /// Of a lower level than the first, in no list.
    Plain,
    /// It may be one of the first level.
    First,
    /// It may be one.
    Unsure,
}

impl Heading {
    fn of(line: &str, is_below_text: bool) -> Heading {
        let (indent, inner) = indented(line);
        if indent > 3 {
            return Heading::None;
        }
        let level = run(inner, b'#');
        let is_marked = matches!(inner.as_bytes().get(level), None | Some(b' ' | b'\t'));
        let inner = inner.trim_end();
        let is_line_of = |mark| !inner.is_empty() && run(inner, mark) == inner.len();
        match level {
            1 if is_marked => Heading::First,
            2..=6 if is_marked && indent == 0 => Heading::Plain,
            1..=6 if is_marked => Heading::Unsure,
            _ if is_line_of(b'=') => Heading::First,
            _ if is_below_text && is_line_of(b'-') => Heading::Unsure,
            _ => Heading::None,
        }
    }
}

/// An open code fence.
struct Fence {
    mark: u8,
    length: usize,
    /// With one, it may stand in a list.
    indent: usize,
}

impl Fence {
    /// One that is indented further can only stand in a list, and ends with it before any chapter.
    fn opened_by(line: &str) -> Option<Fence> {
        let (indent, inner) = indented(line);
        let mark = *inner.as_bytes().first()?;
        let length = run(inner, mark);
        let is_fence =
            length >= 3 && (mark == b'~' || (mark == b'`' && !inner[length..].contains('`')));
        (is_fence && indent < 4).then_some(Fence {
            mark,
            length,
            indent,
        })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let (indent, inner) = indented(line);
        let length = run(inner, self.mark);
        indent < 4 && length >= self.length && inner[length..].trim().is_empty()
    }

    /// Whether a line ends it if it stands in a list, and not if it stands in none; or the other
    /// way round.
    fn is_left_by(&self, line: &str) -> bool {
        let (indent, inner) = indented(line);
        let is_deep_end = indent >= 4 && run(inner, self.mark) >= self.length;
        self.indent > 0 && !inner.trim().is_empty() && (indent < self.indent || is_deep_end)
    }
}

fn run(inner: &str, mark: u8) -> usize {
    inner.bytes().take_while(|byte| *byte == mark).count()
}

fn indented(line: &str) -> (usize, &str) {
    let inner = line.trim_start_matches(' ');
    (line.len() - inner.len(), inner)
}

/// Whether nothing in a line speaks to another chapter, or is spoken to from there.
fn is_by_itself(line: &str) -> bool {
    let inner = line.trim_start();
    if ["!!!", "???", ":::"]
        .iter()
        .any(|mark| inner.starts_with(mark))
    {
        return false;
    }
    let bytes = line.as_bytes();
    memchr3_iter(b'<', b']', b'\r', bytes).all(|at| match bytes[at] {
        // A tag; a definition; the end of a line, to some.
        b'<' => !matches!(bytes.get(at + 1), Some(next) if next.is_ascii_alphabetic() || b"/!?".contains(next)),
        b']' => bytes.get(at + 1) != Some(&b':'),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<Vec<&str>> {
        let chapters = chapters(text)?.into_iter();
        Some(chapters.map(|chapter| &text[chapter.span]).collect())
    }

    #[test]
    fn a_text_is_cut_before_each_chapter_and_nowhere_else() {
        let text =
            "# T\n\n## A\n\n```\n## code\n```\n\n- b\n\n  ```\n  ## code\n  ```\n### C\n\n## D\n";
        let parts = ["# T\n\n", &text[5..text.len() - 5], "## D\n"];
        assert_eq!(cut(text).unwrap(), parts);
        let headings = chapters(text).unwrap().into_iter().map(|one| one.headings);
        let at = text.find("###").unwrap();
        let expected = [None, Some(vec![5, at]), Some(vec![text.len() - 5])];
        assert_eq!(headings.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_leads_from_one_chapter_to_another_leaves_a_text_whole() {
        for one in [
            "[a]: b.md",
            "<details>",
            "!!! note",
            ":::note[Mind]",
            "# Top",
            "Top\n===",
            "```\nopen",
            "  ```\nleft\n  ```",
            "a\rb",
        ] {
            assert_eq!(cut(&format!("## A\n\n{one}\n\n## B\n")), None, "{one}");
        }
    }
}
