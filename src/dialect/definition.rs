//! A colon at the start of a line that begins no definition: only one before a blank does, and none
//! within code. `:warning: Hot`, `:15 and :45` and a line of a code span stay as they are.

/// Where colons begin lines but no definition: bytes of `text`, ascending.
pub fn false_colons(text: &str) -> Vec<usize> {
    let mut colons = Vec::new();
    if !text.lines().any(|line| in_container(line).starts_with(':')) {
        return colons;
    }
    let mut at = 0;
    let mut paragraph = 0;
    let mut fence: Option<(char, usize)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let inner = in_container(line);
        if inner.trim().is_empty() {
            paragraph = at;
            continue;
        }
        let mark = inner.chars().next().unwrap_or(' ');
        let run = inner.chars().take_while(|c| *c == mark).count();
        match fence {
            Some((open, length)) => {
                if mark == open && run >= length && inner.trim().len() == run {
                    fence = None;
                    paragraph = at;
                }
                continue;
            }
            None if matches!(mark, '`' | '~') && run >= 3 => {
                fence = Some((mark, run));
                continue;
            }
            None => {}
        }
        let Some(after) = inner.strip_prefix(':') else {
            continue;
        };
        let colon = start + (line.len() - inner.len());
        let is_definition = after.starts_with([' ', '\t']) && !after.trim().is_empty();
        let is_table = inner.contains('-')
            && inner
                .trim()
                .chars()
                .all(|c| matches!(c, ':' | '-' | '|' | ' ' | '\t'));
        if !is_table && (!is_definition || is_in_code(&text[paragraph..], colon - paragraph)) {
            colons.push(colon);
        }
    }
    colons
}

/// A line without its indentation and the marks of block quotes.
fn in_container(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// Whether a code span that opens before `at` closes after it, in the paragraph that `text` begins
/// with.
fn is_in_code(text: &str, at: usize) -> bool {
    let end = text.find("\n\n").unwrap_or(text.len());
    let text = &text[..end.max(at)];
    let mut from = 0;
    while let Some(open) = text[from..].find('`').map(|open| from + open) {
        if open >= at {
            return false;
        }
        let run = text[open..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        let is_escaped = text[..open].ends_with('\\');
        let inner = open + run;
        let close = if is_escaped {
            None
        } else {
            closing(text, inner, run)
        };
        match close {
            Some(close) if close > at => return true,
            Some(close) => from = close + run,
            None => from = inner,
        }
    }
    false
}

/// Where the next run of exactly `length` backticks begins.
fn closing(text: &str, from: usize, length: usize) -> Option<usize> {
    let mut at = from;
    while let Some(next) = text[at..].find('`').map(|next| at + next) {
        let run = text[next..]
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        if run == length {
            return Some(next);
        }
        at = next + run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colon_before_a_blank_outside_of_code_begins_a_definition() {
        let is = |text: &str, colons: &[usize]| assert_eq!(false_colons(text), colons, "{text}");
        is("Term\n: meaning\n", &[]);
        is("Bell\n:30 past\n", &[5]);
        is("> a\n> :x: b\n", &[6]);
        is("see `a\n: b` here\n", &[7]);
        is("see `a` b\n: c `d`\n", &[]);
        is("```\n:x\n```\n:y\n", &[11]);
        is("a | b\n:-: | --:\n", &[]);
    }
}
