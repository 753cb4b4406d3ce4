//! Minifies scripts and stylesheets: removes comments and white space.
//!
//! In: the text of a file. Out: an equivalent text in fewer bytes. Knows no theme.

/// A script without indentation and comment lines, which are a fifth of its bytes. Built-in scripts
/// have no strings of more than one line.
pub(super) fn script(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A stylesheet without comments, and without white space except between two words. Strings and
/// addresses in `url()` are not changed.
pub(super) fn stylesheet(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    // Whether there was white space before, and whether the last character is punctuation.
    let (mut is_apart, mut is_mark) = (false, true);
    while let Some(first) = rest.chars().next() {
        let comment = rest.starts_with("/*");
        if comment || first.is_ascii_whitespace() {
            let end = if comment {
                rest.find("*/").map_or(rest.len(), |at| at + 2)
            } else {
                first.len_utf8()
            };
            rest = &rest[end..];
            is_apart = true;
            continue;
        }
        let parts = |c: char| matches!(c, '{' | '}' | ';' | ',');
        if is_apart && !is_mark && !parts(first) {
            out.push(' ');
        }
        if first == '}' && is_mark && out.ends_with(';') {
            out.pop();
        }
        let end = whole(rest, first);
        is_apart = false;
        is_mark = end == 1 && (parts(first) || first == ':');
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out
}

/// The length in bytes of what must not be changed at the start of `text`: a string, an address, or
/// one character.
fn whole(text: &str, first: char) -> usize {
    if matches!(first, '"' | '\'') {
        return string(text, first);
    }
    let address = text
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("url("));
    if first == '\\' {
        let escaped = text.chars().nth(1).map_or(0, char::len_utf8);
        return 1 + escaped;
    }
    match address.and_then(|start| text[start.len()..].trim_start().chars().next()) {
        Some('"' | '\'') | None => first.len_utf8(),
        Some(_) => text.find(')').map_or(text.len(), |at| at + 1),
    }
}

fn string(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{script, stylesheet};
    use crate::render::theme::{BUILT_IN, files};

    #[test]
    fn no_built_in_script_holds_a_text_over_several_lines() {
        for (path, bytes) in files(&BUILT_IN) {
            let script = script(&String::from_utf8_lossy(bytes));
            for line in script.lines().filter(|_| path.ends_with(".js")) {
                let is_whole = line.matches('`').count().is_multiple_of(2);
                assert!(is_whole, "{path}: {line}");
            }
        }
    }

    #[test]
    fn a_sheet_loses_comments_and_idle_space() {
        let given = "/* A. */\n.a,\n.b > .c  {\n  margin: 0 auto;\n  color: red ;\n}\n\n@media (x) and (y) {\n}\n";
        let minified = ".a,.b > .c{margin:0 auto;color:red}@media (x) and (y){}";
        assert_eq!(stylesheet(given), minified);
    }

    #[test]
    fn what_space_means_something_in_stays() {
        for whole in [
            r#".a::before{content:"§ ; {  /* } \\" b"}"#,
            "a::after{content:' ·  '}",
            "a{width:calc(100% - (1px + 2px))}",
            "a{width:calc(1px + -2px) !important}",
            "a :hover{b:c}",
            "a + b ~ c:not(.d) e{f:g}",
            "a{b:url(data:image/svg+xml;utf8,<svg /*x*/ a: b>)}",
            r"a\: b{c:d}",
            "@supports not (a:b){c{d:e}}",
            "a{margin:-1px -2px;font:1em/1.5 x}",
        ] {
            assert_eq!(stylesheet(whole), whole);
        }
    }

    #[test]
    fn a_comment_between_two_words_parts_them() {
        assert_eq!(stylesheet("a/**/b{c:d}"), "a b{c:d}");
    }
}
