//! Addresses of pages and files inside the site.

use std::fmt;

/// An address relative to the site's root: `sales/lead-qualification.html`. Unicode, not escaped,
/// no leading `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(String);

impl Route {
    /// An address from its text.
    pub fn new(text: impl Into<String>) -> Route {
        Route(text.into())
    }

    /// As text, not escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From this page to the site's root: empty, `../`, `../../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The relative, percent-encoded address of `other` for a link in this page.
    pub fn to(&self, other: &Route) -> String {
        let here: Vec<&str> = self.0.split('/').collect();
        let there: Vec<&str> = other.0.split('/').collect();
        let folders = here.len().min(there.len()) - 1;
        let shared = (0..folders)
            .take_while(|at| here[*at] == there[*at])
            .count();
        let mut out = "../".repeat(here.len() - 1 - shared);
        let rest: Vec<String> = there[shared..].iter().map(|part| encode(part)).collect();
        out.push_str(&rest.join("/"));
        out
    }

    /// Percent-encoded, relative to the site's root.
    pub fn encoded(&self) -> String {
        self.0.split('/').map(encode).collect::<Vec<_>>().join("/")
    }
}

fn encode(part: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEEP: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    utf8_percent_encode(part, KEEP).to_string()
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_relative_and_encoded() {
        let to = |here: &str, there: &str| Route::new(here).to(&Route::new(there));
        assert_eq!(to("index.html", "sales/a.html"), "sales/a.html");
        assert_eq!(to("sales/a.html", "index.html"), "../index.html");
        assert_eq!(
            to("sales/a.html", "sales/b c&d+e%.html"),
            "b%20c%26d%2Be%25.html"
        );
        assert_eq!(to("a/b/c.html", "a/d/e.html"), "../d/e.html");
        assert_eq!(to("a/b.html", "a/b.html"), "b.html");
        assert_eq!(to("ä.html", "a/ü.html"), "a/%C3%BC.html");
    }
}
