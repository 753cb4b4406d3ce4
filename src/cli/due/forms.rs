//! A list of due reviews in each output format.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::{Config, Roles};
use crate::date::{Date, days_between};
use crate::library::Document;
use crate::render::calendar::{Event, calendar};

/// A document that is due for review.
#[derive(Serialize)]
pub struct Row<'a> {
    id: Option<&'a str>,
    title: &'a str,
    path: &'a str,
    owner: Option<String>,
    due: Option<String>,
    state: &'static str,
    /// Days until the review is due; negative if it is overdue.
    days: Option<i64>,
    last_reviewed: Option<String>,
    #[serde(skip)]
    pub is_late: bool,
    #[serde(skip)]
    date: Option<Date>,
    #[serde(skip)]
    written_owner: Option<&'a str>,
    #[serde(skip)]
    line: &'a str,
}

const COLUMNS: [&str; 7] = [
    "due",
    "state",
    "id",
    "title",
    "owner",
    "last_reviewed",
    "path",
];

/// The row of a document.
pub fn row<'a>(document: &'a Document, config: &Config, today: Date) -> Row<'a> {
    let review = &document.review;
    let owner = document.meta.owner.as_ref();
    let owner = owner.map(|owner| owner.value.as_str());
    Row {
        id: document.id(),
        title: document.title(),
        path: document.sop.path.as_str(),
        owner: owner.map(|owner| {
            let role = config.roles.find(owner);
            role.map_or_else(|| owner.trim().to_owned(), |role| role.name.clone())
        }),
        due: review.due.map(|date| date.to_string()),
        state: review.state.name(),
        days: review.due.map(|due| i64::from(days_between(today, due))),
        last_reviewed: review.last.map(|date| date.to_string()),
        is_late: review.state.is_late(),
        date: review.due,
        written_owner: owner,
        line: document.sop.path.as_str(),
    }
}

impl Row<'_> {
    /// Whether the role or person of that name owns it.
    pub fn is_owned_by(&self, name: &str, roles: &Roles) -> bool {
        let Some(owner) = self.written_owner else {
            return false;
        };
        let role = |text: &str| roles.find(text).map(|role| &role.id.value);
        owner.trim().eq_ignore_ascii_case(name.trim())
            || role(owner).is_some_and(|owner| Some(owner) == role(name))
    }

    /// `overdue by 12 days`.
    fn words(&self) -> String {
        match (self.state, self.days) {
            ("overdue", Some(-1)) => "overdue by 1 day".to_owned(),
            ("overdue", Some(days)) => format!("overdue by {} days", -days),
            ("due-soon" | "reviewed", Some(1)) => "due tomorrow".to_owned(),
            ("due-soon" | "reviewed", Some(days)) => format!("due in {days} days"),
            (state, _) => state.replace('-', " "),
        }
    }

    /// `review overdue by 12 days`, `never reviewed`.
    fn said(&self) -> String {
        match self.state {
            "overdue" | "due-today" | "due-soon" | "reviewed" => format!("review {}", self.words()),
            _ => self.words(),
        }
    }

    fn cells(&self) -> [&str; 7] {
        [
            filled(&self.due),
            self.state,
            self.id.unwrap_or_default(),
            self.title,
            filled(&self.owner),
            filled(&self.last_reviewed),
            self.path,
        ]
    }
}

fn filled(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

/// A table with aligned columns; empty for an empty list.
pub fn table(rows: &[Row<'_>]) -> String {
    let words: Vec<String> = rows.iter().map(Row::words).collect();
    let lines = rows.iter().zip(&words).map(|(row, words)| {
        let [due, _, id, title, owner, ..] = row.cells();
        [due, words.as_str(), id, title, owner]
    });
    let lines: Vec<[&str; 5]> = lines.collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..5).map(|column| width(column).unwrap_or(0)).collect();
    let mut out = String::new();
    for line in &lines {
        let mut text = String::new();
        for (cell, width) in line.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            text.push_str(&format!("{cell:width$}  "));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

/// An array of objects.
pub fn json(rows: &[Row<'_>]) -> String {
    let text = serde_json::to_string_pretty(rows).expect("rows are plain text");
    text + "\n"
}

/// RFC 4180 with a header.
pub fn csv(rows: &[Row<'_>]) -> String {
    let never = "writing to memory does not fail";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).expect(never);
    for row in rows {
        let cells = row.cells().map(|cell| {
            // A spreadsheet would take such a cell for a formula.
            match cell.starts_with(['=', '+', '-', '@']) {
                true => format!("'{cell}"),
                false => cell.to_owned(),
            }
        });
        writer.write_record(&cells).expect(never);
    }
    let bytes = writer.into_inner().expect(never);
    String::from_utf8(bytes).expect("cells are text")
}

/// A table in Markdown.
pub fn markdown(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "No review is due.\n".to_owned();
    }
    let mut out = String::from("| Due | State | Document | Owner |\n| --- | --- | --- | --- |\n");
    for row in rows {
        let [due, _, id, title, owner, ..] = row.cells();
        let name = format!("{id} {title}");
        let cells = [due, &row.words(), name.trim(), owner].map(cell);
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\`*_[]<>|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// One annotation for each row: an error for a late review, a notice for a coming one.
pub fn github(rows: &[Row<'_>], prefix: &str) -> String {
    let lines = rows.iter().map(|row| {
        let level = match row.is_late {
            true => "error",
            false => "notice",
        };
        let name = format!("{} {}", row.id.unwrap_or_default(), row.title);
        let owner = row.owner.as_deref().unwrap_or("nobody");
        let message = format!("{}: {}; owner: {owner}", name.trim(), row.said());
        let file = format!("{prefix}{}", row.line);
        let escape = |text: &str| {
            let text = text.replace('%', "%25").replace('\r', "%0D");
            text.replace('\n', "%0A")
        };
        let file = escape(&file).replace(':', "%3A").replace(',', "%2C");
        format!(
            "::{level} file={file},line=1,title=Review::{}\n",
            escape(&message)
        )
    });
    lines.collect()
}

/// A calendar of the rows that have a due date.
pub fn ics(rows: &[Row<'_>], config: &Config, today: Date) -> String {
    let base = config.settings.site.base_url.as_deref();
    let host = base.and_then(|base| base.split("://").nth(1)?.split('/').next());
    // The same event ids as in the calendars of the site.
    let host = host.unwrap_or("sopress");
    let mut seen = BTreeSet::new();
    let events = rows.iter().filter_map(|row| {
        let name = format!("{} {}", row.id.unwrap_or_default(), row.title);
        let day = row.date?;
        let key = row.id.filter(|id| seen.insert(*id)).unwrap_or(row.path);
        Some(Event {
            uid: format!("{key}-review@{host}"),
            day,
            summary: format!("Review due: {}", name.trim()),
            description: match &row.owner {
                Some(owner) => format!("Owner: {owner}"),
                None => String::new(),
            },
            url: None,
            reminders: vec![7],
        })
    });
    let events: Vec<Event> = events.collect();
    calendar(
        &format!("{}: reviews", config.settings.site.title),
        &events,
        today,
    )
}
