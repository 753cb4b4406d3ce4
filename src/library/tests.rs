use crate::check::testing::library;
use crate::library::{Broken, Document, Library, Target};

fn document<'a>(library: &'a Library, path: &str) -> &'a Document {
    let mut documents = library.documents.iter();
    documents
        .find(|document| document.sop.path.as_str() == path)
        .unwrap_or_else(|| panic!("no document {path}"))
}

/// The review state of a controlled document with these fields, on a day.
fn state(fields: &str, today: &str) -> String {
    let text = format!("-- a.md --\n---\nid: SOP-001\n{fields}\n---\n");
    let library = library(&text).on(today).with_drafts().assemble();
    let review = &library.documents[0].review;
    match review.due {
        Some(due) => format!("{} {due}", review.state.name()),
        None => review.state.name().to_owned(),
    }
}

#[test]
fn the_due_day_itself_is_not_overdue_and_the_day_after_is() {
    let fields = "last_reviewed: 2025-08-31\nreview_cycle: 6 months";
    assert_eq!(state(fields, "2026-01-28"), "reviewed 2026-02-28");
    assert_eq!(state(fields, "2026-01-29"), "due-soon 2026-02-28");
    assert_eq!(state(fields, "2026-02-28"), "due-today 2026-02-28");
    assert_eq!(state(fields, "2026-03-01"), "overdue 2026-02-28");
}

#[test]
fn what_is_missing_or_unreadable_or_to_come_is_never_fresh() {
    let on = |fields| state(fields, "2026-11-21");
    assert_eq!(on("review_cycle: 1 year"), "never-reviewed");
    assert_eq!(on("last_reviewed: 2026-11-01"), "no-review-date");
    let unreadable = "last_reviewed: 2026-13-01\nreview_cycle: 1 year\neffective: 2026-01-01";
    assert_eq!(on(unreadable), "no-review-date");
    let no_cycle = "last_reviewed: 2026-11-01\nreview_cycle: soon";
    assert_eq!(on(no_cycle), "no-review-date");
    let to_come = "last_reviewed: 2062-01-01\nreview_cycle: 1 year";
    assert_eq!(on(to_come), "no-review-date");
    let typo = "status: effective\neffective: 2062-01-01\nreview_cycle: 1 year";
    assert_eq!(on(typo), "no-review-date");
    let broken = "title: a: b\nlast_reviewed: 2026-11-01\nreview_cycle: 1 year";
    assert!(on(broken).starts_with("no-review-date"));
}

#[test]
fn a_record_of_a_review_goes_before_the_date_in_a_field() {
    let fields = "reviews:\n  - {date: 2026-06-01, outcome: current}\n  - {date: 2062-01-01}\n\
                  last_reviewed: 2026-10-01\nreview_cycle: 1 year";
    assert_eq!(state(fields, "2026-11-21"), "reviewed 2027-06-01");
}

#[test]
fn a_given_due_date_wins_and_an_exemption_says_why() {
    let fields = "last_reviewed: 2026-10-01\nreview_cycle: 1 year\nreview_due: 2026-11-01";
    assert_eq!(state(fields, "2026-11-21"), "overdue 2026-11-01");
    let exempt = "review: \"exempt: kept for the archive\"";
    assert_eq!(state(exempt, "2026-11-21"), "exempt");
}

#[test]
fn what_takes_effect_later_is_not_overdue_before() {
    let fields = "status: approved\neffective: 2027-01-01\nreview_cycle: 1 year";
    assert_eq!(state(fields, "2026-11-21"), "reviewed 2028-01-01");
}

