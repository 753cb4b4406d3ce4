//! What other tools add to CommonMark, and which tool reads what.

use super::{
    docusaurus::DOCUSAURUS, gitbook::GITBOOK, github_wiki::GITHUB_WIKI, hugo::HUGO, jekyll::JEKYLL,
    mdbook::MDBOOK, mkdocs::MKDOCS, obsidian::OBSIDIAN, vitepress::VITEPRESS,
};

/// An addition to CommonMark that some tools read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Syntax {
    /// `!!! note "Title"` with an indented body.
    Admonition,
    /// `:::note[Title]` up to `:::`.
    Container,
    /// `> [!NOTE]`.
    Alert,
    /// `{: .class #id}`, `{#id .class}`.
    AttributeList,
    /// A term, and `: its definition` in the line below.
    Definition,
    /// `[[target|text]]`.
    WikiLink,
    /// `{% tag %}`, `{{< tag >}}`, `{{% tag %}}`.
    Template,
    /// `%%a comment%%`.
    PercentComment,
    /// `{: .note }`, `{: .note-title }` at a paragraph or block quote.
    ClassNote,
    /// `=== "Title"` with an indented body.
    Tab,
}

impl Syntax {
    /// Every syntax.
    pub const ALL: [Syntax; 10] = [
        Syntax::Admonition,
        Syntax::Container,
        Syntax::Alert,
        Syntax::AttributeList,
        Syntax::Definition,
        Syntax::WikiLink,
        Syntax::Template,
        Syntax::PercentComment,
        Syntax::ClassNote,
        Syntax::Tab,
    ];

    /// Whether it is read only where the library asks for it: elsewhere the same characters may be
    /// meant as they stand.
    pub fn is_on_request(self) -> bool {
        matches!(
            self,
            Syntax::WikiLink | Syntax::PercentComment | Syntax::ClassNote | Syntax::Tab
        )
    }
}

/// A tool for Markdown, and the syntaxes that it reads.
#[derive(Debug, PartialEq, Eq)]
pub struct Dialect {
    /// As settings name it.
    pub name: &'static str,
    /// As people name it.
    pub tool: &'static str,
    /// What it reads besides CommonMark and the extensions of GitHub.
    pub syntaxes: &'static [Syntax],
}

impl Dialect {
    /// Every dialect, in the order of the names.
    pub const ALL: [&Dialect; 9] = [
        &DOCUSAURUS,
        &GITBOOK,
        &GITHUB_WIKI,
        &HUGO,
        &JEKYLL,
        &MDBOOK,
        &MKDOCS,
        &OBSIDIAN,
        &VITEPRESS,
    ];

    /// The dialect of a name.
    pub fn named(name: &str) -> Option<&'static Dialect> {
        Dialect::ALL
            .into_iter()
            .find(|dialect| dialect.name == name)
    }
}

/// A set of syntaxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Syntaxes(u32);

impl Syntaxes {
    /// What a library reads that names no dialect: what some tool reads and nobody means otherwise.
    pub fn of_any_dialect() -> Syntaxes {
        let all = Dialect::ALL
            .into_iter()
            .flat_map(|dialect| dialect.syntaxes);
        all.filter(|syntax| !syntax.is_on_request())
            .fold(Syntaxes::default(), |set, syntax| set.with(*syntax))
    }

    /// What a library in a dialect reads.
    pub fn of(dialect: &Dialect) -> Syntaxes {
        let all = dialect.syntaxes.iter();
        all.fold(Syntaxes::default(), |set, syntax| set.with(*syntax))
    }

    /// This set and another.
    #[must_use]
    pub fn and(self, other: Syntaxes) -> Syntaxes {
        Syntaxes(self.0 | other.0)
    }

    /// The set with one more.
    #[must_use]
    pub fn with(self, syntax: Syntax) -> Syntaxes {
        Syntaxes(self.0 | 1 << syntax as u32)
    }

    /// Whether a syntax is read.
    pub fn contains(self, syntax: Syntax) -> bool {
        self.0 & 1 << syntax as u32 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_syntax_is_read_by_some_tool_and_each_dialect_is_found_by_its_name() {
        for syntax in Syntax::ALL {
            let reads = |dialect: &&Dialect| Syntaxes::of(dialect).contains(syntax);
            assert!(Dialect::ALL.iter().any(reads), "{syntax:?}");
            let is_default = Syntaxes::of_any_dialect().contains(syntax);
            assert_eq!(is_default, !syntax.is_on_request(), "{syntax:?}");
        }
        for dialect in Dialect::ALL {
            assert_eq!(Dialect::named(dialect.name), Some(dialect));
        }
        assert!(Dialect::ALL.is_sorted_by_key(|dialect| dialect.name));
    }
}
