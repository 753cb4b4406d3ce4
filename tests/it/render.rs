//! Pages as readers get them, from small libraries.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expect_test::expect;
use sopress::config::{self, Config};
use sopress::library::{self, Library};
use sopress::parse;
use sopress::plan;
use sopress::render::{self, Stage, Surroundings, Theme, ThemeError};
use sopress::source::{FilePath, Source, Sources};

/// All files of the site of a small library, by address; today is 22 November 2026.
struct Site(BTreeMap<String, String>);

fn source(path: &str, text: &str) -> Source {
    Source {
        path: FilePath::new(path).unwrap(),
        text: text.to_owned(),
    }
}

fn built(settings: &str, theme: &[(&str, &str)], documents: &[(&str, &str)]) -> Site {
    let settings = source("sopress.toml", settings);
    let (config, found) = config::read(Some(&settings), None, None);
    assert!(found.is_empty(), "{found:?}");
    let sources = Sources {
        documents: documents
            .iter()
            .map(|(path, text)| source(path, text).into())
            .collect(),
        theme: theme
            .iter()
            .map(|(path, text)| (FilePath::new(path).unwrap(), source(path, text)))
            .collect(),
        ..Sources::default()
    };
    let library = assembled(&config, &sources);
    let theme = Theme::load("standard", &sources.theme).unwrap();
    let stage = Stage::new(Surroundings {
        library: &library,
        config: &config,
        texts: &sources.documents,
        assets: &sources.assets,
        data: &sources.data,
        theme: &theme,
        today: "2026-11-22".parse().unwrap(),
    });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let mut files: BTreeMap<String, String> = plan::plan(&library)
        .iter()
        .map(|page| {
            let bytes = render::page(page, &stage).unwrap_or_else(|error| panic!("{error}"));
            (page.route.as_str().to_owned(), text(bytes))
        })
        .collect();
    for (route, file) in render::files(&library) {
        let bytes = render::file(&stage, &route, file);
        files.insert(route.as_str().to_owned(), text(bytes));
    }
    Site(files)
}

fn assembled(config: &Config, sources: &Sources) -> Library {
    let reading = &config.settings.reading;
    let parsed: Vec<_> = sources
        .documents
        .iter()
        .map(|source| Arc::new(parse::parse(source, reading)))
        .collect();
    library::assemble(library::Input {
        parsed: &parsed,
        defaults: &[],
        sources,
        config,
        today: "2026-11-22".parse().unwrap(),
        with_drafts: true,
        archive: &Arc::default(),
        theme_assets: &render::asset_names("standard", &sources.theme),
    })
}

impl Site {
    fn file(&self, route: &str) -> &str {
        let known = || self.0.keys().cloned().collect::<Vec<_>>().join(", ");
        self.0
            .get(route)
            .unwrap_or_else(|| panic!("no `{route}` among {}", known()))
    }

    /// From `start` up to and including `end`.
    fn part(&self, route: &str, start: &str, end: &str) -> &str {
        let text = self.file(route);
        let from = text.find(start).unwrap_or_else(|| panic!("no `{start}`"));
        let to = text[from..]
            .find(end)
            .unwrap_or_else(|| panic!("no `{end}`"));
        &text[from..from + to + end.len()]
    }
}

fn reviewed(id: &str, last: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: Cleaning\nversion: 1.0\nstatus: effective\nowner: Ann\n\
         last_reviewed: {last}\nreview_cycle: 12 months\n---\nText.\n"
    )
}

#[test]
fn an_overdue_review_is_said_at_the_top_with_its_dates_and_its_owner() {
    let site = built(
        "",
        &[],
        &[("a/clean.md", &reviewed("SOP-001", "2025-10-01"))],
    );
    let banner = site.part("a/clean.html", "<aside", "</aside>");
    assert!(banner.contains("data-review-banner data-state=\"overdue\" data-due=\"2026-10-01\""));
    assert!(banner.contains("Review overdue by 52 days"), "{banner}");
    assert!(banner.contains("1 October 2025"), "{banner}");
    assert!(banner.contains("<dt>Owner</dt><dd>Ann"), "{banner}");
    assert!(!banner.contains(" hidden"), "{banner}");
    let page = site.file("a/clean.html");
    assert!(page.find("<aside").unwrap() < page.find("<p>Text.</p>").unwrap());
}