#[test]
fn the_cycle_comes_from_the_folder_then_the_type_then_the_site() {
    let given = library(
        "-- sopress.toml --\n[review]\ncycle = \"3 years\"\n[types.policy]\ncycle = \"2 years\"\n\
         -- hr/_defaults.toml --\nreview_cycle = \"6 months\"\nowner = \"HR\"\n\
         -- hr/pay/_defaults.toml --\nowner = \"Payroll\"\n\
         -- hr/pay/a.md --\n---\nid: POL-001\ntype: policy\n---\n\
         -- b.md --\n---\nid: POL-002\ntype: policy\n---\n\
         -- c.md --\n---\nid: SOP-003\n---\n",
    );
    let library = given.assemble();
    let cycle = |path| document(&library, path).review.cycle.unwrap().to_string();
    assert_eq!(cycle("hr/pay/a.md"), "6 months");
    assert_eq!(cycle("b.md"), "2 years");
    assert_eq!(cycle("c.md"), "3 years");
    let owner = document(&library, "hr/pay/a.md").meta.owner.as_ref();
    assert_eq!(owner.unwrap().value, "Payroll");
}

#[test]
fn an_uncontrolled_page_without_review_fields_has_no_state() {
    let library = library("-- a.md --\n# A\n").assemble();
    assert_eq!(library.documents[0].review.state.name(), "none");
}

#[test]
fn an_uncontrolled_page_counts_only_the_review_fields_that_it_gives_itself() {
    let library = library(
        "-- sales/_defaults.toml --\nowner = \"Sales\"\nreview_cycle = \"1 year\"\n\
         -- sales/index.md --\n# Sales\n\
         -- sales/call.md --\n---\nid: SOP-1\n---\n\
         -- sales/news.md --\n---\nlast_reviewed: 2026-10-01\n---\n",
    )
    .assemble();
    let state = |path| document(&library, path).review.state.name();
    assert_eq!(state("sales/index.md"), "none");
    assert_eq!(state("sales/call.md"), "never-reviewed");
    assert_eq!(state("sales/news.md"), "reviewed");
}

/// Where a link in `sops/sales/a.md` leads.
fn leads(link: &str) -> String {
    let text = format!(
        "-- sopress.toml --\n[library]\nsource = \"sops\"\nmount = \"/handbook/\"\n\
         wiki_links = true\n\
         -- static/lead form.csv (9 bytes) --\n\
         -- sops/index.md --\n# Home\n\
         -- sops/hr/README.md --\n# People\n\
         -- sops/hr/leave.html.md.erb --\n---\nid: SOP-HR-001\ntitle: Leave\n\
         aliases: [time off]\nredirect_from: /old-leave\nold_paths: [was/leave.html]\n---\n\
         # Leave\n\n## Notice period\n\
         -- sops/sales/draft.md --\n---\nstatus: draft\n---\n\
         -- sops/sales/a.md --\n---\ntitle: A\n---\n## Mine\n\n{link}\n"
    );
    let library = library(&text).assemble();
    match &document(&library, "sops/sales/a.md").links[0] {
        Target::Document { document, anchor } => {
            let route = &library.document(*document).route;
            let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}"));
            format!("{route}{}", anchor.unwrap_or_default())
        }
        Target::Asset(path) => library.assets[path].to_string(),
        Target::Page(route) => format!("page {route}"),
        Target::Here { anchor } => format!("here #{anchor}"),
        Target::Outside(address) => address.clone(),
        Target::Broken(Broken::Anchor { .. }) => "no such anchor".to_owned(),
        Target::Broken(Broken::Case { actual }) => format!("case of {actual}"),
        Target::Broken(why) => format!("{why:?}"),
    }
}

#[test]
fn a_link_leads_to_its_document_in_every_style() {
    for link in [
        "[x](../hr/leave.html.md.erb#notice-period)",
        "[x](../hr/leave#notice-period)",
        "[x](../hr/leave.html#notice-period)",
        "[x](/hr/leave.html#notice-period)",
        "[x](/sops/hr/leave#notice-period)",
        "[x](/handbook/hr/leave/#notice-period)",
        "[x](SOP-HR-001#notice-period)",
        "[[SOP-HR-001#Notice period]]",
        "[[leave#notice-period|our leave]]",
        "[[Time off#Notice period]]",
    ] {
        assert_eq!(leads(link), "hr/leave.html#notice-period", "{link}");
    }
    assert_eq!(leads("see SOP-HR-001"), "hr/leave.html");
}

