//! Parses the raw text of a label into lines of runs: entities, `<br>`, and the few tags and marks
//! for bold and italic. Every other tag is dropped: a label is text, never HTML.

use crate::diagram::label::{Label, Run};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSyntax {
    Plain,
    Markdown,
}

/// Longer labels are cut with an ellipsis, because they fit into no box.
const LONGEST: usize = 1_000;

pub fn parse(raw: &str, syntax: LabelSyntax) -> Label {
    let mut builder = Builder::default();
    let mut rest = raw.trim();
    while let Some(c) = rest.chars().next() {
        if builder.length >= LONGEST {
            builder.push('…');
            break;
        }
        if let Some((tag, after)) = tag(rest) {
            rest = builder.tag(tag, after);
        } else if let Some((text, length)) = entity(rest) {
            text.chars().for_each(|c| builder.push(c));
            rest = &rest[length..];
        } else if let Some(length) = icon(rest) {
            rest = &rest[length..];
        } else if c == '\n' || rest.starts_with("\\n") && !rest.starts_with("\\\\") {
            builder.break_line();
            rest = &rest[if c == '\n' { 1 } else { 2 }..];
        } else if let Some(length) = mark(rest, raw, syntax, &mut builder) {
            rest = &rest[length..];
        } else {
            builder.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let label = builder.finish();
    if label.is_empty() && raw.contains("fa:fa-") {
        return Label::plain(&icon_name(raw));
    }
    label
}

#[derive(Default)]
struct Builder {
    lines: Vec<Vec<Run>>,
    run: Run,
    line: Vec<Run>,
    length: usize,
}

impl Builder {
    fn push(&mut self, c: char) {
        if c.is_control() && c != '\t' {
            return;
        }
        self.length += 1;
        let is_space = c.is_whitespace() && c != '\u{a0}';
        if !is_space {
            self.run.text.push(c);
        } else if !self.ends_with_space() {
            self.run.text.push(' ');
        }
    }

    fn ends_with_space(&self) -> bool {
        match self.run.text.chars().last() {
            Some(last) => last == ' ',
            None => self.line.last().is_none_or(|run| run.text.ends_with(' ')),
        }
    }

    fn style(&mut self, bold: bool, italic: bool) {
        let next = Run {
            text: String::new(),
            bold,
            italic,
        };
        let done = std::mem::replace(&mut self.run, next);
        if !done.text.is_empty() {
            self.line.push(done);
        }
    }

    fn break_line(&mut self) {
        self.style(self.run.bold, self.run.italic);
        if let Some(last) = self.line.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
        }
        self.line.retain(|run| !run.text.is_empty());
        self.lines.push(std::mem::take(&mut self.line));
    }

    fn tag<'t>(&mut self, tag: &str, after: &'t str) -> &'t str {
        let closes = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match name.as_str() {
            "br" => self.break_line(),
            "b" | "strong" => self.style(!closes, self.run.italic),
            "i" | "em" => self.style(self.run.bold, !closes),
            "p" | "div" | "li" if !self.line.is_empty() || !self.run.text.is_empty() => {
                self.break_line();
            }
            "script" | "style" if !closes => {
                let end = format!("</{name}");
                let lower = after.to_ascii_lowercase();
                let end = lower.find(&end).unwrap_or(after.len());
                return &after[end..];
            }
            _ => {}
        }
        after
    }

    fn finish(mut self) -> Label {
        self.break_line();
        while self.lines.last().is_some_and(Vec::is_empty) {
            self.lines.pop();
        }
        let first = self.lines.iter().position(|line| !line.is_empty());
        self.lines.drain(..first.unwrap_or(0));
        Label { lines: self.lines }
    }
}

