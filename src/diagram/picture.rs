//! What a caller specifies about a picture and its outline, and the result.

/// What a caller specifies about one picture.
pub struct Picture<'a> {
    /// The prefix of every id; unique in the page.
    pub id: &'a str,
    /// The name of the picture for those who cannot see it.
    pub title: &'a str,
    pub description: Option<&'a str>,
    /// Draw the outermost groups as lanes even when the text does not ask for it.
    pub lanes: bool,
    /// It is viewed without the site's stylesheet, so it carries its own colours.
    pub is_alone: bool,
    /// A link target as the author wrote it, or the text of a label, to an address for the page;
    /// the address is escaped when it is written.
    pub link: &'a dyn Fn(&str) -> Option<String>,
}

/// A picture, and how it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    pub svg: String,
    /// Whether it is printed in landscape.
    pub is_wide: bool,
    /// The parts of a picture that is too large for one page; empty if it fits.
    pub parts: Vec<String>,
}

/// The words of the text version.
#[derive(Debug, Clone, Copy)]
pub struct OutlineWords<'a> {
    /// Before a number: "go to step".
    pub go_to: &'a str,
    /// After a label when the exit leads to the step below: "continue below".
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
