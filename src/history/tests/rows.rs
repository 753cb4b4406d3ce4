//! Revisions, observations and the timeline.

use super::*;
use crate::history::revisions::{
    BodyChange, Observation, Revision, body_changes, observations, revisions,
};
use crate::history::timeline::{DeclaredChange, DeclaredReview, Event, TimelineEntry, timeline};

/// A document whose version, review date and body are as given.
fn text(version: &str, reviewed: &str, body: &str) -> String {
    format!(
        "---\nid: SOP-1\nversion: {version}\nlast_reviewed: {reviewed}\n---\n# Cleaning\n\n{body}\n"
    )
}

/// Commits each text in turn, with its index as the message; the last one is the current text.
fn library(texts: &[String]) -> (Repo, History, Digest) {
    let repo = Repo::new();
    for (place, text) in texts.iter().enumerate() {
        repo.put("a.md", text, &format!("{}", place + 1));
    }
    let history = repo.read(&["a.md"]);
    let present = brief(texts.last().expect("a text"));
    (repo, history, present)
}

fn shown(history: &History, revision: &Revision) -> (Option<String>, String, String) {
    let subject = |commit: usize| history.commits[commit].subject.clone();
    (
        revision.version.clone(),
        subject(revision.commit),
        subject(revision.first_commit),
    )
}

fn row(version: &str, newest: &str, first: &str) -> (Option<String>, String, String) {
    (
        Some(version.to_owned()),
        newest.to_owned(),
        first.to_owned(),
    )
}

#[test]
fn a_revision_is_the_newest_commit_that_carries_its_version() {
    let (_repo, history, present) = library(&[
        text("1.0", "2026-01-01", "wipe"),
        text("1.0", "2026-01-01", "wipe twice"),
        text("1.1", "2026-01-01", "wipe thrice"),
        text("1.10", "2026-01-01", "wipe often"),
        text("1.10", "2026-02-01", "wipe often"),
    ]);
    let found: Vec<_> = revisions(&history, &at("a.md"), &present)
        .iter()
        .map(|revision| shown(&history, revision))
        .collect();
    assert_eq!(
        found,
        [
            row("1.10", "5", "4"),
            row("1.1", "3", "3"),
            row("1.0", "2", "1")
        ]
    );
}

#[test]
fn without_versions_each_change_is_a_dated_revision() {
    let texts = ["one\n".to_owned(), "two\n".to_owned(), "three\n".to_owned()];
    let (_repo, history, present) = library(&texts);
    let found = revisions(&history, &at("a.md"), &present);
    let subjects: Vec<&str> = found
        .iter()
        .map(|revision| history.commits[revision.commit].subject.as_str())
        .collect();
    assert_eq!(subjects, ["3", "2", "1"]);
    assert!(found.iter().all(|revision| revision.version.is_none()));
}

#[test]
fn a_sweeping_commit_is_not_shown_but_its_text_is_the_revisions_last() {
    let repo = Repo::new();
    repo.put("a.md", &text("1", "2026-01-01", "wipe"), "written");
    let last = text("1", "2026-01-01", "*wipe*");
    let sweep = repo.put("a.md", &last, "reformat");
    repo.put(".git-blame-ignore-revs", &sweep, "list");
    repo.put("a.md", &text("2", "2026-01-01", "wipe twice"), "revised");
    let history = repo.read(&["a.md"]);
    let found = revisions(
        &history,
        &at("a.md"),
        &brief(&text("2", "2026-01-01", "wipe twice")),
    );
    assert_eq!(shown(&history, &found[1]), row("1", "written", "written"));
    let asked = [(0, &found[1].text)];
    let mut texts = Vec::new();
    crate::history::texts(&history, "git", asked, |_, text| {
        texts.push(text.to_owned())
    });
    assert_eq!(texts, [last]);
}

#[test]
fn a_body_that_changed_under_the_same_version_is_seen() {
    let (_repo, history, present) = library(&[
        text("1", "2026-01-01", "wipe"),
        text("1", "2026-01-01", "wipe\n  "),
        text("1", "2026-01-01", "wipe twice"),
        text("2", "2026-01-01", "wipe thrice"),
    ]);
    let found = observations(&history, &at("a.md"), &present, None);
    let [
        Observation::BodyWithoutVersion {
            commit: Some(commit),
            version,
            is_present_version,
        },
    ] = found.as_slice()
    else {
        panic!("one observation, not {found:?}");
    };
    assert_eq!(history.commits[*commit].subject, "3");
    assert_eq!((version.as_str(), *is_present_version), ("1", false));
}

#[test]
fn a_change_of_the_body_is_not_one_of_the_front_matter() {
    let last = text("2", "2026-02-01", "wipe  twice");
    let (repo, history, present) = library(&[
        text("1", "2026-01-01", "wipe"),
        text("1", "2026-01-01", "wipe twice"),
        text("2", "2026-02-01", "wipe twice"),
        last.clone(),
    ]);
    let (path, other) = (at("a.md"), at("b.md"));
    let found: Vec<BodyChange<'_>> = body_changes(&history, &path, &present).collect();
    let [change] = found.as_slice() else {
        panic!("one change, not {found:?}");
    };
    assert_eq!(history.commits[change.commit].subject, "2");
    assert_eq!((change.version, change.is_new_version), (Some("1"), false));
    let edited = last.replace("twice", "thrice");
    repo.write("a.md", &edited);
    let history = repo.read(&["a.md"]);
    let present = brief(&edited);
    assert_eq!(body_changes(&history, &path, &present).count(), 1);
    assert_eq!(body_changes(&history, &other, &present).count(), 0);
}

