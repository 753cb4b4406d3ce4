//! The text of a document without markup, by section: for search and reading time.

use crate::text::{Landmark, Section, fold_onto};

/// The sections so far, and the text that has not been added to one yet.
pub struct Prose {
    pub sections: Vec<Section>,
    pending: String,
}

impl Default for Prose {
    /// The first section holds the text before any heading.
    fn default() -> Prose {
        Prose {
            sections: vec![Section::default()],
            pending: String::new(),
        }
    }
}

impl Prose {
    pub fn push(&mut self, c: char) {
        self.pending.push(c);
    }

    pub fn push_str(&mut self, text: &str) {
        self.pending.push_str(text);
    }

    /// A position to give to [`Prose::since`].
    pub fn mark(&self) -> usize {
        self.pending.len()
    }

    /// The text written since a mark; empty where a section has begun in between.
    pub fn since(&self, mark: usize) -> &str {
        self.pending.get(mark..).unwrap_or("")
    }

    /// Drops the text that has not been added to a section yet.
    pub fn drop_pending(&mut self) {
        self.pending.clear();
    }

    /// Starts a section without a heading.
    pub fn open_section(&mut self, anchor: Option<String>) {
        self.end_section();
        self.sections.push(Section {
            anchor,
            ..Section::default()
        });
    }

    /// Sets the heading of the section opened last.
    pub fn set_heading(&mut self, heading: String) {
        if let Some(section) = self.sections.last_mut() {
            section.heading = heading;
        }
    }

    /// Turns the text of the section opened last into its heading.
    pub fn text_to_heading(&mut self) {
        self.settle();
        if let Some(section) = self.sections.last_mut() {
            section.heading = std::mem::take(&mut section.text);
        }
    }

    /// The id of the step or heading to which the next text belongs.
    pub fn anchor(&self) -> Option<String> {
        let section = self.sections.last()?;
        match section.landmarks.last() {
            Some(landmark) => Some(landmark.anchor.clone()),
            None => section.anchor.clone(),
        }
    }

    /// Ends the open section.
    pub fn end_section(&mut self) {
        self.settle();
        if let Some(section) = self.sections.last_mut() {
            section.text.shrink_to_fit();
        }
    }

    /// Marks where a step begins in the open section.
    pub fn begin_landmark(&mut self, anchor: &str, number: u32) {
        self.settle();
        if let Some(section) = self.sections.last_mut() {
            section.landmarks.push(Landmark {
                at: section.text.len(),
                anchor: anchor.to_owned(),
                number,
            });
        }
    }

    fn settle(&mut self) {
        if let Some(section) = self.sections.last_mut() {
            fold_onto(&self.pending, &mut section.text);
        }
        self.pending.clear();
    }
}
