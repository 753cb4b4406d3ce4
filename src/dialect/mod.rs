//! Markdown as people write it for this or another tool, to tokens with their places in the file.
//!
//! In: the text of a body and the [`Syntaxes`] that are read. Out: [`Markdown`]: the events of a
//! CommonMark parser, the attribute lists on the elements that they belong to, and which block
//! quotes are notes.
//!
//! ```text
//! syntaxes   which tool reads what: one file per tool, one constant in it
//! lines      a text -> lines that CommonMark can read, each byte with its place in the file
//! rewrite    notes that lines open -> block quotes
//! template   tags of templates, comments -> links, pictures, source; tag: the tags of a text
//! commonmark lines -> tokens
//! wide_table tables of which a row is wider than the header -> wider headers
//! tokens     attribute lists and alerts -> on their tokens
//! shown      tokens -> hints at markup that did not take; untaken: the kinds of it
//! ```
//!
//! A syntax has a file of its own, whichever tools read it. To add one: add it to [`Syntax`],
//! read it in its file, call that from `lines` (whole lines) or from [`read`] (tokens), and list it
//! in the files of the tools that have it.

mod admonition;
mod alert;
mod attribute_list;
mod callout;
mod commonmark;
mod container;
mod definition;
mod docusaurus;
mod gitbook;
mod github_wiki;
mod hugo;
mod jekyll;
mod lines;
mod mdbook;
mod mkdocs;
mod note;
mod obsidian;
mod rewrite;
mod shown;
mod syntaxes;
mod tabs;
mod tag;
mod template;
mod token;
mod untaken;
mod vitepress;
mod wide_table;

pub use lines::{Lines, lines};
pub use note::{Note, TAB};
pub use shown::{Shown, markup_shown};
pub use syntaxes::{Dialect, Syntax, Syntaxes};
pub use token::{Attributes, Token, ends, plain, top_level};

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::source::FilePath;
use crate::text::At;

/// A text as tokens.
pub struct Markdown<'a> {
    /// In reading order; the text of neighbouring tokens is joined.
    pub tokens: Vec<Token<'a>>,
    /// For every start the index of its end, for every other token its own.
    pub ends: Vec<usize>,
    /// The block quotes that are notes, by the index of their start.
    pub notes: BTreeMap<usize, Note>,
    /// The references of `[text][reference]` for which no link is defined.
    pub undefined: Vec<At<String>>,
}

/// Reads lines as tokens; `file` is the text of the whole file at `path`.
pub fn read<'a>(
    lines: &'a Lines<'_>,
    syntaxes: Syntaxes,
    file: &str,
    path: &FilePath,
    found: &mut Vec<Diagnostic>,
) -> Markdown<'a> {
    let (mut tokens, undefined) = commonmark::read(lines, syntaxes);
    if syntaxes.contains(Syntax::AttributeList) {
        attribute_list::apply(&mut tokens, file, path, found);
    }
    lines.report_templates(path, found);
    let notes = note::notes(&mut tokens, lines, syntaxes, path, found);
    let ends = ends(&tokens);
    Markdown {
        tokens,
        ends,
        notes,
        undefined,
    }
}
