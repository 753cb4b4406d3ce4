//! The kinds of markup that did not take, each by its look in the text of a block.
//!
//! A hint has to be right: where the same characters are often meant as they stand (`5 * 3 * 2`,
//! `#channel`, `$5 and $6`), nothing is said.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::wide_table::{columns, is_delimiter};

/// A kind of markup that did not take: finds it in the text of a block.
pub type Kind = fn(&str) -> Option<Found>;

/// What was found in a text.
pub struct Found {
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Every kind.
pub const KINDS: [Kind; 10] = [
    bold, link, heading, item, table, contents, template, math, highlight, emoji,
];

fn found(
    range: Range<usize>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Option<Found> {
    Some(Found {
        range,
        message: message.into(),
        help: help.into(),
    })
}

macro_rules! pattern {
    ($pattern:literal) => {{
        static PATTERN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("a valid pattern"));
        &*PATTERN
    }};
}

/// `**Note: **text`, `**「重要」**で`.
fn bold(text: &str) -> Option<Found> {
    if !text.contains("**") && !text.contains("__") {
        return None;
    }
    for marks in pattern!(r"\*\*([^*\n]+)\*\*|(?:^|\s)__([^_\n]+)__").captures_iter(text) {
        let whole = marks.get(0).expect("group 0 is the match").range();
        let is_stars = marks.get(1).is_some();
        let inner = marks
            .get(1)
            .or(marks.get(2))
            .map_or("", |inner| inner.as_str());
        let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
        let has_blank = inner.trim() != inner;
        if letters < 2 || (!has_blank && !is_stars) {
            continue;
        }
        let mark = if is_stars { "**" } else { "__" };
        let help = if has_blank {
            format!("remove the blanks inside: `{mark}{}{mark}`", inner.trim())
        } else {
            format!("put a blank before or after `{mark}`, or the punctuation outside of it")
        };
        let start =
            whole.start + (text[whole.clone()].len() - text[whole.clone()].trim_start().len());
        return found(
            start..whole.end,
            format!("`{mark}` is shown: this is not bold"),
            help,
        );
    }
    None
}

/// `[the plan](site plan.md)`, `[form] (form.md)`, `(form.md)[form]`.
fn link(text: &str) -> Option<Found> {
    if !text.contains('[') {
        return None;
    }
    for link in pattern!(r"\[([^\[\]\n]+)\]( ?)\(([^()\n]+)\)|\(([^()\s]+)\)\[([^\[\]\n]+)\]")
        .captures_iter(text)
    {
        let whole = link.get(0).expect("group 0 is the match").range();
        let part = |group: usize| link.get(group).map_or("", |part| part.as_str());
        let (label, target) = match part(1) {
            "" => (part(5), part(4)),
            label => (label, part(3)),
        };
        let is_turned = part(1).is_empty();
        let has_gap = !part(2).is_empty();
        let has_blank = target.contains(char::is_whitespace);
        if !is_target(target) || (has_gap && has_blank) {
            continue;
        }
        let target = if has_blank {
            format!("<{target}>")
        } else {
            target.to_owned()
        };
        let reason = if is_turned || has_gap || has_blank {
            format!("write `[{label}]({target})`")
        } else {
            "check the brackets and quotes of the link".to_owned()
        };
        return found(whole, "this is not a link", reason);
    }
    None
}

/// Whether a text in brackets looks like the target of a link.
fn is_target(text: &str) -> bool {
    pattern!(
        r"(?i)^(?:https?://.+|#[\w-]+|\.{0,2}/[\w./%-]+|[^:]*\.(?:md|html?|pdf|docx?|xlsx?|pptx?|csv|txt|png|jpe?g|gif|svg)(?:#\S*)?)$"
    )
    .is_match(text)
}

/// `#NoSpace`, `##Nor here`.
fn heading(text: &str) -> Option<Found> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[hashes..];
    let is_heading = (1..=6).contains(&hashes)
        && !text.contains('\n')
        && !rest.contains('#')
        && rest.starts_with(|c: char| {
            if hashes == 1 {
                c.is_uppercase()
            } else {
                c.is_alphabetic()
            }
        });
    let marks = "#".repeat(hashes);
    let help = format!("put a blank after it: `{marks} {}`", rest.trim());
    if !is_heading {
        return None;
    }
    found(
        0..text.len(),
        format!("`{marks}` is shown: this is not a heading"),
        help,
    )
}

