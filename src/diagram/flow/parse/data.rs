//! The data in `A@{ … }`: the subset of YAML that authors use there, as pairs of texts.

/// The text between `@{` and its `}`; a `}` in double quotes does not count.
pub fn inside(rest: &str) -> Option<&str> {
    let body = rest.strip_prefix("@{")?;
    let mut is_quoted = false;
    for (at, c) in body.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '}' if !is_quoted => return Some(&body[..at]),
            _ => {}
        }
    }
    None
}

type Pairs = Vec<(String, String)>;

/// The pairs in the order written, or the position and the reason of the first mistake.
pub fn parse(text: &str) -> Result<Pairs, (usize, &'static str)> {
    if breaks_outside_quotes(text) {
        block(text)
    } else {
        flow(text)
    }
}

fn breaks_outside_quotes(text: &str) -> bool {
    text.split('"').step_by(2).any(|piece| piece.contains('\n'))
}

/// `key: value, key: value`.
fn flow(text: &str) -> Result<Pairs, (usize, &'static str)> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while !text[at..].trim_start().is_empty() {
        at += text[at..].len() - text[at..].trim_start().len();
        let (key, after) = scalar(text, at, &[':', ','])?;
        at = after;
        let mut value = String::new();
        if text[at..].starts_with(':') {
            at += 1;
            at += text[at..].len() - text[at..].trim_start().len();
            (value, at) = scalar(text, at, &[','])?;
        }
        pairs.push((key, value));
        if text[at..].starts_with(',') {
            at += 1;
        } else if !text[at..].trim().is_empty() {
            return Err((at, "a comma is missing between two properties"));
        }
    }
    Ok(pairs)
}

/// One scalar that begins at `at` and ends before one of `stops`, and where it ends.
fn scalar(text: &str, at: usize, stops: &[char]) -> Result<(String, usize), (usize, &'static str)> {
    let rest = &text[at..];
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let Some(length) = rest[1..].find(quote) else {
            return Err((at, "a quote is never closed in these properties"));
        };
        let end = at + length + 2;
        let blanks = text[end..].len() - text[end..].trim_start().len();
        return Ok((rest[1..=length].to_owned(), end + blanks));
    }
    let length = rest.find(stops).unwrap_or(rest.len());
    let value = rest[..length].trim();
    if value.contains(": ") || value.contains(['{', '[']) {
        return Err((at, "a comma is missing between two properties"));
    }
    Ok((value.to_owned(), at + length))
}

/// One property a line; `key: |` takes the more deeply indented lines that follow.
fn block(text: &str) -> Result<Pairs, (usize, &'static str)> {
    let mut pairs: Pairs = Vec::new();
    let mut lines = offsets(text).peekable();
    while let Some((at, line)) = lines.next() {
        if line.trim().is_empty() {
            continue;
        }
        let Some(colon) = line.find(": ").or_else(|| {
            line.trim_end()
                .ends_with(':')
                .then(|| line.trim_end().len() - 1)
        }) else {
            return Err((at, "a property is `name: value`"));
        };
        let key = line[..colon].trim().to_owned();
        let value = line[colon + 1..].trim();
        if matches!(value, "|" | "|-" | ">" | ">-") {
            let indent = line.len() - line.trim_start().len();
            let mut inner = Vec::new();
            while let Some((_, next)) = lines.peek() {
                let depth = next.len() - next.trim_start().len();
                if !next.trim().is_empty() && depth <= indent {
                    break;
                }
                inner.push(next.trim());
                lines.next();
            }
            pairs.push((key, inner.join("\n").trim().to_owned()));
            continue;
        }
        let start =
            at + colon + 1 + (line[colon + 1..].len() - line[colon + 1..].trim_start().len());
        if value.starts_with(['"', '\'']) {
            let mut whole = value.to_owned();
            let quote = &value[..1];
            while whole[1..].find(quote).is_none() {
                match lines.next() {
                    Some((_, next)) => whole.push_str(&format!("<br/>{}", next.trim())),
                    None => return Err((start, "a quote is never closed in these properties")),
                }
            }
            let (inner, after) = scalar(&whole, 0, &[])?;
            if !whole[after..].trim().is_empty() {
                return Err((start, "each property needs a line of its own here"));
            }
            pairs.push((key, inner));
        } else if value.contains(": ") {
            return Err((start, "each property needs a line of its own here"));
        } else {
            pairs.push((key, value.to_owned()));
        }
    }
    Ok(pairs)
}

fn offsets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}
