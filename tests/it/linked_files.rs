//! Pictures, videos and files that documents link to, wherever they lie.

use expect_test::expect;
use sopress::library::Route;

use crate::library::library;

#[test]
fn what_lies_in_a_dot_folder_is_published_when_it_is_linked() {
    let library = library(
        r#"-- sops/ward/round.md --
# Round
![The ward](../../.files/ward.png) and [the form](<../../.files/forms/round form.pdf>).
"#,
    )
    .with(".files/ward.png", "png")
    .with(".files/forms/round form.pdf", "pdf")
    .with(".files/secret.pdf", "pdf")
    .with(".files/.hidden/more.png", "png")
    .with(".other/more.png", "png");
    let findings = library.findings();
    assert!(!findings.contains("error"), "{findings}");
    let site = library.build().site;
    let published: Vec<&str> = site
        .keys()
        .map(Route::as_str)
        .filter(|route| route.ends_with(".png") || route.ends_with(".pdf"))
        .collect();
    assert_eq!(
        published,
        [".files/forms/round form.pdf", ".files/ward.png"]
    );
}

#[test]
fn a_link_between_pages_that_were_folders_is_understood() {
    let library = library(
        r#"-- sops/pool/filter.md --
# Filter
See [the pump](../pump/), [chlorine](../../safety/chlorine/) and ![a valve](../img/valve.png).
[Nothing](../nothing/) is [there](../pump/motor.md).
-- sops/pool/pump.md --
# Pump
-- sops/safety/chlorine.md --
# Chlorine
"#,
    )
    .with("sops/pool/img/valve.png", "png");
    let findings = library.findings();
    let broken = findings
        .lines()
        .filter(|line| line.contains("link-") || line.contains("image-missing"));
    let broken: Vec<&str> = broken.collect();
    expect![[r#"
        sops/pool/filter.md:3:1 error link-unknown: there is no file `../nothing/`
        sops/pool/filter.md:3:27 error link-unknown: there is no file `../pump/motor.md`"#]]
    .assert_eq(&broken.join("\n"));
    let page = library.page("pool/filter.html");
    assert!(page.contains("href=\"pump.html\""), "{page}");
    assert!(page.contains("href=\"../safety/chlorine.html\""), "{page}");
    assert!(page.contains("src=\"img/valve.png\""), "{page}");
}

#[test]
fn a_video_of_the_library_plays_in_the_page() {
    let library = library(
        r#"-- sops/press.md --
# Press
![Closing the press](media/press.mp4)

<video src="media/press.mp4" autoplay>Your browser cannot play it.</video>

<video controls>
<source src="media/open.webm"><source src="media/press.mp4">
</video>

<iframe src="https://films.example/p/7" title="The supplier's film"></iframe>
"#,
    )
    .with("sops/media/press.mp4", "film")
    .with("sops/media/open.webm", "film");
    let findings = library.findings();
    assert!(!findings.contains("html-removed"), "{findings}");
    assert!(!findings.contains("error"), "{findings}");
    let page = library.page("press.html");
    assert_eq!(page.matches("<video controls").count(), 3, "{page}");
    assert!(page.contains("src=\"media/open.webm\""), "{page}");
    assert!(!page.contains("autoplay"), "{page}");
    assert!(
        page.contains("<a class=\"video-file\" href=\"media/press.mp4\">Closing the press</a>"),
        "{page}"
    );
    assert!(!page.contains("<iframe"), "{page}");
    assert!(
        page.contains(">The supplier&#39;s film</a>") || page.contains(">The supplier's film</a>"),
        "{page}"
    );
    assert!(
        library
            .build()
            .site
            .contains_key(&Route::new("media/open.webm"))
    );
}

const PATHS: &str = r#"-- sops/a.md --
# A
[Share](<\\\\server\\forms\\a.docx>), [file](file:///S:/forms/a.docx), [notes](onenote:https://x.example/n).
"#;

#[test]
fn links_to_shares_are_links_only_where_the_settings_allow_them() {
    let refused = library(PATHS);
    assert_eq!(refused.findings().matches("link-unsafe").count(), 3);
    assert!(!refused.page("a.html").contains("file:"));
    let settings =
        "-- sopress.toml --\n[links]\nallow = [\"file\", \"UNC\", \"onenote:\", \"javascript\"]\n";
    let allowed = library(&format!("{settings}{PATHS}"));
    let findings = allowed.findings();
    assert!(!findings.contains("link-"), "{findings}");
    assert!(
        findings.contains("`javascript` cannot be allowed in links"),
        "{findings}"
    );
    let page = allowed.page("a.html");
    assert!(
        page.contains("href=\"file://server/forms/a.docx\""),
        "{page}"
    );
    assert!(
        page.contains("href=\"onenote:https://x.example/n\""),
        "{page}"
    );
}

#[test]
fn an_old_address_with_a_heading_leads_on() {
    let library = library(
        r#"-- sops/gate.md --
---
title: Gate
redirects: ["/yard.html#gate"]
---
Text.
"#,
    );
    assert!(!library.findings().contains("error"));
    assert!(library.page("yard.html").contains("url=gate.html"));
}
