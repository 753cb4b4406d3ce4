//! The document types that every library has, and the headings that count as one section.

use std::collections::BTreeMap;

use crate::config::DocumentType;
use crate::language::{Required, vocabulary};

/// The built-in types by name, with the sections of a language. Settings can change each of them and
/// add more.
pub fn built_in(language: &str) -> BTreeMap<String, DocumentType> {
    let purpose = || section(language, |of| &of.purpose);
    let scope = || section(language, |of| &of.scope);
    let responsibilities = || section(language, |of| &of.responsibilities);
    let procedure = || section(language, |of| &of.procedure);
    let sop = DocumentType {
        sections: vec![purpose(), scope(), responsibilities(), procedure()],
        ..controlled()
    };
    let policy = DocumentType {
        sections: vec![purpose(), scope()],
        ..controlled()
    };
    let work_instruction = DocumentType {
        sections: vec![purpose(), procedure()],
        ..controlled()
    };
    let runbook = DocumentType {
        sections: vec![procedure()],
        ..controlled()
    };
    let page = DocumentType {
        is_controlled: false,
        required: Vec::new(),
        ..DocumentType::default()
    };
    [
        ("sop", sop),
        ("policy", policy),
        ("work-instruction", work_instruction),
        ("runbook", runbook),
        ("checklist", controlled()),
        ("form", controlled()),
        ("page", page),
    ]
    .map(|(name, of_type)| (name.to_owned(), of_type))
    .into()
}

/// A controlled type without required sections.
fn controlled() -> DocumentType {
    DocumentType {
        is_controlled: true,
        required: owned(&["title", "owner", "status", "review"]),
        ..DocumentType::default()
    }
}

/// The headings that count as one required section: those of the language, its name first, then
/// the English ones.
fn section(language: &str, of: impl Fn(&'static Required) -> &'static Vec<String>) -> Vec<String> {
    let mut names = of(&vocabulary(language).required).clone();
    for name in of(&vocabulary("en").required) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The headings that count as the section of this name, which is that of a section in the language
/// or in English; none for other names.
pub fn synonyms(name: &str, language: &str) -> Vec<String> {
    let parts: [fn(&'static Required) -> &'static Vec<String>; 4] = [
        |of| &of.purpose,
        |of| &of.scope,
        |of| &of.responsibilities,
        |of| &of.procedure,
    ];
    let is_meant = |language: &str, part: &fn(&'static Required) -> &'static Vec<String>| {
        part(&vocabulary(language).required)[0].eq_ignore_ascii_case(name)
    };
    let mut parts = parts.iter();
    let part = parts.find(|part| is_meant(language, part) || is_meant("en", part));
    part.map(|part| section(language, part)).unwrap_or_default()
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
