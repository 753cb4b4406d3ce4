//! `sopress.toml`.

use std::collections::BTreeMap;

use crate::date::Cycle;
use crate::diagnostic::{Code, Severity};
use crate::dialect::Dialect;
use crate::text::SlugDialect;

/// All of `sopress.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// `[site]`.
    pub site: SiteSettings,
    /// `[library]`.
    pub library: LibrarySettings,
    /// `[links]`.
    pub links: LinkSettings,
    /// `[review]`.
    pub review: ReviewSettings,
    /// `[search]`.
    pub search: SearchSettings,
    /// `[severity]`: rules made heavier or lighter; `None` switches a rule off.
    pub severity: BTreeMap<Code, Option<Severity>>,
    /// `[types.NAME]` over the built-in types.
    pub types: BTreeMap<String, DocumentType>,
    /// What the parser needs to know; the only settings on which a parse depends.
    pub reading: Reading,
}

/// `[site]`: what readers see of the firm.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteSettings {
    /// The site's name. Default: `Procedures`.
    pub title: String,
    /// One line below it.
    pub tagline: Option<String>,
    /// Where the site will be served, with a trailing slash; for canonical addresses, feeds and QR codes.
    pub base_url: Option<String>,
    /// BCP 47. Default: `en`.
    pub language: String,
    /// IANA name; decides which day is today. Default: `UTC`.
    pub time_zone: String,
    /// A picture of the library, relative to its root.
    pub logo: Option<String>,
    /// `#rrggbb`. Default: the theme's.
    pub accent: Option<String>,
    /// Web address of the repository, for "suggest a correction".
    pub repository: Option<String>,
    /// Default: `main`.
    pub edit_branch: String,
    /// A line at the foot of each page.
    pub footer: Option<String>,
    /// Where readers say that they have read a document: an e-mail address, or a URL with the blanks
    /// `{id}`, `{title}`, `{version}`, `{role}`.
    pub acknowledge: Option<String>,
    /// Whom to ask: an e-mail address, a URL or words.
    pub contact: Option<String>,
    /// Name of a built-in theme. Default: `standard`.
    pub theme: String,
    /// The site says so when it is older than this. Default: 2 days.
    pub rebuild: Cycle,
}

/// `[library]`: which files are documents.
#[derive(Clone, Debug, PartialEq)]
pub struct LibrarySettings {
    /// Folder of the documents. Default: `sops` if it exists, else the library's root (`None`).
    pub source: Option<String>,
    /// Globs. Default: `**/*.md`, `**/*.markdown`, `**/*.md.erb`; upper and lower case count as one.
    pub include: Vec<String>,
    /// Globs.
    pub exclude: Vec<String>,
    /// Largest document, in bytes. Default: 5 MiB.
    pub max_bytes: u64,
    /// Addresses at which the source folder is mounted elsewhere: `/security-policies/` and the like;
    /// site-absolute links may begin with it.
    pub mount: Option<String>,
}

/// `[links]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkSettings {
    /// Schemes that are linked besides those of the web and of mail, in lower case: `file`,
    /// `onenote`. `unc` stands for paths such as `\\server\share`.
    pub allow: Vec<String>,
}

/// `[review]`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewSettings {
    /// Days before the due date in which a review counts as due soon. Default: 30.
    pub notice_days: u16,
    /// The cycle of documents that give none and inherit none.
    pub cycle: Option<Cycle>,
}

/// `[search]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchSettings {
    /// Whether results show the text around what was found (`excerpts = "on"`, the default).
    /// Without, the index holds titles and headings in few files, for sites that are copied to slow
    /// shares.
    pub has_excerpts: bool,
}

/// A type of document: what it must have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentType {
    /// Whether its documents are controlled (need an id, a version, an owner, a review date).
    pub is_controlled: bool,
    /// What a reader calls it: `Work instruction`; empty where the theme has a word for it.
    pub label: String,
    /// Canonical names of required fields.
    pub required: Vec<String>,
    /// Required sections: for each, the headings that satisfy it; the first is its name.
    pub sections: Vec<Vec<String>>,
    /// Headings whose section is the procedure.
    pub procedure: Vec<String>,
    /// Review cycle of the type.
    pub cycle: Option<Cycle>,
}

