//! A position in the text, with the basic operations of a parser.

/// A position in a text. All offsets are bytes of the whole text.
#[derive(Debug, Clone)]
pub struct Cursor<'t> {
    pub text: &'t str,
    pub at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub fn eat(&mut self, token: &str) -> bool {
        let is_here = self.rest().starts_with(token);
        if is_here {
            self.at += token.len();
        }
        is_here
    }

    /// Whether the keyword is here: the word, not followed by a letter, digit or underscore.
    pub fn is_at_word(&self, word: &str) -> bool {
        self.rest().strip_prefix(word).is_some_and(|after| {
            !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        })
    }

    /// The letters, digits and underscores at this position.
    pub fn word(&self) -> &str {
        let rest = self.rest();
        let end = rest
            .bytes()
            .position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
        &rest[..end.unwrap_or(rest.len())]
    }

    pub fn eat_word(&mut self, word: &str) -> bool {
        let is_here = self.is_at_word(word);
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    /// Skips spaces on this line; returns whether there were any.
    pub fn skip_blanks(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_whitespace() && c != '\n') {
            self.bump();
        }
        self.at > start
    }

    pub fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    /// Moves to the end of this line, before its line break.
    pub fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    pub fn take_until_blank(&mut self) -> &'t str {
        let rest = self.rest();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}
