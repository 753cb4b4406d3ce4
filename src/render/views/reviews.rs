//! Overdue, due and coming reviews, and how many each owner has.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::date::{Date, days_between};
use crate::library::{DocumentIndex, ReviewState, Route};
use crate::render::Stage;
use crate::render::views::frame::{Frame, frame};
use crate::render::views::listing::{ListEntry, entry};
use crate::render::views::review_dates::{ReviewDateChanges, review_date_changes};

/// How many months the outlook has: a yearly review done today is due in the last one.
const MONTHS: usize = 13;

/// The whole input of `reviews.html`.
#[derive(Serialize)]
pub(in crate::render) struct ReviewsView {
    pub page: Frame,
    /// All groups, because an empty one may have entries on the day on which the page is read.
    pub groups: Vec<Group>,
    /// Whether every group is empty.
    pub is_empty: bool,
    pub outlook: Vec<Month>,
    pub owners: Vec<Workload>,
    pub date_changes: Option<ReviewDateChanges>,
    /// How many documents are subject to review.
    pub total: usize,
}

/// Documents in the same kind of state.
#[derive(Serialize)]
pub(in crate::render) struct Group {
    /// Name of the message: `overdue`.
    pub name: &'static str,
    pub entries: Vec<ListEntry>,
}

/// Reviews that are due in a month.
#[derive(Serialize)]
pub(in crate::render) struct Month {
    pub name: String,
    pub count: usize,
    /// In tenths of the month with the most reviews, from 0 to 10.
    pub tenths: usize,
    pub entries: Vec<ListEntry>,
}

/// What an owner has to review.
#[derive(Serialize)]
pub(in crate::render) struct Workload {
    pub name: String,
    /// The calendar, relative to the page; documents without an owner do not have one.
    pub href: Option<String>,
    pub documents: usize,
    pub late: usize,
    /// Due within 30 days, and within 90 days (which includes the first 30).
    pub soon: usize,
    pub later: usize,
}

/// The page.
pub(in crate::render) fn reviews(stage: &Stage<'_>, route: &Route) -> ReviewsView {
    let due = stage.library.due();
    let words = &stage.catalogue;
    let state = |index: DocumentIndex| &stage.library.document(index).review.state;
    let group = |name, is_in: fn(&ReviewState) -> bool| Group {
        name,
        entries: due
            .iter()
            .filter(|due| is_in(state(due.document)))
            .map(|due| entry(stage, route, due.document))
            .collect(),
    };
    let groups = [
        group("overdue", |state| {
            matches!(state, ReviewState::Overdue { .. })
        }),
        group("needs-date", |state| {
            matches!(
                state,
                ReviewState::NeverReviewed | ReviewState::NoReviewDate
            )
        }),
        group("due", |state| {
            matches!(state, ReviewState::DueToday | ReviewState::DueSoon { .. })
        }),
        group("changed", |state| *state == ReviewState::ChangedSinceReview),
    ];
    ReviewsView {
        page: frame(stage, route, "reviews", words.text("page.reviews")),
        is_empty: groups.iter().all(|group| group.entries.is_empty()),
        groups: groups.into(),
        outlook: outlook(stage, route),
        owners: workloads(stage, route),
        date_changes: review_date_changes(stage, route),
        total: due.len(),
    }
}

/// The months from the current one on, up to the last one with a review due.
fn outlook(stage: &Stage<'_>, route: &Route) -> Vec<Month> {
    let words = &stage.catalogue;
    let mut months: BTreeMap<Date, Vec<DocumentIndex>> = BTreeMap::new();
    let mut month = stage.today.first_of_month();
    for _ in 0..MONTHS {
        months.insert(month, Vec::new());
        month = month.last_of_month().tomorrow().unwrap_or(month);
    }
    for due in stage.library.due() {
        let Some(date) = due.date.filter(|date| *date >= stage.today) else {
            continue;
        };
        if let Some(documents) = months.get_mut(&date.first_of_month()) {
            documents.push(due.document);
        }
    }
    let most = months.values().map(Vec::len).max().unwrap_or(0);
    if most == 0 {
        return Vec::new();
    }
    let months = months.into_iter().map(|(month, documents)| {
        let name = format!("date.month.{}", month.month());
        let year = month.year().to_string();
        Month {
            name: words.filled(
                "date.of-year",
                &[("month", words.text(&name)), ("year", &year)],
            ),
            count: documents.len(),
            tenths: (documents.len() * 10).div_ceil(most),
            entries: documents
                .into_iter()
                .map(|index| entry(stage, route, index))
                .collect(),
        }
    });
    months.collect()
}

/// The reviews of each owner, and of documents without an owner.
fn workloads(stage: &Stage<'_>, route: &Route) -> Vec<Workload> {
    let owners = stage.library.owners.iter().map(|owner| {
        let calendar = Some(route.to(&owner.calendar));
        workload(stage, owner.name.clone(), calendar, &owner.documents)
    });
    let mut owners: Vec<Workload> = owners.collect();
    let has_no_owner = |index: &DocumentIndex| stage.library.document(*index).meta.owner.is_none();
    let due = stage.library.due().into_iter().map(|due| due.document);
    let without: Vec<DocumentIndex> = due.filter(has_no_owner).collect();
    if !without.is_empty() {
        let name = stage.catalogue.text("reviews.nobody").to_owned();
        owners.push(workload(stage, name, None, &without));
    }
    owners
}

fn workload(
    stage: &Stage<'_>,
    name: String,
    href: Option<String>,
    documents: &[DocumentIndex],
) -> Workload {
    let reviews = documents
        .iter()
        .map(|index| &stage.library.document(*index).review);
    let within = |days: i32| {
        let dates = reviews.clone().filter_map(|review| review.due);
        dates
            .filter(|date| (0..=days).contains(&days_between(stage.today, *date)))
            .count()
    };
    let late = reviews.clone().filter(|review| review.state.is_late());
    Workload {
        name,
        href,
        documents: documents.len(),
        late: late.count(),
        soon: within(30),
        later: within(90),
    }
}
