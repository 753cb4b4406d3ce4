//! The addresses of what sopress makes itself: kept free, linked to, and all in one list.

use std::collections::BTreeSet;

use expect_test::expect;
use sopress::library::Route;
use sopress::pipeline::{Content, Files, Memory};

use crate::library::{Library, library};

/// Every file of the site that is neither a document, nor one of the library's files, nor a redirect
/// is listed as sopress's own, and everything listed is in the site.
fn holds_all(library: &Library) -> BTreeSet<String> {
    library.assembled(&mut Memory::default(), |_, assembled, pages| {
        let made = &assembled.library;
        let documents = made.iter().map(|document| &document.route);
        let files = made.assets.values().chain(made.redirects.keys());
        let others: BTreeSet<&Route> = documents.chain(files).collect();
        let written = pages.routes();
        for route in written.iter().filter(|route| !others.contains(route)) {
            assert!(made.is_own(route), "`{route}` is written and not reserved");
        }
        for route in made.own.keys() {
            assert!(
                written.contains(route),
                "`{route}` is reserved and not written"
            );
            let home = route.as_str() == "index.html";
            assert!(home || !others.contains(route), "`{route}` is given twice");
        }
        made.own.keys().map(|route| route.to_string()).collect()
    })
}

const FULL: &str = r#"-- sopress.toml --
[site]
base_url = "https://example.org/"
-- roles.toml --
[[roles]]
id = "clerk"
name = "Clerk"
-- glossary.toml --
[[terms]]
name = "Order"
definition = "A request to buy."
-- theme/assets/print-more.css --
p { color: black }
-- sops/order.md --
---
id: SOP-001
title: Order
department: Purchasing
tags: [money]
owner: Buyer
review_cycle: 1 year
last_reviewed: 2026-01-01
changes:
  - {version: "1.0", date: 2026-01-01}
  - {version: "1.1", date: 2026-03-01}
redirects: [old/order.html]
---
## Procedure

1. **Buyer:** Fill in the form.
2. **Clerk:** Sign it.
"#;

#[test]
fn every_page_and_file_that_a_build_writes_is_reserved() {
    let own = holds_all(&library(FULL));
    for address in [
        "404.html",
        "assets/print-more.css",
        "assets/search-all.js",
        "changes/2026-03.html",
        "departments/purchasing-raci.html",
        "departments/purchasing.html",
        "feeds/department-purchasing.xml",
        "feeds/role-clerk.xml",
        "glossary.html",
        "reviews/buyer.ics",
        "roles/clerk/handbook.html",
        "roles/clerk/sign-off.html",
        "sitemap.xml",
        "order.history.html",
        "tags/money.html",
    ] {
        assert!(own.contains(address), "no `{address}` in {own:?}");
    }
    holds_all(&library("-- a.md --\n# A\n"));
}

#[test]
fn every_page_and_file_of_the_example_library_is_reserved() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/example-library");
    let copy = library("-- sops/zz-extra.md --\n# Extra\n");
    for entry in walk(example.as_ref()) {
        let path = entry.strip_prefix(example).unwrap();
        copy.folder
            .put(path.to_str().unwrap(), std::fs::read(&entry).unwrap());
    }
    let own = holds_all(&copy);
    assert!(own.len() > 60, "{own:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let each = entries.flat_map(|path| match path.is_dir() {
        true => walk(&path),
        false => vec![path],
    });
    each.collect()
}

const CLAIMS: &str = r#"-- static/a.history.html --
<p>History of A</p>
-- sops/a.html/b.md --
# Below a page
-- sops/a.md --
---
id: SOP-011
title: A
department: Sales
tags: [x]
owner: Clerk
changes:
  - {version: "1.0", date: 2026-01-01}
redirects: [assets/standard.css, search.html, roles/clerk.html]
---
[Reviews](/reviews.html), [roles](/roles.html), [changes](changes.html), [Sales](/departments/sales.html),
[x](/tags/x.html), [data](/roles.json), [front](/static/index.html), [mine](reviews.md),
[below](a.html/b.md).
-- sops/changes/2026-01.md --
# January
-- sops/departments/sales.md --
# Our sales
-- sops/reviews.md --
# My reviews
-- sops/Tags.md --
# My tags
-- sops/roles/clerk.md --
# My clerk
-- static/roles.json --
{"mine": true}
-- static/index.html --
<p>My front page</p>
-- static/search/mine.js --
mine()
-- static/feeds --
a file where a folder is
"#;