/// The settings on which the parse of a single file depends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What becomes of raw HTML.
    pub html: HtmlMode,
    /// Whose heading ids the links of the library are written for. Default: GitHub's.
    pub heading_ids: SlugDialect,
    /// The tools whose Markdown the documents are written in. Default: none, so that only what
    /// nobody means otherwise is read.
    pub dialects: Vec<&'static Dialect>,
    /// Whether `[[x|label]]` is a link. Default: off.
    pub wiki_links: bool,
    /// A regular expression for document ids in running text.
    /// Default: two to five capitals, optional groups, digits (`SOP-001`, `SOP-SAL-003`).
    pub id_pattern: String,
    /// The author's names for fields, to the canonical ones (`[fields]`).
    pub fields: BTreeMap<String, String>,
    /// Names of fields admitted besides the known ones (`[fields] allow`).
    pub allowed_fields: Vec<String>,
    /// Headings whose section is a procedure, in lower case.
    pub procedure_headings: Vec<String>,
    /// The language of the documents, BCP 47.
    pub language: String,
    /// The declared roles and people, by every name that they have.
    pub names: Vec<ActorName>,
}

/// A name of a declared role or person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorName {
    /// The name, an alias or a plural, as words in lower case.
    pub words: Vec<String>,
    /// The name by which it is declared.
    pub name: String,
}

/// What becomes of raw HTML in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HtmlMode {
    /// Safe elements stay, the rest is removed with a finding.
    #[default]
    Sanitise,
    /// Shown as text.
    Escape,
    /// Kept as it is: the library's authors are trusted like its templates.
    Trust,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            site: SiteSettings::default(),
            library: LibrarySettings::default(),
            links: LinkSettings::default(),
            review: ReviewSettings::default(),
            search: SearchSettings::default(),
            severity: BTreeMap::new(),
            types: crate::config::types::built_in("en"),
            reading: Reading::default(),
        }
    }
}

impl Default for SiteSettings {
    fn default() -> SiteSettings {
        SiteSettings {
            title: "Procedures".to_owned(),
            tagline: None,
            base_url: None,
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
            logo: None,
            accent: None,
            repository: None,
            edit_branch: "main".to_owned(),
            footer: None,
            acknowledge: None,
            contact: None,
            theme: "standard".to_owned(),
            rebuild: "2 days".parse().expect("a valid cycle"),
        }
    }
}

impl Default for LibrarySettings {
    fn default() -> LibrarySettings {
        LibrarySettings {
            source: None,
            include: ["**/*.md", "**/*.markdown", "**/*.md.erb"]
                .map(str::to_owned)
                .to_vec(),
            exclude: Vec::new(),
            max_bytes: 5 * 1024 * 1024,
            mount: None,
        }
    }
}

impl Default for ReviewSettings {
    fn default() -> ReviewSettings {
        ReviewSettings {
            notice_days: 30,
            cycle: None,
        }
    }
}

impl Default for SearchSettings {
    fn default() -> SearchSettings {
        SearchSettings { has_excerpts: true }
    }
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            html: HtmlMode::default(),
            heading_ids: SlugDialect::default(),
            dialects: Vec::new(),
            wiki_links: false,
            id_pattern: r"\b[A-Z]{2,5}(?:-[A-Z]{2,5})*-\d{1,5}\b".to_owned(),
            fields: BTreeMap::new(),
            allowed_fields: Vec::new(),
            procedure_headings: [
                "procedure",
                "procedures",
                "steps",
                "process",
                "step-by-step procedure",
            ]
            .map(str::to_owned)
            .to_vec(),
            language: "en".to_owned(),
            names: Vec::new(),
        }
    }
}
