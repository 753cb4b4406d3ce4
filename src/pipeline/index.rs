//! The documents of a library as the search sees them.
//!
//! In: the library, the settings and the words of the interface. Out: the index of the search.
//! What has not changed since the last build is not analysed again. Documents that are not in
//! force yet stay out of it, even where a preview shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::blocks;
use crate::config::Config;
use crate::library::{DocumentIndex, Group, Library, Why};
use crate::parse::{DocumentStatus, Sop};
use crate::render::Stage;
use crate::search::{
    Analysed, Index, Language, Lexicon, NamedPage, Options, SearchDocument, Section, analyse,
    assemble_after,
};
use crate::source::FilePath;
use crate::text::At;

/// Why its locks are never poisoned.
pub(super) const NO_PANIC: &str = "no thread panics while it makes an index";

/// What the last index leaves to the next.
#[derive(Default)]
pub struct IndexMemory(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    lexicon: Option<(Options, Vec<Vec<String>>, Arc<Lexicon>)>,
    analysed: BTreeMap<FilePath, Arc<Analysed>>,
    index: Option<Arc<Index>>,
}

impl IndexMemory {
    /// The next index is built from scratch.
    pub fn forget(&self) {
        *self.0.lock().expect(NO_PANIC) = Remembered::default();
    }
}

impl fmt::Debug for IndexMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IndexMemory")
    }
}

/// The index of a library: counted and ordered; each file is encoded when it is asked for.
pub fn index(
    library: &Library,
    config: &Config,
    stage: &Stage<'_>,
    memory: &IndexMemory,
) -> Arc<Index> {
    let options = Options {
        language: Language::from_tag(&config.settings.site.language),
        has_excerpts: config.settings.search.has_excerpts,
    };
    let mut memory = memory.0.lock().expect(NO_PANIC);
    let lexicon = lexicon(&mut memory, options, synonyms(config));
    let groups = Groups::of(library);
    let analysed: Vec<(&FilePath, Arc<Analysed>)> = library
        .indexed()
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter(|(_, document)| !document.status.is_in_the_making())
        .map(|(at, document)| {
            let path = &document.sop.path;
            let entry = entry(library, stage, &groups, at);
            let before = memory.analysed.get(path);
            let same = before.filter(|before| *before.document() == entry);
            let anew = || Arc::new(analyse(entry.clone(), &lexicon));
            (path, same.map_or_else(anew, Arc::clone))
        })
        .collect();
    let all: Vec<Arc<Analysed>> = analysed.iter().map(|(_, one)| Arc::clone(one)).collect();
    memory.analysed = analysed
        .into_iter()
        .map(|(path, one)| (path.clone(), one))
        .collect();
    let index = assemble_after(memory.index.as_deref(), &all, &lexicon);
    let index = Arc::new(index.with(named(library, config, stage, &all)));
    memory.index = Some(Arc::clone(&index));
    index
}

/// The lexicon of the last index, unless what it depends on has changed.
fn lexicon(memory: &mut Remembered, options: Options, synonyms: Vec<Vec<String>>) -> Arc<Lexicon> {
    match &memory.lexicon {
        Some((before, words, lexicon)) if *before == options && *words == synonyms => {
            Arc::clone(lexicon)
        }
        _ => {
            let lexicon = Arc::new(Lexicon::new(&options, &synonyms));
            memory.analysed.clear();
            memory.index = None;
            memory.lexicon = Some((options, synonyms, Arc::clone(&lexicon)));
            lexicon
        }
    }
}

/// The pages of roles, and of departments that no document speaks for under the same title.
fn named(
    library: &Library,
    config: &Config,
    stage: &Stage<'_>,
    documents: &[Arc<Analysed>],
) -> Vec<NamedPage> {
    let titles = documents.iter().map(|document| &document.document().title);
    let titles: BTreeSet<String> = titles.map(|title| title.to_lowercase()).collect();
    let roles = library.roles.roles.iter().map(|role| {
        let declared = role.declared.map(|place| &config.roles.roles[place]);
        let aliases = declared.map_or(&[][..], |declared| &declared.aliases);
        NamedPage {
            names: [&role.name].into_iter().chain(aliases).cloned().collect(),
            url: role.route.encoded(),
            title: role.name.clone(),
            kind: stage.words().text("search.words.filter.role").to_owned(),
            text: declared
                .and_then(|declared| declared.summary.clone())
                .unwrap_or_default(),
        }
    });
    let departments = library.departments.iter();
    let departments = departments
        .filter(|group| !titles.contains(&group.name.to_lowercase()))
        .map(|group| NamedPage {
            names: vec![group.name.clone()],
            url: group.route.encoded(),
            title: group.name.clone(),
            kind: stage
                .words()
                .text("search.words.filter.department")
                .to_owned(),
            text: String::new(),
        });
    roles.chain(departments).collect()
}

