//! What a caller says about a picture and its outline, and what comes back.

/// What a caller says about one picture.
pub struct Picture<'a> {
    /// Begins every id; unique in the page.
    pub id: &'a str,
    /// The name of the picture for those who cannot see it.
    pub title: &'a str,
    pub description: Option<&'a str>,
    /// Outermost groups become lanes, also when the text does not ask for it.
    pub lanes: bool,
    /// It is looked at without the site's stylesheet, so it brings its colours.
    pub is_alone: bool,
    /// A link target as the author wrote it, or the text of a label, to an address for the
    /// page; it is written as it comes, escaped.
    pub link: &'a dyn Fn(&str) -> Option<String>,
}

/// A picture, and how it goes onto paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub svg: String,
    /// It needs the long side of the paper.
    pub is_wide: bool,
    /// A picture too large for one page, in parts that stand on pages; empty where it is not.
    pub parts: Vec<String>,
}

/// The words of the text version.
#[derive(Debug, Clone, Copy)]
pub struct OutlineWords<'a> {
    /// Before a number: "go to step".
    pub go_to: &'a str,
    /// Behind a label when the way leads to the step below: "continue below".
    pub go_on: &'a str,
}

impl Default for OutlineWords<'_> {
    fn default() -> Self {
        Self {
            go_to: "go to step",
            go_on: "continue below",
        }
    }
}