#[test]
fn a_reviewed_page_carries_its_banner_hidden_for_a_later_day() {
    let site = built("", &[], &[("clean.md", &reviewed("SOP-001", "2026-10-01"))]);
    let tag = site.part("clean.html", "<aside", ">");
    expect![[r#"<aside class="banner banner-reviewed" data-review-banner data-state="reviewed" data-due="2027-10-01" data-review-due="2027-10-01" aria-labelledby="page:review-title" hidden>"#]].assert_eq(tag);
}

#[test]
fn a_page_that_no_review_concerns_has_no_banner() {
    let site = built("", &[], &[("note.md", "# Note\n\nText.\n")]);
    assert!(!site.file("note.html").contains("<aside"));
}

#[test]
fn a_draft_and_a_document_that_is_not_in_force_yet_say_so() {
    let draft = "---\nid: SOP-1\ntitle: A\nstatus: draft\n---\n";
    let coming = "---\nid: SOP-2\ntitle: B\nstatus: approved\neffective: 2026-12-01\n---\n";
    let site = built("", &[], &[("a.md", draft), ("b.md", coming)]);
    assert!(site.file("a.html").contains("Draft: not for use"));
    let banner = site.part("b.html", "data-status-banner", ">");
    assert!(banner.contains("data-effective=\"2026-12-01\""), "{banner}");
    assert!(
        banner.contains("In force since 1 December 2026"),
        "{banner}"
    );
    assert!(
        site.file("b.html")
            .contains("Takes effect on 1 December 2026")
    );
}

#[test]
fn a_withdrawn_document_names_its_successor_and_folds_its_text_away() {
    let old = "---\nid: SOP-1\ntitle: Old\nstatus: superseded\nsuperseded_by: SOP-2\n\
               department: Sales\n---\nThe old way.\n";
    let new = "---\nid: SOP-2\ntitle: New\nstatus: effective\nsupersedes: SOP-1\n\
               department: Sales\n---\nThe new way.\n";
    let third = "---\nid: SOP-3\ntitle: Third\ndepartment: Sales\n---\n";
    let site = built(
        "",
        &[],
        &[("x/old.md", old), ("new.md", new), ("third.md", third)],
    );
    let page = site.file("x/old.html");
    assert!(page.contains("<strong><a href=\"../new.html\">"), "{page}");
    let folded = site.part("x/old.html", "<details class=\"as-it-was\">", "</details>");
    assert!(folded.contains("The old way."));
    let beside = site.part("new.html", "<nav class=\"beside\"", "</nav>");
    assert!(
        beside.contains("Third") && !beside.contains("Old"),
        "{beside}"
    );
    assert!(!site.file("index-a-z.html").is_empty());
}

#[test]
fn what_authors_write_is_never_markup() {
    let evil =
        "---\nid: SOP-1\ntitle: 'A <b>&\"x\"'\nowner: '<script>'\ntags: ['<i>']\n---\nText.\n";
    let site = built("", &[], &[("a.md", evil)]);
    for (route, text) in &site.0 {
        if route.ends_with(".html") {
            assert!(!text.contains("<b>&"), "{route}");
            assert!(!text.contains("<script>"), "{route}");
            assert!(
                !text.contains("<i>\"") && !text.contains("><i><"),
                "{route}"
            );
        }
    }
    let heading = site.part("a.html", "<h1>", "</h1>");
    assert_eq!(heading, "<h1>A &lt;b&gt;&amp;&quot;x&quot;</h1>");
}

#[test]
fn no_page_has_inline_script_or_style_or_asks_another_host() {
    let site = built(
        "[site]\nbase_url = 'https://firm.example/sops/'",
        &[],
        &[("a/b.md", &reviewed("SOP-1", "2020-01-01"))],
    );
    for (route, text) in &site.0 {
        if route.ends_with(".html") {
            assert!(!text.contains(" style="), "{route}");
            assert!(!text.contains("<style"), "{route}");
            assert!(!text.contains("<script>"), "{route}");
            assert!(!text.contains("src=\"http"), "{route}");
        }
    }
}

#[test]
fn links_are_relative_at_any_depth_but_for_the_page_that_stands_for_any_address() {
    let documents = [
        ("a/b/c.md", "# C\n"),
        ("a/d.md", "# D\n\n[c](b/c.md#c) [e](nowhere.md)\n"),
    ];
    let site = built(
        "[site]\nbase_url = 'https://firm.example/sops/'",
        &[],
        &documents,
    );
    assert!(
        site.file("a/b/c.html")
            .contains("href=\"../../assets/standard.css\"")
    );
    assert!(
        site.file("a/b/c.html")
            .contains("href=\"../../register.html\"")
    );
    assert!(site.file("a/d.html").contains("<a href=\"b/c.html"));
    assert!(
        site.file("a/d.html").contains(" e"),
        "text of a broken link stays"
    );
    assert!(
        site.file("404.html")
            .contains("href=\"/sops/assets/standard.css\"")
    );
    let without = built("", &[], &documents);
    assert!(
        without
            .file("404.html")
            .contains("href=\"assets/standard.css\"")
    );
    assert!(
        site.file("sitemap.xml")
            .contains("https://firm.example/sops/a/b/c.html")
    );
    assert!(!without.0.contains_key("sitemap.xml"));
}

#[test]
fn an_old_address_leads_on_without_a_script() {
    let moved = "---\ntitle: New\nredirect_from: /old/place.html\n---\n";
    let site = built("", &[], &[("x/new.md", moved)]);
    let page = site.file("old/place.html");
    assert!(page.contains("content=\"0; url=../x/new.html\""), "{page}");
    assert!(
        page.contains("<link rel=\"canonical\" href=\"../x/new.html\">"),
        "{page}"
    );
    assert!(!page.contains("<script"));
}

#[test]
fn the_register_has_a_row_a_document_and_no_cell_that_a_spreadsheet_would_run() {
    let formula = "---\nid: SOP-1\ntitle: =1+1\nversion: 1.10\nowner: '@ann'\n---\n";
    let site = built("", &[], &[("a.md", formula)]);
    expect![[r#"
        path,url,id,title,type,version,status,owner,department,effective,last_reviewed,review_cycle,review_due,review_state
        a.md,a.html,SOP-1,'=1+1,sop,1.10,unknown,'@ann,,,,,,no-review-date
    "#]]
    .assert_eq(site.file("register.csv"));
    let rows: serde_json::Value = serde_json::from_str(site.file("register.json")).unwrap();
    assert_eq!(rows[0]["title"], "=1+1");
    assert_eq!(rows[0]["effective"], serde_json::Value::Null);
}

#[test]
fn the_register_begins_with_what_is_under_control() {
    let site = built(
        "",
        &[],
        &[
            ("sales/index.md", "---\ntitle: Sales\ntype: page\n---\n"),
            ("sales/b.md", "---\nid: SOP-10\ntitle: Tenth\n---\n"),
            ("sales/a.md", "---\nid: SOP-9\ntitle: Ninth\n---\n"),
        ],
    );
    let page = site.file("register.html");
    let titles = ["Ninth", "Tenth", "Sales"].map(|title| page.find(&format!(">{title}</a>")));
    assert!(titles.is_sorted() && titles[0].is_some(), "{titles:?}");
}

#[test]
fn the_first_page_leads_to_documents_without_a_department_folder_by_folder() {
    let mut documents = vec![
        ("start.md".to_owned(), "# Start\n".to_owned()),
        (
            "sales/a.md".to_owned(),
            "---\ntitle: Sell\ndepartment: Sales\n---\n".to_owned(),
        ),
        ("how-to/b.md".to_owned(), "# Pack\n".to_owned()),
        ("forms/index.md".to_owned(), "# Our forms\n".to_owned()),
        ("forms/c.md".to_owned(), "# Claim\n".to_owned()),
        ("notes/index.md".to_owned(), "# Our notes\n".to_owned()),
    ];
    let home = |documents: &[(String, String)]| {
        let documents = documents.iter().map(|(path, text)| (&**path, &**text));
        let site = built("", &[], &documents.collect::<Vec<_>>());
        let page = site.file("index.html").to_owned();
        let (_, folders) = page.split_once("<div class=\"folders\">").unwrap();
        let (folders, after) = folders.split_once("</section>").unwrap();
        assert!(!after.contains("class=\"folder\""));
        folders.to_owned()
    };
    let folders = home(&documents);
    let at = |folders: &str, text: &str| folders.find(text).unwrap_or_else(|| panic!("{text}"));
    for (folder, title) in [("<h3>Our forms</h3>", "Claim"), ("<h3>How to</h3>", "Pack")] {
        assert!(at(&folders, folder) < at(&folders, title), "{folders}");
    }
    at(&folders, "Start");
    assert!(folders.contains(">Our notes</span>") && !folders.contains("<h3>Our notes"));
    assert!(!folders.contains("Sell") && !folders.contains("index-a-z.html"));

    documents.extend((0..70).map(|at| (format!("how-to/{at}.md"), format!("# Way {at}\n"))));
    let folders = home(&documents);
    at(&folders, "and 56 more");
    at(&folders, "href=\"index-a-z.html\"");
}

#[test]
fn a_library_replaces_a_template_a_word_and_a_style_file_by_file() {
    let theme = [
        (
            "theme/templates/search.html",
            "{% extends \"builtin/search.html\" %}{% block main %}<p>ours</p>{{ super() }}{% endblock main %}",
        ),
        ("theme/i18n/en.toml", "[page]\nregister = \"Master list\""),
        ("theme/assets/own.css", "p{}"),
    ];
    let site = built("", &theme, &[("a.md", "# A\n")]);
    assert!(
        site.file("search.html")
            .contains("<p>ours</p>\n<div data-search-page>")
    );
    assert!(site.file("a.html").contains(">Master list</a>"));
    assert_eq!(site.file("assets/own.css"), "p{}");
}

#[test]
fn a_template_that_fails_names_itself_its_line_and_the_variable() {
    let load = |text: &str| {
        let path = FilePath::new("theme/templates/404.html").unwrap();
        let overrides = BTreeMap::from([(path.clone(), source(path.as_str(), text))]);
        Theme::load("standard", &overrides)
    };
    let Err(ThemeError::Template { template, line, .. }) = load("\n{% if %}") else {
        panic!("a broken template compiles");
    };
    assert_eq!((template.as_str(), line), ("404.html", 2));

    let theme = load("one\n{{ page.nonsense }}").unwrap();
    let (config, sources) = (Config::default(), Sources::default());
    let library = assembled(&config, &sources);
    let assets = BTreeMap::new();
    let data = BTreeMap::new();
    let stage = Stage::new(Surroundings {
        library: &library,
        config: &config,
        texts: &[],
        assets: &assets,
        data: &data,
        theme: &theme,
        today: "2026-11-22".parse().unwrap(),
    });
    let pages = plan::plan(&library);
    let missing = pages.iter().find(|page| page.route.as_str() == "404.html");
    let error = render::page(missing.unwrap(), &stage)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`404.html`, line 2") && error.contains("nonsense"),
        "{error}"
    );
    let Err(error) = Theme::load("baroque", &BTreeMap::new()) else {
        panic!("an unknown theme loads");
    };
    expect!["there is no theme `baroque`; the themes are `standard`"].assert_eq(&error.to_string());
}

#[test]
fn a_page_does_not_grow_with_the_library() {
    let size = |count: usize| {
        let documents: Vec<(String, String)> = (0..count)
            .map(|at| {
                let text = format!("---\nid: SOP-{at:05}\ntitle: Same\ndepartment: All\n---\n");
                (format!("d{at:05}.md"), text)
            })
            .collect();
        let documents: Vec<(&str, &str)> = documents
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        built("", &[], &documents).file("d00020.html").len()
    };
    assert!(size(400) < size(60) + 200);
}

/// What a reader of QR codes reads from the drawing on a page.
fn read_code(page: &str) -> String {
    let (_, drawing) = page.split_once("<svg class=\"qr\"").unwrap();
    let (_, path) = drawing.split_once(" d=\"").unwrap();
    let (path, _) = path.split_once('"').unwrap();
    let (mut x, mut y, mut dark) = (0, 0, BTreeSet::new());
    let mut rest = path;
    while let Some(kind) = rest.chars().next() {
        let end = rest[1..]
            .find(['M', 'm', 'h'])
            .map_or(rest.len(), |at| at + 1);
        let numbers = rest[1..end].split(' ').map(|it| it.trim_end_matches(".5"));
        let numbers: Vec<usize> = numbers.map(|it| it.parse().unwrap()).collect();
        match kind {
            'M' => (x, y) = (numbers[0], numbers[1]),
            'm' => x += numbers[0],
            _ => {
                dark.extend((x..x + numbers[0]).map(|x| (x, y)));
                x += numbers[0];
            }
        }
        rest = &rest[end..];
    }
    // Four light modules around the code, each module 4 pixels wide.
    let side = (dark.iter().map(|at| at.0).max().unwrap() + 1 + 8) * 4;
    let is_dark =
        |x: usize, y: usize| x / 4 >= 4 && y / 4 >= 4 && dark.contains(&(x / 4 - 4, y / 4 - 4));
    let shade = |x, y| if is_dark(x, y) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, shade);
    let codes = picture.detect_grids();
    assert_eq!(codes.len(), 1);
    codes[0].decode().unwrap().1
}

#[test]
fn the_code_on_paper_leads_to_the_page() {
    let site = built(
        "[site]\nbase_url = 'https://firm.example/sops/'",
        &[],
        &[(
            "goods in/receive.md",
            "---\nid: SOP-1\ntitle: Receive\n---\n\nText.\n",
        )],
    );
    let route = "goods in/receive.html";
    assert_eq!(
        read_code(site.file(route)),
        "https://firm.example/sops/goods%20in/receive.html"
    );
}
