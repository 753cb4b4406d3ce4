//! A digest of a text: what to keep of it when the text itself is not needed.

use sha2::{Digest as _, Sha256};

use crate::edit::front;
use crate::text::folded;

/// What a digest is made from: what only the document model knows.
#[derive(Clone, Copy)]
pub struct DigestOptions<'a> {
    /// The version that a text states in its front matter.
    pub version_of: &'a dyn Fn(&str) -> Option<String>,
    /// The names of the fields that hold a review's date or the next one's: `last_reviewed`, `review_due`, aliases.
    pub review_dates: &'a [&'a str],
    /// The names of the field that lists the reviews.
    pub reviews: &'a [&'a str],
}

/// Enough of a text to tell what a change touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    /// The version it states.
    pub version: Option<String>,
    /// The fingerprint of the body, see [`fingerprint`].
    pub body: String,
    /// A hash of the fields with review dates.
    pub review_dates: String,
    /// A hash of the list of reviews.
    pub reviews: String,
    /// A hash of all other fields.
    pub other_fields: String,
}

/// The digest of a text.
pub fn digest(text: &str, reading: DigestOptions<'_>) -> Digest {
    let (mut dates, mut reviews, mut others) = (String::new(), String::new(), String::new());
    for (name, value) in front::raw_fields(text) {
        let part = if reading.review_dates.contains(&name.as_str()) {
            &mut dates
        } else if reading.reviews.contains(&name.as_str()) {
            &mut reviews
        } else {
            &mut others
        };
        part.extend([name.as_str(), ": ", value.as_str(), "\n"]);
    }
    Digest {
        version: (reading.version_of)(text),
        body: fingerprint(text),
        review_dates: hash(&dates),
        reviews: hash(&reviews),
        other_fields: hash(&others),
    }
}

/// The fingerprint of a document's text: 16 hexadecimal digits of the SHA-256 of the text without
/// front matter, with every run of white space collapsed into one space. A review record stores it.
pub(crate) fn fingerprint(text: &str) -> String {
    hash(&folded(front::body(text)))
}

fn hash(text: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(text)
        .iter()
        .take(8)
        .fold(String::with_capacity(16), |mut digits, byte| {
            write!(digits, "{byte:02x}").expect("a String takes everything");
            digits
        })
}
