//! Documents in other languages than English are read by the words of their own.

use sopress::parse::Sop;
use sopress::parse::steps::DetailKind;

use crate::library::library;
use crate::steps::{read_with, reading};

fn german(text: &str) -> std::sync::Arc<Sop> {
    read_with(text, &reading("de", &[])).sop
}

#[test]
fn objectives_are_found_below_the_headings_of_the_language() {
    let objectives = |language: &str, heading: &str| -> Vec<String> {
        let text = format!("# A\n\n## {heading}\n\n- 95 %\n");
        let sop = read_with(&text, &reading(language, &[])).sop;
        sop.objectives.iter().map(|one| one.value.clone()).collect()
    };
    assert_eq!(objectives("de", "2. Qualitätsziele"), ["95 %"]);
    assert_eq!(objectives("de-AT", "Ziele:"), ["95 %"]);
    assert_eq!(objectives("fr", "Objectifs"), ["95 %"]);
    assert_eq!(objectives("es", "Objetivos de calidad"), ["95 %"]);
    assert_eq!(objectives("en", "Objectives"), ["95 %"]);
    assert!(objectives("en", "Ziele").is_empty());
}

#[test]
fn questions_are_found_below_a_german_heading() {
    let text = |heading: &str| {
        format!("# A\n\n## {heading}\n\n### Wer hat den Schlüssel?\n\nDas Lager.\n")
    };
    let count = |heading| -> usize {
        let sop = german(&text(heading));
        sop.blocks.iter().map(|block| block.answers.len()).sum()
    };
    assert_eq!(count("Häufige Fragen"), 1);
    assert_eq!(count("Lagerung"), 0);
}

#[test]
fn a_detail_names_roles_without_a_german_condition() {
    let roles = |written: &str| -> Vec<String> {
        let text =
            format!("# A\n\n## Ablauf\n\n1. Rechnung prüfen.\n   - Freigabe durch: {written}\n");
        let sop = german(&text);
        let step = &sop.procedures[0].steps[0];
        let detail = &step.details[0];
        assert_eq!(detail.kind, DetailKind::Approves);
        let roles = detail.roles.iter();
        roles
            .map(|at| sop.role_mentions[*at].value.clone())
            .collect()
    };
    assert_eq!(roles("Leiter und Prüfer"), ["Leiter", "Prüfer"]);
    assert_eq!(roles("Leiter, wenn der Betrag hoch ist"), ["Leiter"]);
    assert_eq!(roles("Leiter falls nötig, sonst niemand"), ["Leiter"]);
    assert_eq!(roles("Leiter; ab 500 Euro"), ["Leiter"]);
}

#[test]
fn a_status_is_read_in_the_language_and_in_english() {
    let status = |language: &str, written: &str| {
        let text = format!("---\ntitle: A\nstatus: {written}\n---\n");
        let read = read_with(&text, &reading(language, &[]));
        read.sop.meta.status.as_ref().map(|one| one.value.name())
    };
    assert_eq!(status("de", "gültig"), Some("effective"));
    assert_eq!(status("de", "Entwurf"), Some("draft"));
    assert_eq!(status("de", "Zur Freigabe"), Some("in-review"));
    assert_eq!(status("de", "außer Kraft"), Some("retired"));
    assert_eq!(status("de", "effective"), Some("effective"));
    assert_eq!(status("fr", "en vigueur"), Some("effective"));
    assert_eq!(status("fr", "brouillon"), Some("draft"));
    assert_eq!(status("es", "vigente"), Some("effective"));
    assert_eq!(status("es", "borrador"), Some("draft"));
    assert_eq!(status("en", "gültig"), Some("unknown"));
}

#[test]
fn a_review_cycle_is_read_in_the_language_and_in_english() {
    let cycle = |language: &str, written: &str| {
        let text = format!("---\ntitle: A\nreview_cycle: {written}\n---\n");
        let read = read_with(&text, &reading(language, &[]));
        let cycle = read.sop.meta.review_cycle.as_ref();
        cycle.map(|one| one.value.to_string())
    };
    let is = |language, written, expected: &str| {
        assert_eq!(
            cycle(language, written).as_deref(),
            Some(expected),
            "{written}"
        );
    };
    is("de", "jährlich", "1 year");
    is("de", "alle 2 Jahre", "2 years");
    is("de", "jedes Jahr", "1 year");
    is("de", "18 Monate", "18 months");
    is("de", "halbjährlich", "6 months");
    is("de", "annual", "1 year");
    is("fr", "annuel", "1 year");
    is("fr", "tous les 2 ans", "2 years");
    is("fr", "tous les 6 mois", "6 months");
    is("es", "anual", "1 year");
    is("es", "cada 3 años", "3 years");
    is("es", "todos los años", "1 year");
    assert_eq!(cycle("de", "0 Jahre"), None);
    assert_eq!(cycle("de", "bald"), None);
    assert_eq!(cycle("en", "jährlich"), None);
}

/// The codes and messages about a German library with one document of this body.
fn found_in_german(code: &str, body: &str) -> Vec<String> {
    let text = format!(
        "-- sopress.toml --\n[site]\nlanguage = \"de\"\n-- sops/a.md --\n---\nid: SOP-001\ntitle: Reinigung\n---\n\n{body}"
    );
    let built = library(&text).build();
    let found = built.diagnostics.iter();
    let found = found.filter(|one| one.code.name() == code);
    found
        .map(|one| format!("{} ({})", one.message, one.help.as_deref().unwrap_or("-")))
        .collect()
}

#[test]
fn the_sections_of_a_german_document_have_german_names() {
    let none: [&str; 0] = [];
    let body = "## Zweck und Geltungsbereich\n\nA.\n\n## 2. Zuständigkeiten\n\nB.\n\n## Ablauf\n\n1. Tisch wischen.\n";
    assert_eq!(found_in_german("section-required", body), none);
    let body = "## Purpose\n\nA.\n\n## Scope\n\nA.\n\n## Verantwortung\n\nB.\n";
    assert_eq!(
        found_in_german("section-required", body),
        [
            "`SOP-001` has no section `Ablauf` (add `## Ablauf`; `Verfahren`, `Vorgehen` or `Vorgehensweise` also counts)"
        ]
    );
}

#[test]
fn vague_words_and_second_actions_are_found_in_german() {
    let body = |step: &str| format!("## Ablauf\n\n1. {step}\n2. Tisch wischen.\n");
    let vague = |step| found_in_german("step-vague", &body(step)).len();
    assert_eq!(vague("Filter bei Bedarf reinigen."), 1);
    assert_eq!(vague("Filter ggf. reinigen."), 1);
    assert_eq!(vague("Filter montags reinigen."), 0);
    let two = |step| found_in_german("step-compound", &body(step)).len();
    assert_eq!(two("Probe wiegen, dann das Gewicht notieren."), 1);
    assert_eq!(
        two("Nummer auf den Deckel schreiben, dann auf die Schachtel."),
        0
    );
    assert_eq!(two("Wenn die Lampe leuchtet, dann den Schalter drehen."), 0);
    assert_eq!(two("Probe wiegen."), 0);
}
