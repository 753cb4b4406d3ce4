//! Plain text below a heading, with the places in it that can be led to.

/// A heading and the plain text below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(default)]
pub struct Section {
    /// The heading's id; `None` for the text before the first heading.
    pub anchor: Option<String>,
    /// The heading's text.
    pub heading: String,
    /// White space folded.
    pub text: String,
    /// Where in `text` the steps begin, in order.
    pub landmarks: Vec<Landmark>,
}

/// A place in a text that has an address of its own: a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
pub struct Landmark {
    /// The byte at which it begins.
    pub at: usize,
    /// Its id in the page.
    pub anchor: String,
    /// As readers see it.
    pub number: u32,
}

impl Section {
    /// The text before the first landmark, and then each landmark with the text up to the next.
    pub fn parts(&self) -> (&str, impl Iterator<Item = (&Landmark, &str)>) {
        let ends = self.landmarks.iter().skip(1).map(|next| next.at);
        let ends = ends.chain([self.text.len()]);
        let parts = self.landmarks.iter().zip(ends);
        let first = self
            .landmarks
            .first()
            .map_or(self.text.len(), |first| first.at);
        let part = |start, end| self.text.get(start..end).unwrap_or_default().trim();
        let parts = parts.map(move |(landmark, end)| (landmark, part(landmark.at, end)));
        (part(0, first), parts)
    }
}
