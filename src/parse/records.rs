//! Fields that hold records: approvers, reviews, changes, training, standards.

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::node::{Entry, Node, Value};
use crate::parse::values::Values;
use crate::parse::{
    Approver, Change, ChangeKind, Outcome, Review, ReviewExemption, Standard, Training,
};
use crate::suggest;
use crate::text::At;

/// Texts, or tables `{name, role, date}`, one or a list.
pub fn approvers(node: &Node, values: &mut Values<'_>) -> Vec<Approver> {
    items(node)
        .filter_map(|item| approver(item, values))
        .collect()
}

fn approver(node: &Node, values: &mut Values<'_>) -> Option<Approver> {
    let Value::Table(_) = &node.value else {
        return values.text(node).map(|name| Approver {
            name,
            role: None,
            date: None,
        });
    };
    let record = Record::of(node, &["name", "role", "date"], values)?;
    let role = record.text("role", values);
    let date = record.date("date", values, &mut Vec::new());
    let name = record.text("name", values).or_else(|| role.clone())?;
    Some(Approver { name, role, date })
}

/// `exempt: reason`, as text or as a table of one field.
pub fn exemption(node: &Node, values: &mut Values<'_>) -> Option<At<ReviewExemption>> {
    if let Value::Table(entries) = &node.value
        && let [entry] = entries.as_slice()
        && entry.key.value == "exempt"
    {
        let reason = values.text(&entry.node).map(|text| text.value);
        let reason = reason.unwrap_or_default();
        return Some(At::new(ReviewExemption { reason }, node.span));
    }
    let text = values.text(node)?;
    let (word, reason) = text.value.split_once(':').unwrap_or((&text.value, ""));
    if word.trim().eq_ignore_ascii_case("exempt") {
        let reason = reason.trim().to_owned();
        return Some(At::new(ReviewExemption { reason }, text.span));
    }
    let message = format!("`review` takes `exempt: reason`, not `{}`", text.value);
    let help = "give dates as `last_reviewed` and `review_due`";
    values.report(Code::FrontMatterValueType, text.span, message, help);
    None
}

/// Tables `{date, by, outcome, note, fingerprint}`, or bare dates.
pub fn reviews(
    node: &Node,
    values: &mut Values<'_>,
    unreadable: &mut Vec<At<String>>,
) -> Vec<Review> {
    let mut reviews = Vec::new();
    for item in items(node) {
        if matches!(item.value, Value::Text(_)) {
            let date = values.date(item, unreadable);
            reviews.push(Review {
                date,
                by: None,
                outcome: None,
                note: None,
                fingerprint: None,
                span: item.span,
            });
            continue;
        }
        let known = ["date", "by", "outcome", "note", "fingerprint"];
        let Some(record) = Record::of(item, &known, values) else {
            continue;
        };
        reviews.push(Review {
            date: record.date("date", values, unreadable),
            by: record.text("by", values),
            outcome: reviewed_with(&record, values),
            note: record.text("note", values).map(|text| text.value),
            fingerprint: record.text("fingerprint", values),
            span: item.span,
        });
    }
    reviews
}

/// What the review found; [`Outcome::Unknown`] with a finding for what cannot be read.
fn reviewed_with(record: &Record<'_>, values: &mut Values<'_>) -> Option<At<Outcome>> {
    let node = record.node("outcome")?;
    let reported = values.found.len();
    let read = record.word("outcome", values, outcome);
    let is_reported = values.found.len() > reported;
    read.or_else(|| is_reported.then(|| At::new(Outcome::Unknown, node.span)))
}

fn outcome(word: &str) -> Option<Outcome> {
    Some(match word {
        "current" | "no change" | "no changes" | "unchanged" | "confirmed" | "suitable" => {
            Outcome::Current
        }
        "minor" | "minor change" | "minor changes" => Outcome::Minor,
        "major" | "major change" | "major changes" | "revise" => Outcome::Major,
        "retire" | "retired" | "withdraw" => Outcome::Retire,
        _ => return None,
    })
}

