//! White space that means nothing.

/// The text with every run of white space folded into one space, and none around it.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded.shrink_to_fit();
    folded
}