#[test]
fn what_claims_an_own_address_is_found_and_not_lost() {
    let library = library(CLAIMS);
    let findings = library.findings();
    let clashes = findings.lines().filter(|line| line.contains("clash"));
    let clashes: Vec<&str> = clashes.collect();
    expect![[r#"
        sops/Tags.md:1:1 error address-case-clash: the address `Tags.html` differs from `tags.html` only in case
        sops/a.md:1:1 error address-clash: the address `a.html` is a folder: `a.html/b.html` is used by `sops/a.html/b.md`
        sops/a.md:9:13 error redirect-clash: the old address `assets/standard.css` is already used by a page or file that sopress generates
        sops/a.md:9:34 error redirect-clash: the old address `search.html` is already used by a page or file that sopress generates
        sops/a.md:9:47 error redirect-clash: the old address `roles/clerk.html` is already used by a page or file that sopress generates
        sops/changes/2026-01.md:1:1 error address-clash: the address `changes/2026-01.html` is already used by a page or file that sopress generates
        sops/departments/sales.md:1:1 error address-clash: the address `departments/sales.html` is already used by a page or file that sopress generates
        sops/reviews.md:1:1 error address-clash: the address `reviews.html` is already used by a page or file that sopress generates
        sops/roles/clerk.md:1:1 error address-clash: the address `roles/clerk.html` is already used by a page or file that sopress generates
        static/a.history.html:1:1 error address-clash: the address `a.history.html` is already used by a page or file that sopress generates
        static/feeds:1:1 error address-clash: the address `feeds` is a folder: `feeds/changes.xml` is used by a page or file that sopress generates
        static/index.html:1:1 error address-clash: the address `index.html` is already used by a page or file that sopress generates
        static/roles.json:1:1 error address-clash: the address `roles.json` is already used by a page or file that sopress generates
        static/search/mine.js:1:1 error address-clash: the address `search/mine.js` is already used by a page or file that sopress generates"#]].assert_eq(&clashes.join("\n"));
    assert!(!findings.contains("link-"), "{findings}");
    holds_all(&library);
    let site = library.build().site;
    let texts = site.iter().map(|(route, content)| {
        let text = match content {
            Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Content::Copy(file) => std::fs::read_to_string(file).unwrap(),
        };
        (route.as_str(), text)
    });
    let texts: std::collections::BTreeMap<&str, String> = texts.collect();
    for (route, said) in [
        ("a.history-2.html", "History of A"),
        ("changes/2026-01-2.html", "January"),
        ("departments/sales-2.html", "Our sales"),
        ("feeds-2", "a file where a folder is"),
        ("index-2.html", "My front page"),
        ("reviews-2.html", "My reviews"),
        ("roles-2.json", "\"mine\""),
        ("roles/clerk-2.html", "My clerk"),
        ("search-2/mine.js", "mine()"),
    ] {
        let text = texts.get(route).unwrap_or_else(|| panic!("no `{route}`"));
        assert!(text.contains(said), "{route}: {text}");
    }
    let page = &texts["a-2.html"];
    for link in [
        "href=\"reviews.html\"",
        "href=\"roles.html\"",
        "href=\"changes.html\"",
        "href=\"departments/sales.html\"",
        "href=\"tags/x.html\"",
        "href=\"index-2.html\"",
        "href=\"reviews-2.html\"",
        "href=\"a.html/b.html\"",
    ] {
        assert!(page.contains(link), "no {link}");
    }
    assert!(texts["reviews.html"].contains("SOP-011"));
}

#[test]
fn a_site_whose_library_claims_own_addresses_can_be_written() {
    let library = library(CLAIMS);
    let ran = library.run("build", &["--keep-going"]);
    assert!(library.site().join("a.html/b.html").exists(), "{}", ran.err);
    assert!(library.site().join("a-2.html").exists());
    assert!(library.site().join("reviews-2.html").exists());
}