/// Tables `{version, date, by, kind, summary, reason, approved_by}`.
pub fn changes(
    node: &Node,
    values: &mut Values<'_>,
    unreadable: &mut Vec<At<String>>,
) -> Vec<Change> {
    const KNOWN: [&str; 7] = [
        "version",
        "date",
        "by",
        "kind",
        "summary",
        "reason",
        "approved_by",
    ];
    let mut changes = Vec::new();
    for item in items(node) {
        let Some(record) = Record::of(item, &KNOWN, values) else {
            continue;
        };
        changes.push(Change {
            version: record.text("version", values),
            date: record.date("date", values, unreadable),
            by: record.text("by", values),
            kind: record
                .word("kind", values, change_kind)
                .map(|kind| kind.value),
            summary: record.text("summary", values).map(|text| text.value),
            reason: record.text("reason", values).map(|text| text.value),
            approved_by: record.text("approved_by", values),
            span: item.span,
        });
    }
    changes
}

fn change_kind(word: &str) -> Option<ChangeKind> {
    match word {
        "minor" | "editorial" => Some(ChangeKind::Minor),
        "major" => Some(ChangeKind::Major),
        _ => None,
    }
}

/// `{required_for, retrain_on, within}`, or only the roles.
pub fn training(node: &Node, values: &mut Values<'_>) -> Option<At<Training>> {
    let mut training = Training::default();
    match &node.value {
        Value::Nothing => return None,
        Value::Table(_) => {
            let record = Record::of(node, &["required_for", "retrain_on", "within"], values)?;
            if let Some(roles) = record.node("required_for") {
                training.required_for = values.words(roles);
            }
            training.retrain_on = record
                .word("retrain_on", values, |word| match word {
                    "any" | "any change" => Some(ChangeKind::Minor),
                    word => change_kind(word),
                })
                .map(|kind| kind.value);
            training.within = record
                .node("within")
                .and_then(|node| values.cycle(node, &mut Vec::new()))
                .map(|cycle| cycle.value);
        }
        _ => training.required_for = values.words(node),
    }
    Some(At::new(training, node.span))
}

/// A table standard → clauses, a list of standards, or tables `{name, clauses}`.
pub fn standards(node: &Node, values: &mut Values<'_>) -> Vec<Standard> {
    if let Value::Table(entries) = &node.value {
        return entries
            .iter()
            .map(|entry| standard(entry, values))
            .collect();
    }
    let mut standards = Vec::new();
    for item in items(node) {
        match &item.value {
            Value::Table(entries) if entries.iter().any(|entry| entry.key.value == "name") => {
                let Some(record) = Record::of(item, &["name", "clauses"], values) else {
                    continue;
                };
                let clauses = record.node("clauses");
                standards.extend(record.text("name", values).map(|name| {
                    Standard {
                        name,
                        clauses: clauses
                            .map(|node| plain(values.words(node)))
                            .unwrap_or_default(),
                    }
                }));
            }
            Value::Table(entries) => {
                standards.extend(entries.iter().map(|entry| standard(entry, values)));
            }
            _ => standards.extend(values.text(item).map(|name| Standard {
                name,
                clauses: Vec::new(),
            })),
        }
    }
    standards
}

fn standard(entry: &Entry, values: &mut Values<'_>) -> Standard {
    Standard {
        name: entry.key.clone(),
        clauses: plain(values.words(&entry.node)),
    }
}

