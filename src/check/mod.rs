//! The rules. Each is a file of its own; the table here lists them all.
//!
//! In: the assembled library and what it was made of. Out: findings. Knows no pages. What a
//! file shows by itself (front matter, Markdown) is found in [`crate::parse`], what the settings
//! show in [`crate::config`].

#[cfg(test)]
mod documentation;
mod facts;
mod nearest;
mod procedures;
mod references;
#[cfg(test)]
pub mod testing;
mod abbreviation_undefined;
mod address_case_clash;
mod address_clash;
mod alias_clash;
mod approver_missing;
mod attachment_missing;
mod audience_role_unknown;
mod block_data;
mod changes_entry_missing;
mod changes_order;
mod changes_version_missing;
mod date_order;
mod defaults_unused;
mod department_missing;
mod document_orphan;
mod effective_duplicate;
mod effective_missing;
mod exempt_reason_missing;
mod field_required;
mod file_faults;
mod file_name_long;
mod file_name_twin;
mod file_name_windows;
mod glossary_duplicate;
mod heading_duplicate;
mod heading_empty;
mod heading_level_skipped;
mod heading_title_twice;
mod history_incomplete;
mod id_duplicate;
mod id_missing;
mod id_pattern;
mod id_version;
mod image_alt_missing;
mod image_elsewhere;
mod image_large;
mod image_missing;
mod link_anchor_unknown;
mod link_case;
mod link_draft;
mod link_empty;
mod link_outside;
mod link_retired;
mod link_text;
mod link_unknown;
mod link_unsafe;
mod mention_unknown;
mod objective_unspecific;
mod owner_left;
mod owner_missing;
mod owner_unknown;
mod raci_steps;
mod redirect_clash;
mod reference_suspect;
mod reference_unknown;
mod retired_date_missing;
mod retired_reason_missing;
mod review_cycle_missing;
mod review_date_future;
mod review_date_missing;
mod review_due_mismatch;
mod review_due_soon;
mod review_never;
mod review_outcome_missing;
mod review_overdue;
mod review_text_changed;
mod role_reports_circle;
mod role_unknown;
mod role_unused;
mod section_required;
mod sop_long;
mod status_missing;
mod step_accountable_many;
mod step_compound;
mod step_decision_one_exit;
mod step_decision_one_target;
mod step_exit_elsewhere;
mod step_exit_unclear;
mod step_exit_unlabelled;
mod step_long;
mod step_no_end;
mod step_role_none;
mod step_role_unknown;
mod step_target_ambiguous;
mod step_target_unknown;
mod step_unreachable;
mod step_vague;
mod superseded_successor_missing;
mod supersedes_circle;
mod supersedes_one_way;
mod supersedes_unknown;
mod table_source_missing;
mod tag_spelling;
mod title_duplicate;
mod track_unknown;
mod training_note_missing;
mod training_role_unknown;
mod type_unknown;
mod version_malformed;
mod version_missing;
mod version_unchanged;

pub use facts::Facts;

use facts::{called, is_other_version, review_span, span_of};
use nearest::{Nearest, nearest_role, undeclared};
use references::broken_references;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::config::FIELDS;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::FilePath;

