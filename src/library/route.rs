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

    /// Whether the two are one address but for the case of their letters.
    pub fn differs_in_case_only(&self, other: &Route) -> bool {
        self != other && self.0.to_lowercase() == other.0.to_lowercase()
    }

    /// From this page to the site's root: empty, `../`, `../../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The relative, percent-encoded address of `other` for a link in this page.
    pub fn to(&self, other: &Route) -> String {
        let (here, there) = (self.0.as_bytes(), other.0.as_bytes());
        let same = here.iter().zip(there).take_while(|(a, b)| a == b);
        let same = &there[..same.count()];
        let shared = same.iter().rposition(|byte| *byte == b'/');
        let shared = shared.map_or(0, |slash| slash + 1);
        let up = here[shared..].iter().filter(|byte| **byte == b'/').count();
        let mut out = String::with_capacity(3 * up + other.0.len() - shared + 8);
        out.extend(std::iter::repeat_n("../", up));
        encode(&other.0[shared..], &mut out);
        out
    }

    /// Percent-encoded, relative to the site's root.
    pub fn encoded(&self) -> String {
        let mut out = String::with_capacity(self.0.len() + 8);
        encode(&self.0, &mut out);
        out
    }
}

/// All but what RFC 3986 calls unreserved, and the slashes between folders.
fn encode(path: &str, out: &mut String) {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~')
        .remove(b'/');
    out.extend(utf8_percent_encode(path, ESCAPED));
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
        assert_eq!(to("a/bc.html", "a/bd/e.html"), "bd/e.html");
        assert_eq!(to("a/b/c.html", "a/b.html"), "../b.html");
        assert_eq!(to("ä.html", "a/ü.html"), "a/%C3%BC.html");
    }
}