#[test]
fn an_edit_not_yet_committed_is_seen() {
    let (repo, _, _) = library(&[text("1", "2026-01-01", "wipe")]);
    let edited = text("1", "2026-01-01", "wipe twice");
    repo.write("a.md", &edited);
    let found = observations(&repo.read(&["a.md"]), &at("a.md"), &brief(&edited), None);
    assert_eq!(
        found,
        [Observation::BodyWithoutVersion {
            commit: None,
            version: "1".to_owned(),
            is_present_version: true
        }]
    );
}

#[test]
fn a_version_without_an_entry_is_seen() {
    let (_repo, history, present) = library(&[
        text("1.0", "2026-01-01", "wipe"),
        text("1.1", "2026-01-01", "wipe twice"),
        text("2.0", "2026-01-01", "wipe thrice"),
    ]);
    let found = observations(&history, &at("a.md"), &present, Some(&["v2.0", "1.0"]));
    let [Observation::VersionWithoutEntry { version, .. }] = found.as_slice() else {
        panic!("one observation, not {found:?}");
    };
    assert_eq!(version, "1.1");
}

#[test]
fn a_review_date_moved_and_nothing_else_is_told_from_a_recorded_review() {
    let reviewed = |date: &str, records: &str| {
        format!("---\nid: SOP-1\nlast_reviewed: {date}\nreviews:{records}\n---\nwipe\n")
    };
    let (_repo, history, present) = library(&[
        reviewed("2024-01-01", " []"),
        reviewed("2025-01-01", " []"),
        reviewed(
            "2026-01-01",
            "\n  - {date: 2026-01-01, by: Bo, outcome: current}",
        ),
    ]);
    let bare: Vec<bool> = observations(&history, &at("a.md"), &present, None)
        .iter()
        .map(|each| matches!(each, Observation::ReviewDateMoved { is_bare: true, .. }))
        .collect();
    assert_eq!(bare, [false, true]);
}

fn date(text: &str) -> Option<jiff::civil::Date> {
    Some(text.parse().expect("a date"))
}

fn words(history: &History, row: &[TimelineEntry]) -> Vec<String> {
    row.iter()
        .map(|entry| {
            let date = entry.date.map_or("-".to_owned(), |date| date.to_string());
            let what = match &entry.event {
                Event::Review(review) => {
                    format!("review {}", review.outcome.as_deref().unwrap_or("?"))
                }
                Event::Revision { declared, .. } => format!(
                    "version {} by {} in {}",
                    entry.version().unwrap_or("?"),
                    declared
                        .as_ref()
                        .and_then(|change| change.by.as_deref())
                        .unwrap_or("?"),
                    entry
                        .commit(history)
                        .map_or("no commit", |commit| &commit.subject),
                ),
            };
            format!("{date} {what}")
        })
        .collect()
}

#[test]
fn declared_and_committed_changes_and_reviews_make_one_row() {
    let (_repo, history, present) = library(&[
        text("1.1", "2026-01-01", "wipe"),
        text("1.2", "2026-01-01", "wipe twice"),
    ]);
    let change = |version: &str, on: &str| DeclaredChange {
        version: Some(version.to_owned()),
        date: date(on),
        by: Some("Bo".to_owned()),
        ..DeclaredChange::default()
    };
    let review = |on: Option<jiff::civil::Date>, outcome: &str| DeclaredReview {
        date: on,
        outcome: Some(outcome.to_owned()),
        ..DeclaredReview::default()
    };
    let row = timeline(
        &history,
        revisions(&history, &at("a.md"), &present),
        &[change("v1.2", "2026-04-01"), change("1.0", "2020-01-01")],
        &[
            review(date("2026-04-01"), "minor"),
            review(date("2021-01-01"), "current"),
            review(None, "current"),
        ],
    );
    assert_eq!(
        words(&history, &row),
        [
            "2026-04-01 version v1.2 by Bo in 2",
            "2026-04-01 review minor",
            "2026-03-01 version 1.1 by ? in 1",
            "2021-01-01 review current",
            "2020-01-01 version 1.0 by Bo in no commit",
            "- review current",
        ]
    );
}

#[test]
fn a_back_dated_revision_stands_above_its_ancestor() {
    let repo = Repo::new();
    repo.put("a.md", &text("1", "2026-01-01", "wipe"), "first");
    let last = text("2", "2026-01-01", "wipe twice");
    repo.write("a.md", &last);
    repo.commit_with("second", &[("GIT_AUTHOR_DATE", "2001-01-01T00:00:00+0000")]);
    let history = repo.read(&["a.md"]);
    let row = timeline(
        &history,
        revisions(&history, &at("a.md"), &brief(&last)),
        &[],
        &[],
    );
    assert_eq!(
        words(&history, &row),
        [
            "2001-01-01 version 2 by ? in second",
            "2026-03-01 version 1 by ? in first"
        ]
    );
}

#[test]
fn the_fingerprint_sees_words_and_neither_white_space_nor_front_matter() {
    use crate::history::fingerprint;
    let plain = fingerprint("# Cleaning\n\nWipe the bench.\n");
    assert_eq!(
        plain,
        fingerprint("\u{feff}---\r\nversion: 2\r\n---\r\n# Cleaning\r\nWipe  the bench.")
    );
    assert_ne!(plain, fingerprint("# Cleaning\n\nWipe the benches.\n"));
    assert_eq!(plain.len(), 16);
}
