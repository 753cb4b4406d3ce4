//! What a request gets.

use camino::Utf8PathBuf;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::kind;
use crate::library::Route;
use crate::pipeline::Content;
use crate::plan;

/// An answer, before it is written to the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of HTTP.
    pub status: u16,
    /// The content type.
    pub kind: &'static str,
    /// Where to go instead, percent-encoded.
    pub location: Option<String>,
    /// What to send.
    pub body: Body,
}

/// What an answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What this file of the library holds now.
    File(Utf8PathBuf),
}

impl Answer {
    /// Bytes of a kind, found.
    pub fn bytes(kind: &'static str, bytes: impl Into<Vec<u8>>) -> Answer {
        Answer {
            status: 200,
            kind,
            location: None,
            body: Body::Bytes(bytes.into()),
        }
    }

    /// A plain sentence.
    pub fn text(status: u16, text: &str) -> Answer {
        Answer {
            status,
            ..Answer::bytes("text/plain; charset=utf-8", text)
        }
    }
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To this file, if the site has it.
    File(Route),
    /// Nowhere, whatever the site holds.
    Malformed(&'static str),
}

/// Decodes once; what looks like a way out of the site is a name like any other, and no file of
/// the site has it.
pub fn place(target: &str) -> Place {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Place::Malformed("the address is not UTF-8\n");
    };
    let Some(name) = path.strip_prefix('/') else {
        return Place::Malformed("the address does not begin with a slash\n");
    };
    let is_folder = name.is_empty() || name.ends_with('/');
    Place::File(Route::new(match is_folder {
        true => format!("{name}{}", plan::HOME),
        false => name.to_owned(),
    }))
}

/// The answer to a request for `target`, as it stands in the request line. `find` looks in the
/// site.
pub fn answer(target: &str, find: impl Fn(&Route) -> Option<Content>) -> Answer {
    let wanted = match place(target) {
        Place::File(wanted) => wanted,
        Place::Malformed(text) => return Answer::text(400, text),
    };
    if let Some(content) = find(&wanted) {
        return file(200, &wanted, content);
    }
    let name = wanted.as_str();
    let index = Route::new(format!("{name}/{}", plan::HOME));
    if find(&index).is_some() {
        return Answer {
            location: Some(format!("/{}/", wanted.encoded())),
            ..Answer::text(302, "the address ends in a slash\n")
        };
    }
    let missing = Route::new(plan::NOT_FOUND);
    match find(&missing) {
        Some(content) => file(404, &missing, content),
        None => Answer::text(404, "no such page\n"),
    }
}

/// A name for exactly these bytes, short enough for a header.
pub fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn file(status: u16, route: &Route, content: Content) -> Answer {
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

    fn asked(url: &str) -> (u16, String) {
        let names = [
            "index.html",
            "404.html",
            "sales/index.html",
            "a b&c%.html",
            "x.csv",
        ];
        let answer = answer(url, |route| {
            let name = names.iter().find(|name| **name == route.as_str())?;
            Some(Content::Bytes(name.as_bytes().to_vec()))
        });
        let Body::Bytes(bytes) = answer.body else {
            panic!("all files are bytes")
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (answer.status, answer.location.unwrap_or(text))
    }

    #[test]
    fn an_address_is_decoded_once_and_looked_up() {
        let found = |name: &str| (200, name.to_owned());
        assert_eq!(asked("/"), found("index.html"));
        assert_eq!(asked("/?q=1"), found("index.html"));
        assert_eq!(asked("/sales/"), found("sales/index.html"));
        assert_eq!(asked("/a%20b%26c%25.html"), found("a b&c%.html"));
        assert_eq!(asked("/sales"), (302, "/sales/".to_owned()));
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
    }
}