#[test]
fn a_link_leads_to_a_folder_the_home_page_a_file_and_a_place() {
    assert_eq!(leads("[x](../hr/)"), "hr/index.html");
    assert_eq!(leads("[x](..)"), "index.html");
    assert_eq!(leads("[x](/)"), "index.html");
    assert_eq!(leads("[x](/register.html)"), "page register.html");
    assert_eq!(leads("[x](../../static/lead%20form.csv)"), "lead form.csv");
    assert_eq!(leads("[x](</lead form.csv>)"), "lead form.csv");
    assert_eq!(leads("[x](#mine)"), "here #mine");
    assert_eq!(leads("[x](../hr/leave.html#leave)"), "hr/leave.html");
    for old in [
        "/old-leave",
        "/old-leave/",
        "../was/leave.html",
        "/handbook/was/leave",
    ] {
        assert_eq!(leads(&format!("[x]({old})")), "hr/leave.html", "{old}");
    }
}

#[test]
fn a_link_that_leads_nowhere_says_why() {
    assert_eq!(leads("[x](../hr/leave#pay)"), "no such anchor");
    assert_eq!(
        leads("[x](../HR/leave)"),
        "case of sops/hr/leave.html.md.erb"
    );
    assert_eq!(leads("[x](draft.md)"), "Withheld");
    assert_eq!(leads("[x](../../../etc/passwd)"), "OutsideLibrary");
    assert_eq!(leads("[x](file:///etc/passwd)"), "Unsafe");
    assert_eq!(leads("[x](nothing.md)"), "Unknown");
}

#[test]
fn an_old_address_leads_to_the_page_that_moved() {
    let text = "-- a.md --\n---\ntitle: A\nredirect_from: [/old, was.html]\n---\n";
    let library = library(text).assemble();
    let old: Vec<_> = library
        .redirects
        .keys()
        .map(|route| route.as_str())
        .collect();
    assert_eq!(old, ["old/index.html", "was.html"]);
}

#[test]
fn a_draft_is_withheld_from_everything_unless_asked_for() {
    let text = "-- a.md --\n---\nid: SOP-001\nstatus: draft\ndepartment: HR\n---\n[x](b.md)\n\
                -- b.md --\n# B\n";
    let without = library(text).assemble();
    assert_eq!((without.documents.len(), without.withheld.len()), (1, 1));
    assert!(without.departments.is_empty() && without.documents[0].referred_by.is_empty());
    let with = library(text).with_drafts().assemble();
    assert_eq!((with.documents.len(), with.departments.len()), (2, 1));
    assert_eq!(document(&with, "b.md").referred_by.len(), 1);
}

#[test]
fn a_cycle_of_the_library_is_none_of_a_plain_pages() {
    let library = library(
        "-- sopress.toml --\n[review]\ncycle = \"1 year\"\n\
         -- a.md --\n---\ntitle: A\neffective: 2020-01-01\n---\n\
         -- b.md --\n---\nid: SOP-001\ntitle: B\neffective: 2020-01-01\n---\n",
    )
    .assemble();
    let due: Vec<_> = library
        .documents
        .iter()
        .map(|document| (document.review.state.name(), document.review.due.is_some()))
        .collect();
    assert_eq!(due, [("none", false), ("overdue", true)]);
}

#[test]
fn a_document_that_is_withdrawn_is_not_reviewed() {
    let fields = "status: superseded\nreview_cycle: 1 year";
    assert_eq!(state(fields, "2026-11-21"), "none");
    let late = "status: retired\nlast_reviewed: 2020-01-01\nreview_cycle: 1 year";
    assert_eq!(state(late, "2026-11-21"), "none");
    let text = "-- a.md --\n---\nid: SOP-001\nversion: 1\nstatus: effective\neffective: 2020-01-01\nreview_cycle: 1 year\n---\n\
                -- b.md --\n---\nid: SOP-001\nversion: 2\nstatus: approved\neffective: 2026-11-01\nreview_cycle: 1 year\n---\n";
    let library = library(text).assemble();
    let states: Vec<_> = library
        .iter()
        .map(|each| each.review.state.name())
        .collect();
    assert_eq!(states, ["none", "reviewed"]);
}