/// A rule: from the facts to its findings.
type Rule = fn(&Facts<'_>, &mut Vec<Diagnostic>);

/// Every rule, in the order of the names.
const RULES: &[Rule] = &[
    abbreviation_undefined::check,
    address_case_clash::check,
    address_clash::check,
    alias_clash::check,
    approver_missing::check,
    attachment_missing::check,
    audience_role_unknown::check,
    block_data::check,
    changes_entry_missing::check,
    changes_order::check,
    changes_version_missing::check,
    date_order::check,
    defaults_unused::check,
    department_missing::check,
    document_orphan::check,
    effective_duplicate::check,
    effective_missing::check,
    exempt_reason_missing::check,
    field_required::check,
    file_faults::check,
    file_name_long::check,
    file_name_twin::check,
    file_name_windows::check,
    glossary_duplicate::check,
    heading_duplicate::check,
    heading_empty::check,
    heading_level_skipped::check,
    heading_title_twice::check,
    history_incomplete::check,
    id_duplicate::check,
    id_missing::check,
    id_pattern::check,
    id_version::check,
    image_alt_missing::check,
    image_elsewhere::check,
    image_large::check,
    image_missing::check,
    link_anchor_unknown::check,
    link_case::check,
    link_draft::check,
    link_empty::check,
    link_outside::check,
    link_retired::check,
    link_text::check,
    link_unknown::check,
    link_unsafe::check,
    mention_unknown::check,
    objective_unspecific::check,
    owner_left::check,
    owner_missing::check,
    owner_unknown::check,
    raci_steps::check,
    redirect_clash::check,
    reference_suspect::check,
    reference_unknown::check,
    retired_date_missing::check,
    retired_reason_missing::check,
    review_cycle_missing::check,
    review_date_future::check,
    review_date_missing::check,
    review_due_mismatch::check,
    review_due_soon::check,
    review_never::check,
    review_outcome_missing::check,
    review_overdue::check,
    review_text_changed::check,
    role_reports_circle::check,
    role_unknown::check,
    role_unused::check,
    section_required::check,
    sop_long::check,
    status_missing::check,
    step_accountable_many::check,
    step_compound::check,
    step_decision_one_exit::check,
    step_decision_one_target::check,
    step_exit_elsewhere::check,
    step_exit_unclear::check,
    step_exit_unlabelled::check,
    step_long::check,
    step_no_end::check,
    step_role_none::check,
    step_role_unknown::check,
    step_target_ambiguous::check,
    step_target_unknown::check,
    step_unreachable::check,
    step_vague::check,
    superseded_successor_missing::check,
    supersedes_circle::check,
    supersedes_one_way::check,
    supersedes_unknown::check,
    table_source_missing::check,
    tag_spelling::check,
    title_duplicate::check,
    track_unknown::check,
    training_note_missing::check,
    training_role_unknown::check,
    type_unknown::check,
    version_malformed::check,
    version_missing::check,
    version_unchanged::check,
];

/// What all rules find, sorted by file, place and code.
pub fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let of_rules = RULES.par_iter().map(|rule| {
        let mut found = Vec::new();
        rule(facts, &mut found);
        found
    });
    let of_rules: Vec<Vec<Diagnostic>> = of_rules.collect();
    let mut found: Vec<Diagnostic> = of_rules.into_iter().flatten().collect();
    let partly_read = facts.partly_read();
    let unreadable = unreadable(facts);
    found.retain(|finding| {
        let fields = || {
            FIELDS
                .iter()
                .filter(|field| field.missing.contains(&finding.code))
        };
        let path = &finding.place.path;
        // Where the front matter can only be read in part, the field may be there.
        let may_be_there = partly_read.contains(path) && fields().next().is_some();
        // A field that cannot be read is reported where it is written.
        let is_there = finding.code != Code::FieldRequired
            && fields().any(|field| unreadable.contains(&(path, field.name)));
        !may_be_there && !is_there
    });
    diagnostic::sort(&mut found);
    found
}

/// The fields that documents give, or have from their folders, but that cannot be read.
fn unreadable<'a>(facts: &Facts<'a>) -> BTreeSet<(&'a FilePath, &'a str)> {
    let documents = facts.library.documents.iter();
    let fields = documents.flat_map(|document| {
        let names = document.meta.unreadable.iter();
        names.map(|name| (&document.sop.path, name.value.as_str()))
    });
    fields.collect()
}

#[cfg(test)]
mod tests {
    use super::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn one_bad_date_is_one_finding() {
        let fields = "id: SOP-001\ntitle: Washing\nversion: 1.0\ndepartment: Hall 2\nowner: Ann";
        for dates in [
            "status: effective\neffective: 2026-13-01\nreview_cycle: 1 year",
            "status: effective\nissued: soon\nreview_cycle: 1 year",
            "status: effective\neffective: 2026-01-01\nreview_due: 2026-02-30",
            "status: effective\neffective: 2026-01-01\nlast_reviewed: n/a\nreview_cycle: 1 year",
            "status: retired\nretired: soon\nretired_reason: no longer made",
        ] {
            let text = format!("-- a.md --\n---\n{fields}\n{dates}\n---\n# Washing\n");
            let found = library(&text).check();
            let of_dates = found.iter().filter(|finding| {
                let name = finding.code.name();
                name.contains("date") || name.contains("effective") || name.contains("review")
            });
            assert_eq!(of_dates.count(), 0, "{dates}: {found:?}");
            let written = library(&text).findings_of_files();
            let codes: Vec<Code> = written.iter().map(|finding| finding.code).collect();
            assert_eq!(codes, [Code::DateMalformed], "{dates}");
        }
    }
}