/// The content of a tag at the start of `rest`, and the text after the tag.
fn tag(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = inside.find('>')?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// The text of an entity at the start of `rest` and the entity's length in bytes:
/// `&deg;`, `&#176;`, and Mermaid's own `#deg;`, `#176;`.
fn entity(rest: &str) -> Option<(String, usize)> {
    let body = rest
        .strip_prefix("&#")
        .or_else(|| rest.strip_prefix('&'))
        .or_else(|| rest.strip_prefix('#'))?;
    let is_numeric_only = rest.starts_with("&#");
    let start = rest.len() - body.len();
    let name_length = body
        .bytes()
        .take(12)
        .position(|b| !b.is_ascii_alphanumeric())?;
    if body.as_bytes()[name_length] != b';' || name_length == 0 {
        return None;
    }
    let name = &body[..name_length];
    let number = match name.strip_prefix(['x', 'X']) {
        Some(hex) if is_numeric_only => u32::from_str_radix(hex, 16).ok(),
        _ => name.parse().ok(),
    };
    let text = match number {
        Some(number) => char::from_u32(number)
            .filter(|c| !c.is_control())?
            .to_string(),
        None => named(name)?.to_owned(),
    };
    Some((text, start + name_length + 1))
}

fn named(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 62] = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", "\u{a0}"),
        ("deg", "°"),
        ("num", "#"),
        ("semi", ";"),
        ("colon", ":"),
        ("comma", ","),
        ("period", "."),
        ("lpar", "("),
        ("rpar", ")"),
        ("lbrack", "["),
        ("rbrack", "]"),
        ("lsqb", "["),
        ("rsqb", "]"),
        ("lbrace", "{"),
        ("rbrace", "}"),
        ("lcub", "{"),
        ("rcub", "}"),
        ("vert", "|"),
        ("sol", "/"),
        ("bsol", "\\"),
        ("percnt", "%"),
        ("plus", "+"),
        ("equals", "="),
        ("excl", "!"),
        ("quest", "?"),
        ("copy", "©"),
        ("reg", "®"),
        ("trade", "™"),
        ("hellip", "…"),
        ("mdash", "—"),
        ("ndash", "–"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("bull", "•"),
        ("middot", "·"),
        ("times", "×"),
        ("divide", "÷"),
        ("plusmn", "±"),
        ("micro", "µ"),
        ("para", "¶"),
        ("sect", "§"),
        ("euro", "€"),
        ("pound", "£"),
        ("yen", "¥"),
        ("frac12", "½"),
        ("larr", "←"),
        ("rarr", "→"),
        ("uarr", "↑"),
        ("darr", "↓"),
        ("hearts", "♥"),
        ("infin", "∞"),
        ("le", "≤"),
        ("ge", "≥"),
        ("ne", "≠"),
        ("check", "✓"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

/// The length of a reference to an icon font, such as `fa:fa-car`, at the start of `rest`.
fn icon(rest: &str) -> Option<usize> {
    if !rest.starts_with("fa") {
        return None;
    }
    let colon = rest.find(':').filter(|at| (2..=3).contains(at))?;
    if !matches!(
        &rest[..colon],
        "fa" | "fab" | "fas" | "far" | "fal" | "fad" | "fak"
    ) {
        return None;
    }
    let name = rest[colon + 1..].strip_prefix("fa-")?;
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(name.len());
    (length > 0).then_some(colon + 4 + length)
}

fn icon_name(raw: &str) -> String {
    let name = raw.split("fa-").nth(1).unwrap_or_default();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    name[..end.unwrap_or(name.len())].replace('-', " ")
}

/// Applies a Markdown mark at the start of `rest` to the style and returns its length.
fn mark(rest: &str, raw: &str, syntax: LabelSyntax, builder: &mut Builder) -> Option<usize> {
    if syntax == LabelSyntax::Plain {
        return None;
    }
    let sign = ["**", "__", "*", "_"]
        .into_iter()
        .find(|sign| rest.starts_with(sign))?;
    let before = raw[..raw.len() - rest.len().min(raw.len())].chars().last();
    let after = rest[sign.len()..].chars().next();
    let is_on = if sign.len() == 2 {
        builder.run.bold
    } else {
        builder.run.italic
    };
    let within_word = sign.starts_with('_')
        && before.is_some_and(char::is_alphanumeric)
        && after.is_some_and(char::is_alphanumeric);
    let opens =
        !is_on && after.is_some_and(|c| !c.is_whitespace()) && rest[sign.len()..].contains(sign);
    let closes = is_on && before.is_some_and(|c| !c.is_whitespace());
    if within_word || !(opens || closes) {
        return None;
    }
    match sign.len() {
        2 => builder.style(!is_on, builder.run.italic),
        _ => builder.style(builder.run.bold, !is_on),
    }
    Some(sign.len())
}
