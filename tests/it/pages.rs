//! Pages and findings: a library in a string in, pages and findings out.

use expect_test::expect;

use crate::library::library;

const DUE: &str = "-- sops/a.md --\n---\nid: SOP-001\ntitle: Cleaning\ntype: sop\nversion: \"1\"\n\
    status: effective\nowner: Ada\napprovers: [Bo]\neffective: 2026-01-31\n\
    last_reviewed: 2026-01-31\nreview_cycle: 1 month\n---\n\n## Purpose\n\nx\n\n## Scope\n\nx\n\n\
    ## Responsibilities\n\nx\n\n## Procedure\n\n1. Clean.\n";

#[test]
fn a_page_says_at_its_top_that_its_review_is_overdue() {
    let page = library(DUE).on("2026-03-01").page("a.html");
    let banner = page.find("data-state=\"overdue\"").expect("a banner");
    assert!(
        banner < page.find("Clean.").unwrap(),
        "before the first instruction"
    );
    let page = library(DUE).on("2026-02-28").page("a.html");
    assert!(
        page.contains("data-state=\"due-today\""),
        "the month is clamped: {page}"
    );
}

#[test]
fn the_first_page_says_so_of_its_own_text() {
    let text = "-- sops/index.md --\n---\ntitle: Ours\nlast_reviewed_on: 2026-01-31\n\
        review_in: 1 month\n---\n\nWelcome in.\n";
    let page = library(text).on("2026-03-02").page("index.html");
    let banner = page.find("data-review-banner data-state=\"overdue\"");
    assert!(banner.expect("a banner") < page.find("Welcome in.").unwrap());
    let plain = library("-- sops/index.md --\n# Ours\n\nWelcome in.\n");
    assert!(!plain.page("index.html").contains("data-review-banner"));
}

#[test]
fn a_draft_is_in_a_build_only_when_asked_for() {
    let draft =
        || library("-- sops/a.md --\n---\ntitle: Secret plan\nstatus: draft\n---\n\nText.\n");
    let leaks = |fields: &str| {
        let text = format!("-- sops/a.md --\n---\ntitle: Secret plan\n{fields}\n---\n\nText.\n");
        let built = library(&text).build();
        built.site.keys().any(|route| route.as_str() == "a.html")
    };
    assert!(!leaks("draft: true") && !leaks("status: effective\ndraft: yes"));
    assert!(leaks("draft: false") && leaks("draft:\nstatus: effective"));
    assert!(!leaks("draft: perhaps"), "in doubt it is one");
    let names = |built: crate::library::Built| {
        built
            .site
            .keys()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert!(!names(draft().build()).contains(&"a.html".to_owned()));
    assert!(names(draft().with_drafts().build()).contains(&"a.html".to_owned()));
    let built = draft().build();
    for (route, content) in &built.site {
        if let sopress::pipeline::Content::Bytes(bytes) = content {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("Secret plan"), "{route} tells of a draft");
        }
    }
}

