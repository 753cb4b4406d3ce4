//! The files of an index and their contents.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::alphabet::Shard;
use super::analyse::{FACETS, Label};
use super::gaps::put_ascending;
use super::index::Index;
use super::lexicon::Phrase;
use super::postings::encode;
use super::spelling::{list_count, push_shared};
use super::{NamedPage, SearchDocument, Section};
use super::{numbers, spelling};

/// Documents in one text file, if the texts have no running text.
const CARDS: usize = 32;

/// Text files in one folder.
const FOLDER: usize = 256;

pub(super) fn paths(index: &Index) -> Vec<String> {
    let folder = index.folder();
    let mut paths = vec!["search/current.js".to_owned(), format!("{folder}/n.js")];
    paths.extend(FACETS.map(|facet| format!("{folder}/x-{facet}.js")));
    paths.extend((0..index.alphabet.shards.len()).map(|shard| format!("{folder}/s/{shard}.js")));
    paths.extend(
        (0..list_count(index.alphabet.forms.len())).map(|list| format!("{folder}/l/{list}.js")),
    );
    let texts = index.documents.len().div_ceil(texts_per_file(index));
    paths.extend(
        (0..texts).map(|file| format!("{folder}/t/{}/{}.js", file / FOLDER, file % FOLDER)),
    );
    paths.sort();
    paths
}

pub(super) fn file(index: &Index, path: &str) -> Option<String> {
    let path = path.strip_prefix("search/")?;
    if path == "current.js" {
        return Some(manifest(index));
    }
    let path = path
        .strip_prefix(&index.hash)?
        .strip_prefix('/')?
        .strip_suffix(".js")?;
    match path.split('/').collect::<Vec<_>>()[..] {
        ["n"] => Some(numbers::encode(
            index
                .documents
                .iter()
                .map(|document| document.number.as_ref()),
        )),
        [facet] => {
            let place = FACETS
                .iter()
                .position(|known| facet.strip_prefix("x-") == Some(known))?;
            Some(facet_file(index, place))
        }
        ["s", shard] => shard_file(index, shard.parse().ok()?),
        ["l", list] => {
            let place: usize = list.parse().ok()?;
            let forms = index.spelling().get(place)?;
            let words = index.lexicon.words();
            Some(spelling::encode(&words, place, forms, index.frequencies()))
        }
        ["t", folder, file] => {
            let file = file.parse::<usize>().ok().filter(|&file| file < FOLDER)?;
            texts(
                index,
                folder.parse::<usize>().ok()?.checked_mul(FOLDER)? + file,
            )
        }
        _ => None,
    }
}

fn manifest(index: &Index) -> String {
    let bounds: Vec<&str> = index
        .alphabet
        .shards
        .iter()
        .map(|shard| shard.bound.as_str())
        .collect();
    let options = index.lexicon.options();
    let manifest = json!({
        "folder": index.hash,
        "documents": index.documents.len(),
        "inForce": index.documents.partition_point(|document| !document.document.is_withdrawn),
        "bounds": bounds.join(" "),
        "common": spelling::common(&index.lexicon.words(), &index.alphabet.forms, &index.counts.forms),
        "lists": list_count(index.alphabet.forms.len()),
        "each": texts_per_file(index),
        "hasExcerpts": options.has_excerpts,
        "hasCompounds": options.language.has_compounds(),
        "stop": options.language.stop_words(),
        "faint": options.language.weak_words(),
        "endings": options.language.endings(),
    });
    format!("sopressSearch.current({manifest})")
}

/// Words, postings, words whose group is elsewhere, synonyms of the words here, and the pages whose
/// names begin with one.
fn shard_file(index: &Index, place: usize) -> Option<String> {
    let shard = index.alphabet.shards.get(place)?;
    let words = index.lexicon.words();
    let (mut forms, mut encoded, mut before) = (String::new(), String::new(), "");
    for group in &index.alphabet.groups[shard.groups.clone()] {
        for (at, &form) in group.forms.iter().enumerate() {
            let text = &*words.form(form).text;
            if at > 0 {
                forms.push(' ');
            } else if !forms.is_empty() {
                forms.push('|');
            }
            push_shared(&mut forms, before, text);
            before = text;
        }
        encode(&index.impacts(group.stem), &mut encoded);
    }
    let mut elsewhere = String::new();
    for &(form, home) in &shard.elsewhere {
        let comma = if elsewhere.is_empty() { "" } else { " " };
        let _ = write!(elsewhere, "{comma}{}/{home}", words.form(form).text);
    }
    let synonyms = synonyms(index, place, shard);
    let named = named(index, place, shard);
    let json = serde_json::to_string(&(place, forms, encoded, elsewhere, synonyms, named));
    let json = json.expect("text and numbers are always JSON");
    Some(format!("sopressSearch.shard({})", &json[1..json.len() - 1]))
}

