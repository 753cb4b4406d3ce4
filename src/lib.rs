//! sopress: a folder of Markdown SOPs in, a static site that staff can trust out.
//!
//! The order of the modules is the architecture: read them from the top; a module uses only
//! those above it. Stages are pure functions over plain values; only `source`, `history`,
//! `emit`, `serve` and `cli` touch the world.
//!
//! ```text
//! date, wording, suggest, text     words and places in them; know nothing of SOPs
//! language    a language  -> Vocabulary    the words by which texts are recognised, a file per language
//! source      disk         -> Sources       the only reader of the library
//! diagnostic  findings     -> text          for people, as JSON, SARIF, GitHub annotations
//! dialect     Markdown     -> tokens        what each tool adds to CommonMark, a file per syntax
//! config      settings     -> Config        sopress.toml, roles.toml, glossary.toml
//! import      other tools -> settings      what their own settings files say, one file per tool
//! edit        front matter -> front matter  one field changed, every other byte as it was
//! diagram     text         -> SVG, outline  one folder per kind; knows nothing of SOPs
//! blocks      fence        -> Block         tables, figures, scores, contacts: values, not pages
//! parse       Source       -> Parsed        one file at a time, in parallel; never fails
//! explain     Parsed       -> text, JSON    how a procedure was read, and by which words
//! history     git          -> Archive       the only reader of git
//! library     Vec<Parsed>  -> Library       the only step that sees all files
//! check       Facts        -> findings      one file per rule
//! plan        Library      -> Vec<Page>     what will exist, and at which route
//! render      Page         -> bytes         one page at a time, in parallel
//! search      Library      -> index files   read by the search script in the browser
//! pipeline    Inputs       -> Pages         the stages above, in order
//! emit        Site         -> disk          writes only what differs, swaps the whole site
//! serve       the same stages, for the preview in a browser
//! cli         arguments    -> a command     the only printer, the only clock
//! ```

pub mod date;
pub mod wording;
pub mod suggest;
pub mod text;
pub mod language;
pub mod source;
pub mod diagnostic;
pub mod dialect;
pub mod config;
pub mod import;
pub mod edit;
pub mod diagram;
pub mod blocks;
pub mod parse;
pub mod explain;
pub mod history;
pub mod library;
pub mod check;
pub mod plan;
pub mod render;
pub mod search;
pub mod pipeline;
pub mod emit;
pub mod serve;
pub mod cli;