#[test]
fn findings_come_sorted_with_file_line_and_column() {
    library(
        "-- sops/b.md --\n# B\n\n[x](nowhere.md)\n-- sops/a.md --\n# A\n\n[b](b.md) [y](b.md#z)\n",
    )
    .expect_findings(expect![[r#"
        sops/a.md:1:1 hint document-orphan: no other document refers to `A`
        sops/a.md:3:11 error link-anchor-unknown: `B` has no heading or step `#z`
        sops/b.md:3:1 error link-unknown: there is no file `nowhere.md`
    "#]]);
}

#[test]
fn what_a_file_by_itself_tells_is_found() {
    for (code, text) in [
        ("admonition-unknown", "!!! bogus \"Title\"\n    Text.\n"),
        ("attribute-list-stray", "{: .lonely }\n"),
        ("code-language-unknown", "```nosuchlanguage\nx\n```\n"),
        (
            "cycle-malformed",
            "---\nid: A-1\nreview_cycle: soon\n---\n\nx\n",
        ),
        (
            "date-malformed",
            "---\nid: A-1\nlast_reviewed: 2019-5-13\n---\n\nx\n",
        ),
        ("footnote-undefined", "Text[^1].\n"),
        ("footnote-unused", "Text.\n\n[^1]: Note.\n"),
        (
            "front-matter-key-unknown",
            "---\nid: A-1\nonwer: Ada\n---\n\nx\n",
        ),
        ("front-matter-unclosed", "---\nid: A-1\n\nx\n"),
        ("front-matter-value-type", "---\nid: [A, B]\n---\n\nx\n"),
        ("html-removed", "Text <script>alert(1)</script>.\n"),
        ("link-reference", "See [the form][nowhere].\n"),
        ("status-unknown", "---\nid: A-1\nstatus: bogus\n---\n\nx\n"),
        (
            "template-residue",
            "---\ntitle: \"{{ title }}\"\n---\n\nx\n",
        ),
        ("title-missing", "Just text.\n"),
    ] {
        let found = library(&format!("-- sops/a.md --\n{text}")).findings();
        assert!(
            found.contains(&format!(" {code}: ")),
            "no {code} in:\n{found}"
        );
    }
}

#[test]
fn no_heading_has_the_id_of_a_part_of_the_page() {
    let headings = [
        "Main",
        "Review title",
        "Status title",
        "Record title",
        "Help title",
        "Review words",
        "Connections title",
        "Changes title",
        "Beside title",
        "Top",
    ];
    let headings = headings
        .map(|heading| format!("## {heading}\n\nx\n\n"))
        .concat();
    let text = format!(
        "-- sops/index.md --\n# Home\n\n{headings}-- sops/a.md --\n---\nid: SOP-001\ntitle: A\n\
         owner: Ada\nchanges: [{{version: 1, date: 2026-01-01}}]\n---\n\n{headings}"
    );
    for page in ["index.html", "a.html"] {
        let page = library(&text).page(page);
        let mut ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        ids.sort_unstable();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty() && ids.contains(&"main"), "{twice:?}");
    }
}

#[test]
fn every_word_of_a_body_that_its_author_did_not_write_can_be_replaced() {
    let words = "[alert]\nwarning = \"Achtung\"\n[footnote]\nlist = \"Fußnoten\"\n\
        label = \"Fußnote {number}\"\nback = \"Zurück zu {number}\"\n[document]\n\
        permalink-to = \"Verweis auf „{heading}“\"\ntask = \"Aufgabe\"\n";
    let page = library(
        "-- sops/a.md --\n# A\n\n| a |\n| - |\n| 1 |\n\n> [!WARNING]\n> Hot[^1] <b>raw</b>.\n\n\
         ## Parts & <i>more</i>\n\n- [ ] ![](x.png)\n\n[^1]: Very.\n",
    )
    .with("theme/i18n/en.toml", words)
    .page("a.html");
    for expected in [
        "<p class=\"alert-title\">Achtung</p>",
        "aria-label=\"Fußnote 1\"",
        "role=\"doc-endnotes\" aria-label=\"Fußnoten\"",
        "aria-label=\"Zurück zu 1\"",
        "aria-label=\"Verweis auf „Parts &amp; more“\"",
        "aria-label=\"Aufgabe\"",
        "role=\"region\" tabindex=\"0\" aria-label=\"A\"",
    ] {
        assert!(page.contains(expected), "no {expected} in {page}");
    }
}

#[test]
fn the_glossary_shows_code_as_code() {
    let page = library(
        "-- glossary.toml --\n[[term]]\nname = \"log\"\ndefinition = \"The list `a<b>.xlsx` at 5` sharp\"\n\
         -- sops/a.md --\n# A\n",
    )
    .page("glossary.html");
    assert!(
        page.contains("<dd>The list <code>a&lt;b&gt;.xlsx</code> at 5` sharp</dd>"),
        "{page}"
    );
}

#[test]
fn an_exempt_document_falls_due_on_no_day() {
    let text = DUE.replace(
        "review_cycle: 1 month",
        "review_cycle: 1 month\nreview: \"exempt: a form\"",
    );
    let built = library(&text).page("register.json");
    assert!(built.contains("\"review_due\": null"), "{built}");
    assert!(built.contains("\"review_state\": \"exempt\""), "{built}");
}
