//! A major change that does not say whether people must be trained again.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Change, ChangeKind};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for document in facts.in_use() {
        let meta = &document.meta;
        let Some(training) = &meta.training else {
            continue;
        };
        let training = &training.value;
        if training.required_for.is_empty() || training.retrain_on.is_some() {
            continue;
        }
        // The first entry is the document's first version; nobody was trained before it.
        let dated = meta.changes.iter().filter(|change| change.date.is_some());
        let date = |change: &&Change| change.date.as_ref().map(|date| date.value);
        let Some(latest) = dated.max_by_key(date) else {
            continue;
        };
        let is_silent = latest.kind == Some(ChangeKind::Major)
            && meta.changes.len() > 1
            && !speaks_of_training(latest);
        if is_silent {
            let version = latest.version.as_ref();
            let version = version.map_or_else(String::new, |at| format!(" `{}`", at.value));
            let message =
                format!("the major change{version} does not say whether training is needed");
            let path = &document.sop.path;
            let finding = Diagnostic::new(Code::TrainingNoteMissing, path, latest.span, message);
            found.push(finding.help("say so in its `summary`, or give `training.retrain_on`"));
        }
    }
}

fn speaks_of_training(change: &Change) -> bool {
    let texts = [&change.summary, &change.reason];
    let mut texts = texts.into_iter().flatten();
    texts.any(|text| text.to_lowercase().contains("train"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_major_change_that_is_silent_on_training_is_found() {
        let text = |summary: &str| {
            format!(
                "---\nid: SOP-001\ntraining: {{required_for: [Cleaner]}}\nchanges:\n  - {{version: \"1.0\", date: 2026-01-01, kind: major, summary: First}}\n  - {{version: \"2.0\", date: 2026-03-01, kind: major, summary: {summary}}}\n---\n"
            )
        };
        library(&format!("-- a.md --\n{}", text("New agent"))).finds(
            Code::TrainingNoteMissing,
            expect![[r#"
                a.md:6:5 {version: "2.0", date: 2026-03-01, kind: major, summary: New agent}
                    the major change `2.0` does not say whether training is needed
                    = say so in its `summary`, or give `training.retrain_on`
            "#]],
        );
        library(&format!("-- a.md --\n{}", text("New agent; train again")))
            .finds(Code::TrainingNoteMissing, expect![]);
    }
}
