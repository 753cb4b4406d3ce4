//! Words for counts and lists, so that a sentence reads well whatever the number.

use std::fmt;

/// `1 page`, `3 pages`.
pub struct Count(pub usize, pub &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0 == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.0, self.1)
    }
}

/// `a`, `a and b`, `a, b and c`, joined with the given last word.
pub fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_as_a_sentence() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(list(&words("a"), "and"), "a");
        assert_eq!(list(&words("a b c"), "or"), "a, b or c");
        assert_eq!(Count(1, "page").to_string(), "1 page");
        assert_eq!(Count(0, "page").to_string(), "0 pages");
    }
}
