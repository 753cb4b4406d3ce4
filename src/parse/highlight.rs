//! Code with class names of one letter, few enough to style by hand.
//!
//! In: a language word and a text. Out: escaped HTML. Neighbours of one class share a `<span>`.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::parse::html::escape_into;

/// Longer texts and lines are shown plain, so that no text can hold up a build.
const LONGEST: usize = 128 * 1024;
const LONGEST_LINE: usize = 4 * 1024;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Words that name no language on purpose.
const PLAIN: [&str; 9] = [
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "output",
    "log",
    "ascii",
    "nohighlight",
];

/// Whether a fence word asks for no highlighting.
pub fn is_plain(language: &str) -> bool {
    language.is_empty() || PLAIN.contains(&language.to_lowercase().as_str())
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let folded = language.to_lowercase();
    let name = match folded.as_str() {
        "console" | "shell-session" | "shellsession" | "shell" | "terminal" => "sh",
        "yml" => "yaml",
        "jsonc" | "json5" => "json",
        "ps" | "pwsh" => "powershell",
        "csharp" => "cs",
        "golang" => "go",
        "docker" => "dockerfile",
        "hcl" => "tf",
        other => other,
    };
    SYNTAXES.find_syntax_by_token(name)
}

/// Whether there is a grammar for a language.
pub fn is_known(language: &str) -> bool {
    syntax(language).is_some()
}

/// The text as HTML, with classes where the language is known.
pub fn highlight(language: &str, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let is_long = text.len() > LONGEST || text.lines().any(|line| line.len() > LONGEST_LINE);
    match syntax(language) {
        Some(syntax) if !is_long && !is_plain(language) => classed(syntax, text, &mut out),
        _ => escape_into(text, &mut out),
    }
    out
}

fn classed(syntax: &SyntaxReference, text: &str, out: &mut String) {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut run = Run::default();
    for line in text.split_inclusive('\n') {
        let Ok(changes) = state.parse_line(line, &SYNTAXES) else {
            run.push(None, line, out);
            continue;
        };
        let mut from = 0;
        let mut class = class_of(&stack);
        for (at, change) in changes {
            let at = at.min(line.len());
            run.push(class, &line[from..at], out);
            from = at;
            if stack.apply(&change).is_err() {
                stack = ScopeStack::new();
            }
            class = class_of(&stack);
        }
        run.push(class, &line[from..], out);
    }
    run.close(out);
}

/// The class of the text written last. White space goes with its neighbours where they are of
/// one class, else between them.
#[derive(Default)]
struct Run {
    class: Option<&'static str>,
    space: String,
}

impl Run {
    fn push(&mut self, class: Option<&'static str>, text: &str, out: &mut String) {
        let inner = text.trim_start();
        self.space.push_str(&text[..text.len() - inner.len()]);
        let word = inner.trim_end();
        if word.is_empty() {
            return;
        }
        if class != self.class {
            self.close(out);
            if let Some(class) = class {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
            }
            self.class = class;
        }
        out.push_str(&self.space);
        self.space.clear();
        escape_into(word, out);
        self.space.push_str(&inner[word.len()..]);
    }

    fn close(&mut self, out: &mut String) {
        if self.class.take().is_some() {
            out.push_str("</span>");
        }
        out.push_str(&self.space);
        self.space.clear();
    }
}

/// Scope prefixes and their class, the more special first.
static CLASSES: LazyLock<Vec<(Scope, Option<&'static str>)>> = LazyLock::new(|| {
    [
        ("comment", Some("c")),
        ("punctuation.definition.comment", Some("c")),
        ("constant.character.escape", Some("n")),
        ("meta.interpolation", None),
        ("markup.inserted", Some("i")),
        ("markup.deleted", Some("d")),
        ("markup.heading", Some("k")),
        ("punctuation.definition.string", Some("s")),
        ("string", Some("s")),
        ("constant", Some("n")),
        ("entity.name.function", Some("f")),
        ("support.function", Some("f")),
        ("variable.function", Some("f")),
        ("entity.name.tag", Some("g")),
        ("entity.other.attribute-name", Some("a")),
        ("variable.annotation", Some("a")),
        ("meta.annotation", Some("a")),
        ("entity.name", Some("t")),
        ("entity.other.inherited-class", Some("t")),
        ("support.type", Some("t")),
        ("support.class", Some("t")),
        ("storage.type", Some("k")),
        ("storage", Some("k")),
        ("keyword.operator.word", Some("k")),
        ("keyword.operator", Some("o")),
        ("keyword", Some("k")),
        ("variable.language", Some("k")),
        ("variable", Some("v")),
        ("punctuation", Some("p")),
        ("meta.mapping.key", Some("a")),
    ]
    .into_iter()
    .map(|(scope, class)| (Scope::new(scope).expect("a valid scope"), class))
    .collect()
});

fn class_of(stack: &ScopeStack) -> Option<&'static str> {
    for scope in stack.as_slice().iter().rev() {
        for (prefix, class) in CLASSES.iter() {
            if prefix.is_prefix_of(*scope) {
                return *class;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_classed_with_few_short_spans() {
        let html = highlight("rust", "fn main() { // go\n    let x = \"a<b\";\n}\n");
        assert!(html.contains("<span class=\"k\">fn</span>"), "{html}");
        assert!(
            html.contains("<span class=\"s\">&quot;a&lt;b&quot;</span>"),
            "{html}"
        );
        assert!(html.contains("<span class=\"c\">// go"), "{html}");
        assert!(html.len() < 300, "{} bytes: {html}", html.len());
    }

    #[test]
    fn text_of_no_language_is_only_escaped() {
        assert_eq!(highlight("", "a < b & c\n"), "a &lt; b &amp; c\n");
        assert!(!is_known("no-such-language"));
        assert!(is_known("PowerShell") && is_known("toml") && is_known("Dockerfile"));
    }
}
