//! The text that stands in or beside a shape.

/// A label: lines of runs. No lines means no label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    pub lines: Vec<Vec<Run>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
}

impl Label {
    /// Plain text; line breaks are kept.
    pub(crate) fn plain(text: &str) -> Self {
        let line = |line: &str| {
            let mut text = String::with_capacity(line.len());
            for word in line.split_whitespace() {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(word);
            }
            vec![Run {
                text,
                ..Run::default()
            }]
        };
        Self {
            lines: text.trim().lines().map(line).collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The whole label on one line.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            if number > 0 {
                text.push(' ');
            }
            line.iter().for_each(|run| text.push_str(&run.text));
        }
        let is_bare = text.trim().len() == text.len();
        if is_bare {
            text
        } else {
            text.trim().to_owned()
        }
    }
}
