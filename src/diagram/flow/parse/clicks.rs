//! `click`: links are kept if they are safe; script callbacks are left out with a finding.

use crate::diagram::fault::FaultKind;
use crate::diagram::flow::chart::Link;
use crate::diagram::flow::parse::parser::{ParseResult, Parser};
use crate::diagram::links;

impl Parser<'_> {
    pub fn click(&mut self) -> ParseResult<()> {
        let start = self.cursor.at;
        self.cursor.at += "click".len();
        self.cursor.skip_space();
        let ids = self.cursor.take_until_blank().to_owned();
        self.cursor.skip_blanks();
        let is_call = self.cursor.is_at_word("call") && self.is_followed_by_blank("call");
        let is_link = self.cursor.is_at_word("href") && self.is_followed_by_blank("href");
        if is_link {
            self.cursor.at += "href".len();
            self.cursor.skip_blanks();
        }
        if self.cursor.peek() == Some('"') {
            return self.click_link(start, &ids);
        }
        if is_link || matches!(self.cursor.peek(), None | Some('\n' | ';')) {
            return self.broken(
                start..self.cursor.at,
                "`click` has no target",
                Some("write `click id \"page.html\"`"),
            );
        }
        if is_call {
            self.callback_call(start)?;
        } else {
            self.id("a callback")?;
        }
        self.cursor.skip_blanks();
        if self.cursor.peek() == Some('"') {
            self.quoted()?;
        }
        let end = self.cursor.at;
        self.statement_end()?;
        self.note(
            FaultKind::Callback,
            start..end,
            "a callback is ignored: pages have no scripts of their own".to_owned(),
            Some("link to a page instead: `click id \"page.html\"`"),
        );
        Ok(())
    }

    fn callback_call(&mut self, start: usize) -> ParseResult<()> {
        self.cursor.at += "call".len();
        let rest = self.cursor.rest();
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        match line
            .find('(')
            .and_then(|open| line[open..].find(')').map(|close| open + close))
        {
            Some(close) => self.cursor.at += close + 1,
            None => {
                return self.broken(
                    start..self.cursor.at,
                    "`call` needs parentheses",
                    Some("write `call name()`"),
                );
            }
        }
        Ok(())
    }

    fn click_link(&mut self, start: usize, ids: &str) -> ParseResult<()> {
        let from = self.cursor.at;
        let (target, _) = self.quoted()?;
        let span = from..self.cursor.at;
        let mut tooltip = None;
        if self.cursor.skip_blanks() && self.cursor.peek() == Some('"') {
            tooltip = Some(self.quoted()?.0);
            self.cursor.skip_blanks();
        }
        let _ = ["_self", "_blank", "_parent", "_top"]
            .into_iter()
            .any(|frame| self.cursor.eat_word(frame));
        self.statement_end()?;
        if ids.is_empty() {
            return self.broken(
                start..span.end,
                "`click` has no node",
                Some("write `click id \"page.html\"`"),
            );
        }
        if links::is_safe(&target) {
            let target = target.trim().to_owned();
            self.draft.link_nodes(ids, &Link { target, tooltip });
        } else {
            let help = "link to a page, `https:` or `mailto:`";
            self.note(
                FaultKind::UnsafeLink,
                span,
                "this link is left out: it could run a script or leads to an unknown scheme"
                    .to_owned(),
                Some(help),
            );
        }
        Ok(())
    }
}
