//! What a request gets.

use camino::Utf8Path;
use percent_encoding::percent_decode_str;

use super::kind;
use crate::library::Route;
use crate::pipeline::{Content, Site};

/// An answer, before it is written to the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// Of HTTP.
    pub status: u16,
    /// The content type.
    pub kind: &'static str,
    /// Where to go instead, percent-encoded.
    pub location: Option<String>,
    /// What to send.
    pub body: Body<'a>,
}

/// What an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// What this file of the library holds now.
    File(&'a Utf8Path),
}

impl<'a> Answer<'a> {
    /// A plain sentence.
    pub fn text(status: u16, text: &'static str) -> Answer<'a> {
        Answer {
            status,
            kind: "text/plain; charset=utf-8",
            location: None,
            body: Body::Bytes(text.as_bytes()),
        }
    }

    /// The bytes at hand; none for a file.
    pub fn body_bytes(&self) -> &'a [u8] {
        match self.body {
            Body::Bytes(bytes) => bytes,
            Body::File(_) => &[],
        }
    }
}

/// The answer to a request for `url`, as it stands in the request line.
pub fn answer<'a>(site: &'a Site, method: &str, url: &str) -> Answer<'a> {
    if !matches!(method, "GET" | "HEAD") {
        return Answer::text(405, "only GET and HEAD are answered\n");
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Answer::text(400, "the address is not UTF-8\n");
    };
    let Some(name) = path.strip_prefix('/') else {
        return Answer::text(400, "the address does not begin with a slash\n");
    };
    let is_folder = name.is_empty() || name.ends_with('/');
    let wanted = Route::new(match is_folder {
        true => format!("{name}index.html"),
        false => name.to_owned(),
    });
    if let Some(content) = site.get(&wanted) {
        return file(200, &wanted, content);
    }
    let index = Route::new(format!("{name}/index.html"));
    if !is_folder && site.contains_key(&index) {
        return Answer {
            location: Some(format!("/{}/", Route::new(name).encoded())),
            ..Answer::text(301, "the address ends in a slash\n")
        };
    }
    let missing = Route::new("404.html");
    match site.get(&missing) {
        Some(content) => file(404, &missing, content),
        None => Answer::text(404, "no such page\n"),
    }
}

fn file<'a>(status: u16, route: &Route, content: &'a Content) -> Answer<'a> {
    Answer {
        status,
        kind: kind::of(route.as_str()),
        location: None,
        body: match content {
            Content::Bytes(bytes) => Body::Bytes(bytes),
            Content::Copy(file) => Body::File(file),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        [
            "index.html",
            "404.html",
            "sales/index.html",
            "a b&c%.html",
            "x.csv",
        ]
        .iter()
        .map(|name| (Route::new(*name), Content::Bytes(name.as_bytes().to_vec())))
        .collect()
    }

    fn asked(url: &str) -> (u16, String) {
        let site = site();
        let answer = answer(&site, "GET", url);
        let text = String::from_utf8_lossy(answer.body_bytes()).into_owned();
        (answer.status, answer.location.unwrap_or(text))
    }

    #[test]
    fn an_address_is_decoded_once_and_looked_up() {
        let found = |name: &str| (200, name.to_owned());
        assert_eq!(asked("/"), found("index.html"));
        assert_eq!(asked("/?q=1"), found("index.html"));
        assert_eq!(asked("/sales/"), found("sales/index.html"));
        assert_eq!(asked("/a%20b%26c%25.html"), found("a b&c%.html"));
        assert_eq!(asked("/sales"), (301, "/sales/".to_owned()));
    }

    #[test]
    fn what_is_not_in_the_site_is_not_found_whatever_the_spelling() {
        for url in [
            "/nope.html",
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/sales/../index.html",
            "/..%5c..%5cCargo.toml",
            "//etc/passwd",
            "/index.html%00.png",
            "/a%2520b%26c%25.html",
        ] {
            assert_eq!(asked(url), (404, "404.html".to_owned()), "{url}");
        }
        let long = format!("/{}", "a".repeat(100_000));
        assert_eq!(asked(&long).0, 404);
        assert_eq!(asked("/%ff").0, 400);
        assert_eq!(asked("http://elsewhere/").0, 400);
        assert_eq!(answer(&site(), "POST", "/").status, 405);
    }
}
