//! The words of a vocabulary about a document as a whole.

use serde::Deserialize;

/// Headings of sections that hold something special, in lower case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapters {
    /// Questions with their answers.
    pub questions: Vec<String>,
    pub objectives: Vec<String>,
}

/// How a text names several roles.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleNames {
    /// What joins two names: `and`.
    pub and: String,
    /// First words of a condition after a comma.
    pub conditions: Vec<String>,
    /// First words of a condition right after a name.
    pub late: Vec<String>,
}
