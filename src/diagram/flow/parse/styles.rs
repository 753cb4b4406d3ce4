//! `style`, `linkStyle`, `classDef`, `class`: colours become tones of the site, because fixed
//! colours work neither on dark pages nor in print nor under a strict content security policy.

use crate::diagram::fault::FaultKind;
use crate::diagram::flow::chart::Tone;
use crate::diagram::flow::parse::parser::{ParseResult, Parser};

impl Parser<'_> {
    pub fn style(&mut self) -> ParseResult<()> {
        let start = self.keyword("style")?;
        let id = self.id("a node")?;
        self.blank_before_styles(start)?;
        let tone = self.styles(start)?;
        self.draft.style_node(&id, tone, start..self.cursor.at);
        Ok(())
    }

    pub fn link_style(&mut self) -> ParseResult<()> {
        let start = self.keyword("linkStyle")?;
        let mut edges = Vec::new();
        if self.cursor.eat_word("default") {
            edges.push(None);
        } else {
            loop {
                let rest = self.cursor.rest();
                let length = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                let at = self.cursor.at;
                self.cursor.at += length;
                let Ok(number) = rest[..length].parse::<usize>() else {
                    return self.broken(
                        at..at + 1,
                        "`linkStyle` has no link number",
                        Some("write the number of the link, the first is 0, or `default`"),
                    );
                };
                if number >= self.draft.edge_count() {
                    let count = self.draft.edge_count();
                    return self.broken(
                        at..self.cursor.at,
                        format!("there is no link {number}: there are {count} above"),
                        Some("the first link is 0"),
                    );
                }
                edges.push(Some(number));
                if !self.cursor.eat(",") {
                    break;
                }
            }
        }
        self.blank_before_styles(start)?;
        if self.cursor.eat_word("interpolate") {
            self.cursor.skip_blanks();
            self.id("a curve")?;
            self.cursor.skip_blanks();
            if matches!(self.cursor.peek(), None | Some('\n' | ';')) {
                return Ok(());
            }
        }
        let tone = self.styles(start)?;
        for edge in edges {
            self.draft.style_edge(edge, tone);
        }
        Ok(())
    }

    pub fn class_definition(&mut self) -> ParseResult<()> {
        let start = self.keyword("classDef")?;
        let names = self.id("a class")?;
        self.blank_before_styles(start)?;
        let tone = self.styles(start)?;
        for name in names.split(',') {
            self.draft.define_class(name, tone);
        }
        Ok(())
    }

    pub fn class_assignment(&mut self) -> ParseResult<()> {
        let start = self.keyword("class")?;
        let ids = self.id("a node")?;
        self.blank_before_styles(start)?;
        let class = self.id("a class")?;
        self.draft.assign_class(&ids, &class);
        self.statement_end()
    }

    fn keyword(&mut self, word: &str) -> ParseResult<usize> {
        let start = self.cursor.at;
        self.cursor.at += word.len();
        if !self.cursor.skip_blanks() {
            let help = format!("write `{word}_` for a node");
            return self.broken(
                start..self.cursor.at,
                format!("`{word}` is a keyword and cannot name a node"),
                Some(&help),
            );
        }
        Ok(start)
    }

    fn blank_before_styles(&mut self, start: usize) -> ParseResult<()> {
        if self.cursor.skip_blanks() && !matches!(self.cursor.peek(), None | Some('\n' | ';')) {
            return Ok(());
        }
        self.broken(
            start..self.cursor.at,
            "this statement is not complete",
            Some("write `style id fill:#eef` or `class id name`"),
        )
    }

    /// Parses styles to the end of the statement and returns the tone nearest to their colour.
    fn styles(&mut self, start: usize) -> ParseResult<Option<Tone>> {
        let from = self.cursor.at;
        while let Some(c) = self.cursor.peek() {
            let next = self.cursor.rest()[c.len_utf8()..].chars().next();
            let before = self.cursor.text[..self.cursor.at].chars().next_back();
            let is_text = match c {
                '\n' | ';' => break,
                '-' => next.is_some_and(|c| !matches!(c, '>' | '-' | '.')),
                '"' => before.is_some_and(|c| !c.is_whitespace() && c != ':' && c != ','),
                _ => c.is_ascii_alphanumeric() || "!#$%&'*+.`?\\_/=:, \t".contains(c),
            };
            if !is_text {
                let at = self.cursor.at;
                return self.broken(
                    at..at + c.len_utf8(),
                    format!("unexpected `{c}` in a style"),
                    Some("write `name:value`, separated by commas"),
                );
            }
            self.cursor.bump();
        }
        let styles = self.cursor.text[from..self.cursor.at].trim_end();
        let end = from + styles.len();
        if styles.ends_with(',')
            || styles.contains(",,")
            || !styles.contains(':') && styles.contains(' ')
        {
            return self.broken(
                end - 1..end,
                "a style is missing here",
                Some("write `name:value`, separated by commas"),
            );
        }
        let colour = |name: &str| {
            styles
                .split(',')
                .filter_map(|style| style.split_once(':'))
                .find(|(key, _)| key.trim() == name)
                .map(|(_, value)| value.trim())
        };
        let has_colour = ["fill", "stroke", "color", "background"]
            .into_iter()
            .any(|name| colour(name).is_some());
        if has_colour {
            self.note(
                FaultKind::RawStyle,
                start..end,
                "this colour is replaced by the nearest tone of the site".to_owned(),
                None,
            );
        }
        let fill = colour("fill").or(colour("background")).and_then(tone);
        Ok(fill.or(colour("stroke").and_then(tone)))
    }
}

/// The tone nearest to a CSS colour; `None` for white, black and anything that is not a colour.
fn tone(colour: &str) -> Option<Tone> {
    let colour = colour.to_ascii_lowercase();
    let hex = colour
        .strip_prefix('#')
        .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let channel = |at: usize| -> Option<f32> {
        let digits = if hex.len() < 6 {
            [hex.get(at..=at)?; 2].concat()
        } else {
            hex.get(2 * at..2 * at + 2)?.to_owned()
        };
        u8::from_str_radix(&digits, 16).ok().map(f32::from)
    };
    hue(channel(0)?, channel(1)?, channel(2)?)
}

fn hue(red: f32, green: f32, blue: f32) -> Option<Tone> {
    let most = red.max(green).max(blue);
    let spread = most - red.min(green).min(blue);
    if spread < 12.0 {
        return (60.0..245.0).contains(&most).then_some(Tone(6));
    }
    let sixth = if most == red {
        ((green - blue) / spread).rem_euclid(6.0)
    } else if most == green {
        (blue - red) / spread + 2.0
    } else {
        (red - green) / spread + 4.0
    };
    Some(Tone(match (sixth * 60.0) as u16 {
        0..20 | 345.. => 1,
        20..70 => 2,
        70..170 => 3,
        170..255 => 4,
        _ => 5,
    }))
}
