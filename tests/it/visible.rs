//! What a reader sees of a page.

use html5gum::{Token, Tokenizer};

/// Elements of the page's own tools, not of its text.
const TOOLS: [&str; 4] = ["script", "style", "nav", "button"];

/// The text that a page shows in `<main>`, the alternative texts of its pictures included; white
/// space is folded, and a tag that is not part of a phrase ends a word.
pub fn text_of(html: &str) -> String {
    let start = html.find("<main").expect("a page has a main part");
    let end = html.rfind("</main>").expect("a page has a main part");
    let mut text = String::new();
    let mut hidden: Vec<String> = Vec::new();
    for token in Tokenizer::new(&html[start..end]) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |key: &[u8]| {
                    let value = tag.attributes.get(key)?;
                    Some(String::from_utf8_lossy(&value.value).into_owned())
                };
                let class = attribute(b"class").unwrap_or_default();
                let is_hidden = tag.attributes.contains_key(&b"hidden"[..])
                    || class
                        .split(' ')
                        .any(|class| matches!(class, "anchor" | "footnote"));
                let is_within = hidden.last() == Some(&name);
                if is_hidden || is_within || TOOLS.contains(&name.as_str()) {
                    hidden.push(name);
                } else if name == "img" {
                    text.push_str(&attribute(b"alt").unwrap_or_default());
                } else if !is_phrase(&name) {
                    text.push(' ');
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                hidden.pop_if(|open| *open == name);
                if !is_phrase(&name) {
                    text.push(' ');
                }
            }
            Token::String(string) if hidden.is_empty() => {
                text.push_str(&String::from_utf8_lossy(&string.value));
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_phrase(name: &str) -> bool {
    [
        "a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
        "span", "strong", "sub", "sup", "u",
    ]
    .contains(&name)
}