/// What the glossary calls one thing: the term, its abbreviation, the words staff use instead.
fn synonyms(config: &Config) -> Vec<Vec<String>> {
    let groups = config.glossary.terms.iter().map(|term| {
        let names = [&term.name].into_iter().chain(&term.abbreviation);
        names.chain(&term.synonyms).cloned().collect::<Vec<_>>()
    });
    groups.filter(|group| group.len() > 1).collect()
}

/// For each document the names of what it belongs to, spelt as their pages are.
struct Groups<'a> {
    department: Vec<&'a str>,
    tags: Vec<Vec<&'a str>>,
    roles: Vec<Vec<&'a str>>,
}

impl<'a> Groups<'a> {
    fn of(library: &'a Library) -> Groups<'a> {
        let count = library.documents.len();
        let mut groups = Groups {
            department: vec![""; count],
            tags: vec![Vec::new(); count],
            roles: vec![Vec::new(); count],
        };
        let members = |group: &'a Group| {
            let documents = group.documents.iter();
            documents.map(|document| (document.0, group.name.as_str()))
        };
        for (document, name) in library.departments.iter().flat_map(members) {
            groups.department[document] = name;
        }
        for (document, name) in library.tags.iter().flat_map(members) {
            groups.tags[document].push(name);
        }
        for role in &library.roles.roles {
            for (document, why) in &role.reading {
                let concerns = [Why::Acts, Why::Owns, Why::Audience];
                if concerns.iter().any(|reason| why.contains(reason)) {
                    groups.roles[document.0].push(&role.name);
                }
            }
        }
        groups
    }
}

fn entry(
    library: &Library,
    stage: &Stage<'_>,
    groups: &Groups<'_>,
    at: DocumentIndex,
) -> SearchDocument {
    let document = library.document(at);
    let meta = &document.meta;
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let value = |field: &Option<At<String>>| field.as_ref().map(|at| at.value.clone());
    let status = |status: DocumentStatus| {
        let name = format!("status.{}", status.name());
        stage.words().text(&name).to_owned()
    };
    let change = document.life.change();
    SearchDocument {
        url: document.route.encoded(),
        id: document.id().map(str::to_owned),
        title: document.title().to_owned(),
        aliases: meta
            .aliases
            .iter()
            .map(|alias| alias.value.clone())
            .collect(),
        version: value(&meta.version).unwrap_or_default(),
        department: groups.department[at.0].to_owned(),
        status: status(document.status),
        status_then: change.map(|(date, then)| (date.to_string(), status(then))),
        kind: stage.kind_label(document),
        state: document.review.state.name().to_owned(),
        roles: owned(&groups.roles[at.0]),
        tags: owned(&groups.tags[at.0]),
        is_withdrawn: document.is_withdrawn(),
        is_to_come: document.life.is_to_come(),
        sections: sections(&document.sop, stage),
        review_due: document.review.due.map(|due| due.to_string()),
    }
}

/// The text of a document, and that of the data files whose rows it shows, each below the heading
/// where they stand.
fn sections(sop: &Sop, stage: &Stage<'_>) -> Arc<[Section]> {
    let rows = sop.blocks.iter().filter_map(|placed| {
        let block = placed.block.as_ref()?;
        let path = blocks::data_file(block)?;
        let text = stage.data(&path.value, &sop.path)?;
        let mut above = sop.headings.iter().rev();
        let heading = above.find(|heading| heading.span.start <= placed.span.start);
        Some(Section {
            anchor: heading.map(|heading| heading.id.clone()),
            heading: blocks::caption(block).unwrap_or_default().to_owned(),
            text: blocks::search_text_of_data(block, text),
            ..Section::default()
        })
    });
    let rows: Vec<Section> = rows.collect();
    if rows.is_empty() {
        return Arc::clone(&sop.sections);
    }
    sop.sections.iter().cloned().chain(rows).collect()
}
