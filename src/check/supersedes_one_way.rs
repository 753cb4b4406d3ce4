//! One document names another as successor or predecessor, but not the other way round.

use std::collections::HashMap;

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::text::At;

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let documents = &facts.library.documents;
    let with_id = documents.iter().filter_map(|one| Some((one.id()?, one)));
    let by_id: HashMap<&str, &Document> = with_id.collect();
    for document in documents {
        let Some(own) = document.id() else { continue };
        let meta = &document.meta;
        let both = [
            ("supersedes", &meta.supersedes, "superseded_by"),
            ("superseded_by", &meta.superseded_by, "supersedes"),
        ];
        for (field, ids, back) in both {
            for id in ids {
                let Some(other) = by_id.get(id.value.as_str()) else {
                    continue;
                };
                let answers = match back {
                    "supersedes" => &other.meta.supersedes,
                    _ => &other.meta.superseded_by,
                };
                if answers.iter().any(|answer| answer.value == own) {
                    continue;
                }
                found.push(finding(document, other, id, (field, back, own)));
            }
        }
    }
}

fn finding(
    document: &Document,
    other: &Document,
    id: &At<String>,
    (field, back, own): (&str, &str, &str),
) -> Diagnostic {
    let written = &id.value;
    let message = format!("`{field}` names `{written}`, which does not say so in turn");
    let help = format!("add `{back}: {own}` to `{}`", other.sop.path);
    Diagnostic::new(Code::SupersedesOneWay, &document.sop.path, id.span, message).help(help)
}
