//! The document types that every library has, and the headings that count as one section.

use std::collections::BTreeMap;

use crate::config::DocumentType;

/// The built-in types by name. Settings can change each of them and add more.
pub fn built_in() -> BTreeMap<String, DocumentType> {
    let sop = DocumentType {
        sections: [PURPOSE, SCOPE, RESPONSIBILITIES, PROCEDURE]
            .map(owned)
            .to_vec(),
        ..controlled()
    };
    let policy = DocumentType {
        sections: [PURPOSE, SCOPE].map(owned).to_vec(),
        ..controlled()
    };
    let work_instruction = DocumentType {
        sections: [PURPOSE, PROCEDURE].map(owned).to_vec(),
        ..controlled()
    };
    let runbook = DocumentType {
        sections: vec![owned(PROCEDURE)],
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

const PURPOSE: &[&str] = &[
    "Purpose",
    "Objective",
    "Objectives",
    "Aim",
    "Introduction",
    "Overview",
    "Background",
];
const SCOPE: &[&str] = &[
    "Scope",
    "Applicability",
    "Scope and applicability",
    "Purpose and scope",
    "Where this applies",
];
const RESPONSIBILITIES: &[&str] = &[
    "Responsibilities",
    "Responsibility",
    "Roles",
    "Roles and responsibilities",
    "Responsibilities and authorities",
    "RACI",
    "Who does what",
];
const PROCEDURE: &[&str] = &[
    "Procedure",
    "Procedures",
    "Steps",
    "Process",
    "Instructions",
    "Method",
    "Step-by-step procedure",
    "Workflow",
];

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