/// `1.No space`.
fn item(text: &str) -> Option<Found> {
    let number = |line: &str| -> Option<u32> {
        let found = pattern!(r"^(\d{1,2})[.)]\p{Alphabetic}").captures(line)?;
        found[1].parse().ok()
    };
    let mut lines = text.lines();
    let first = lines.next()?;
    let own = number(first)?;
    let is_list = match lines.next() {
        Some(second) => number(second) == Some(own + 1),
        None => {
            let after = first.trim_start_matches(|c: char| c.is_ascii_digit());
            own == 1 && after.chars().nth(1).is_some_and(char::is_uppercase)
        }
    };
    if !is_list {
        return None;
    }
    let end = first.find(['.', ')'])? + 1;
    let help = format!(
        "put a blank after it: `{} {}`",
        &first[..end],
        &first[end..]
    );
    let message = format!("`{}` is shown: this is not a list", &first[..end]);
    found(0..first.len(), message, help)
}

/// A table of which the delimiter row does not fit.
fn table(text: &str) -> Option<Found> {
    if !text.contains('|') {
        return None;
    }
    let mut at = 0;
    let mut before: Option<(usize, &str)> = None;
    for line in text.split('\n') {
        if let Some((start, header)) = before.filter(|(_, header)| header.contains('|'))
            && is_delimiter(line)
        {
            let (cells, dashes) = (columns(header), columns(line));
            let help = if cells == dashes {
                "leave a blank line above the table".to_owned()
            } else {
                format!(
                    "give the line of dashes as many cells as the header: {cells}, not {dashes}"
                )
            };
            return found(start..at + line.len(), "this is not a table", help);
        }
        before = Some((at, line));
        at += line.len() + 1;
    }
    None
}

/// `[TOC]`, `[[toc]]`.
fn contents(text: &str) -> Option<Found> {
    let mark = pattern!(r"\[\[?(?:TOC|_TOC_)\]\]?|^\[\[?(?i:_?toc_?)\]\]?$").find(text)?;
    let message = format!(
        "`{}` is shown: it makes no table of contents",
        mark.as_str()
    );
    found(
        mark.range(),
        message,
        "remove it: each page has a table of contents",
    )
}

/// `{{< x >}}`, `{% x %}`, `<%= x %>`.
fn template(text: &str) -> Option<Found> {
    if !text.contains('{') && !text.contains("<%") {
        return None;
    }
    let mark = pattern!(r"\{\{[<%].*?[>%]\}\}|\{\{#\w+[^{}]*\}\}|\{%-?\s*\w+.*?%\}|<%=?\s.*?%>")
        .find(text)?;
    found(
        mark.range(),
        format!("`{}` is shown: templates are not run", mark.as_str()),
        "write what it stands for, or put it in backticks",
    )
}

/// `$E=mc^2$`.
fn math(text: &str) -> Option<Found> {
    if !text.contains('$') {
        return None;
    }
    let formulas = pattern!(r"(?:^|[^\w$])(\$\$?[^\s$][^$\n]*\$\$?)(?:[^\w$]|$)");
    for formula in formulas.captures_iter(text) {
        let formula = formula.get(1).expect("the group is in every match");
        let inner = formula.as_str().trim_matches('$');
        let is_formula = inner.contains(['\\', '^'])
            || inner.contains(['=', '_']) && !inner.starts_with(|c: char| c.is_ascii_digit());
        if is_formula && inner.trim_end() == inner && !inner.starts_with('{') {
            return found(
                formula.range(),
                "`$` is shown: formulas are not typeset",
                "write the formula in words and characters, or show it as a picture",
            );
        }
    }
    None
}

/// `==marked==`.
fn highlight(text: &str) -> Option<Found> {
    if !text.contains("==") {
        return None;
    }
    let mark = pattern!(r"(?:^|[\s(])(==[^\s=](?:[^=\n]*[^\s=])?==)(?:[\s).,;:!?]|$)");
    let mark = mark.captures(text)?.get(1)?;
    let help = format!("write `**{}**`", mark.as_str().trim_matches('='));
    found(mark.range(), "`==` is shown: this is not highlighted", help)
}

/// `:warning:`.
fn emoji(text: &str) -> Option<Found> {
    if !text.contains(':') {
        return None;
    }
    let mark = pattern!(r"(?:^|[\s(])(:[a-z][a-z_]+[a-z]:)(?:[\s).,;!?]|$)");
    let mark = mark.captures(text)?.get(1)?;
    found(
        mark.range(),
        format!("`{}` is shown: it is not an emoji here", mark.as_str()),
        "write the character itself, or the word",
    )
}