fn plain(texts: Vec<At<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// Texts, or tables of which every text counts: `{name, phone}` as `name, phone`.
pub fn contacts(node: &Node, values: &mut Values<'_>) -> Vec<At<String>> {
    let mut contacts = Vec::new();
    for item in items(node) {
        match &item.value {
            Value::Table(entries) => {
                let parts: Vec<String> = entries
                    .iter()
                    .filter_map(|entry| values.text(&entry.node))
                    .map(|text| text.value)
                    .collect();
                contacts.push(At::new(parts.join(", "), item.span));
            }
            _ => contacts.extend(values.text(item)),
        }
    }
    contacts
}

/// The items of a list, or the one value.
fn items(node: &Node) -> impl Iterator<Item = &Node> {
    let (list, one) = match &node.value {
        Value::List(items) => (items.as_slice(), None),
        Value::Nothing => (&[][..], None),
        _ => (&[][..], Some(node)),
    };
    list.iter().chain(one)
}

/// Other names that records use for their fields.
const ALIASES: &[(&str, &str)] = &[
    ("author", "by"),
    ("reviewer", "by"),
    ("reviewed_by", "by"),
    ("changed_by", "by"),
    ("description", "summary"),
    ("change", "summary"),
    ("changes", "summary"),
    ("comment", "note"),
    ("notes", "note"),
    ("type", "kind"),
    ("rev", "version"),
    ("revision", "version"),
    ("approver", "approved_by"),
    ("roles", "required_for"),
    ("result", "outcome"),
    ("title", "role"),
    ("standard", "name"),
];

/// A table of known fields.
struct Record<'a> {
    entries: Vec<(&'a str, &'a Entry)>,
}

impl<'a> Record<'a> {
    fn of(node: &'a Node, known: &[&'a str], values: &mut Values<'_>) -> Option<Record<'a>> {
        let Value::Table(table) = &node.value else {
            values.wrong_kind(node, "tables");
            return None;
        };
        let mut entries: Vec<(&str, &Entry)> = Vec::new();
        for entry in table {
            let key = entry.key.value.to_lowercase().replace([' ', '-'], "_");
            let meant = ALIASES
                .iter()
                .find(|(alias, name)| *alias == key && known.contains(name))
                .map_or(key.as_str(), |(_, name)| name);
            match known.iter().find(|name| **name == meant) {
                Some(name) if entries.iter().any(|(seen, _)| seen == name) => values.report(
                    Code::FrontMatterKeyDuplicate,
                    entry.key.span,
                    format!("`{}` is given twice; the first counts", entry.key.value),
                    "remove one of them",
                ),
                Some(name) => entries.push((name, entry)),
                None => {
                    let help = match suggest::nearest(&key, known.iter().copied()) {
                        Some(name) => format!("did you mean `{name}`?"),
                        None => format!("it takes {}", known.join(", ")),
                    };
                    let message = format!("`{}` has no field `{}`", values.name, entry.key.value);
                    let finding = Diagnostic::new(
                        Code::FrontMatterKeyUnknown,
                        values.path,
                        entry.key.span,
                        message,
                    );
                    values.found.push(finding.help(help).at(values.unknown));
                }
            }
        }
        Some(Record { entries })
    }

    fn node(&self, name: &str) -> Option<&'a Node> {
        let entry = self.entries.iter().find(|(known, _)| *known == name);
        entry.map(|(_, entry)| &entry.node)
    }

    fn text(&self, name: &str, values: &mut Values<'_>) -> Option<At<String>> {
        values.text(self.node(name)?)
    }

    fn date(
        &self,
        name: &str,
        values: &mut Values<'_>,
        unreadable: &mut Vec<At<String>>,
    ) -> Option<At<Date>> {
        values.date(self.node(name)?, unreadable)
    }

    fn word<T>(
        &self,
        name: &str,
        values: &mut Values<'_>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<At<T>> {
        let text = self.text(name, values)?;
        let folded = text.value.to_lowercase().replace(['-', '_'], " ");
        match read(folded.trim()) {
            Some(value) => Some(At::new(value, text.span)),
            None => {
                let message = format!("`{}` is not a known `{name}`", text.value);
                let help = match name {
                    "outcome" => "write current, minor, major or retire",
                    _ => "write minor or major",
                };
                values.report(Code::FrontMatterValueType, text.span, message, help);
                None
            }
        }
    }
}