/// The phrases whose first word is looked up in this shard, each with its synonyms, and the words
/// that lead to others, each with those.
fn synonyms(index: &Index, place: usize, shard: &Shard) -> Vec<Vec<String>> {
    let is_here = |phrase: &&Phrase| is_looked_for_in(index, place, shard, &phrase.text);
    let leading = index.leading().iter();
    let mut found: Vec<Vec<String>> = leading
        .filter(|words| is_looked_for_in(index, place, shard, &words[0]))
        .cloned()
        .collect();
    for group in index.lexicon.synonyms() {
        for phrase in group.iter().filter(is_here) {
            let is_used = |phrase: &Phrase| {
                phrase
                    .stems
                    .iter()
                    .all(|&stem| index.frequencies()[stem as usize] > 0)
            };
            if group.iter().all(is_used) {
                let others = group
                    .iter()
                    .map(|other| &other.text)
                    .filter(|&text| *text != phrase.text);
                found.push([&phrase.text].into_iter().chain(others).cloned().collect());
            }
        }
    }
    found
}

/// The pages that are found by a name whose first word is looked up in this shard: that name, then
/// what a result shows.
fn named<'a>(index: &'a Index, place: usize, shard: &Shard) -> Vec<[&'a str; 5]> {
    let names = index.names.iter();
    let here = names.filter(|(name, _)| is_looked_for_in(index, place, shard, name));
    here.map(|(name, page)| {
        let NamedPage {
            url,
            title,
            kind,
            text,
            ..
        } = &index.named[*page];
        [name.as_str(), url, title, kind, text]
    })
    .collect()
}

/// Whether the browser looks up the first word of `phrase` in this shard.
fn is_looked_for_in(index: &Index, place: usize, shard: &Shard, phrase: &str) -> bool {
    let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let word = units(phrase.split(' ').next().unwrap_or_default());
    let next = index.alphabet.shards.get(place + 1);
    units(&shard.bound) <= word && next.is_none_or(|next| word < units(&next.bound))
}

/// The documents of each label; if a label changes on a day, those of each day separately, with
/// that day and the new label.
fn facet_file(index: &Index, place: usize) -> String {
    let mut values: BTreeMap<Label<'_>, Vec<u32>> = BTreeMap::new();
    for (ordinal, document) in (0u32..).zip(&index.documents) {
        for label in document.labels(place) {
            let documents = values.entry(label).or_default();
            if documents.last() != Some(&ordinal) {
                documents.push(ordinal);
            }
        }
    }
    let encoded = values.into_iter().map(|((label, turns), documents)| {
        let mut out = String::new();
        put_ascending(&mut out, &documents);
        let (from, then) = turns.unwrap_or_default();
        let all = [label, &out, from, then];
        let said = all.iter().rposition(|text| !text.is_empty()).unwrap_or(0);
        Value::from(&all[..=said])
    });
    let encoded: Value = encoded.collect();
    format!("sopressSearch.facet(\"{}\",{encoded})", FACETS[place])
}

fn texts(index: &Index, file: usize) -> Option<String> {
    let first = file.checked_mul(texts_per_file(index))?;
    let last = index.documents.len().min(first + texts_per_file(index));
    let documents = index
        .documents
        .get(first..last)
        .filter(|documents| !documents.is_empty())?;
    let has_excerpts = index.lexicon.options().has_excerpts;
    let mut out = format!("sopressSearch.texts({first},[");
    for (place, document) in documents.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push_str(&text(&document.document, has_excerpts));
    }
    out.push_str("])");
    out.shrink_to_fit();
    Some(out)
}

/// The card and the text of one document for the browser: a list without names, in a fixed order.
fn text(document: &SearchDocument, has_excerpts: bool) -> String {
    let sections = document.sections.iter();
    let sections =
        sections.filter(|section| !(section.heading.is_empty() && section.text.is_empty()));
    let sections: Vec<_> = sections
        .map(|section| {
            (
                &section.anchor,
                &section.heading,
                running(section, has_excerpts),
            )
        })
        .collect();
    let SearchDocument {
        url,
        title,
        id,
        aliases,
        version,
        ..
    } = document;
    let SearchDocument {
        department,
        kind,
        status,
        status_then,
        state,
        review_due,
        ..
    } = document;
    let name = (url, title, id, aliases, version);
    let facts = (department, kind, status, state, review_due, status_then);
    serde_json::to_string(&(name, facts, sections)).expect("text and lists of text are always JSON")
}

/// The text of a section: as a whole, or a list of the text before its steps and then each step's
/// id, number and text.
fn running(section: &Section, has_excerpts: bool) -> Value {
    if !has_excerpts {
        return "".into();
    }
    let (before, parts) = section.parts();
    if section.landmarks.is_empty() {
        return before.into();
    }
    let mut all: Vec<Value> = vec![before.into()];
    for (landmark, text) in parts {
        all.extend([
            Value::from(landmark.anchor.as_str()),
            landmark.number.into(),
            text.into(),
        ]);
    }
    all.into()
}

fn texts_per_file(index: &Index) -> usize {
    if index.lexicon.options().has_excerpts {
        1
    } else {
        CARDS
    }
}
