//! A library's own theme files: what they change, and findings about them.

use crate::library::{Library, library};

fn with_theme(files: &str) -> Library {
    library(&format!(
        "-- sops/index.md --\n---\ntitle: Home\n---\n\n[A](a.md)\n-- sops/a.md --\n# A\n\nText.\n{files}"
    ))
}

fn built(library: &Library) -> crate::library::Ran {
    let ran = library.run("build", &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran
}

#[test]
fn the_example_of_the_guide_adds_to_every_document_and_to_every_other_page() {
    let guide = std::fs::read_to_string("docs/guide/theming.md").unwrap();
    let example = guide.split("```html\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let library = with_theme(&format!("-- theme/templates/document.html --\n{example}"));
    built(&library);
    let page = library.folder.text("site/a.html");
    let added = page.find("For training only.").expect("the guide's line");
    assert!(added < page.find("Text.").unwrap(), "{page}");

    for (template, page) in [
        ("home", "index"),
        ("register", "register"),
        ("index-a-z", "index-a-z"),
        ("404", "404"),
    ] {
        let example = example.replace("document.html", &format!("{template}.html"));
        let file = format!("-- theme/templates/{template}.html --\n{example}");
        let library = with_theme(&file);
        built(&library);
        let page = library.folder.text(&format!("site/{page}.html"));
        assert!(page.contains("For training only."), "{template}");
    }
}

#[test]
fn an_undefined_variable_in_a_block_names_its_template_and_line_and_the_old_site_stays() {
    let library = with_theme("");
    built(&library);
    let before = library.folder.text("site/a.html");
    library.folder.put(
        "theme/templates/document.html",
        "{% extends \"builtin/document.html\" %}\n{% block main %}\n<p>{{ document.titel }}</p>\n\
         {{ super() }}\n{% endblock main %}\n",
    );
    library.folder.put("sops/a.md", "# Changed\n");
    let ran = library.run("build", &["--keep-going"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.err.contains("`document.html`, line 3") && ran.err.contains("titel"),
        "{}",
        ran.err
    );
    assert_eq!(library.folder.text("site/a.html"), before);
}

#[test]
fn a_picture_of_the_theme_is_published_beside_the_built_in_assets() {
    let library = with_theme("-- theme/assets/own.css --\nbody{background:url(bg.png)}\n")
        .with("theme/assets/bg.png", b"\x89PNG\r\n\x1a\n\xFF");
    let ran = built(&library);
    assert!(
        ran.err
            .contains("warning[theme-file-unused]: nothing uses `own.css`")
    );
    assert!(library.site().join("assets/bg.png").is_file());
}

#[test]
fn words_and_files_of_a_theme_that_nothing_uses_are_found() {
    let library = with_theme(
        "-- theme/i18n/en.toml --\n[page]\nhoem = \"Start\"\nregister = \"List {count}\"\n\
         departments = 3\n[site]\nbuilt = \"Made {dat}\"\n[type]\nmemo = \"Memo\"\n\
         -- theme/i18n/pl.toml --\ncount.documents.few = \"{count} dokumenty\"\n\
         -- theme/templates/documnet.html --\nx\n\
         -- theme/templates/part.html --\nx\n\
         -- theme/templates/404.html --\n\
         {% extends \"builtin/404.html\" %}{% block main %}{% include \"part.html\" %}{% endblock main %}\n\
         -- theme/assets/standrad.css --\nx{}\n",
    );
    library.expect_findings(expect_test::expect![[r#"
        theme/assets/standrad.css:1:1 warning theme-file-unused: nothing uses `standrad.css`
        theme/i18n/en.toml:2:1 warning theme-word-unknown: the theme has no message `page.hoem`
        theme/i18n/en.toml:3:1 warning theme-word-blank: unknown placeholder `{count}` in `page.register`
        theme/i18n/en.toml:4:15 warning theme-word-unknown: the message `page.departments` is not a string
        theme/i18n/en.toml:6:1 warning theme-word-blank: unknown placeholder `{dat}` in `site.built`
        theme/templates/documnet.html:1:1 warning theme-file-unused: nothing uses `documnet.html`
    "#]]);
}

#[test]
fn a_word_in_the_place_of_a_table_of_words_spoils_no_page() {
    let library = with_theme("-- theme/i18n/en.toml --\npage = \"Seite\"\n");
    let ran = built(&library);
    assert!(ran.err.contains("[theme-word-unknown]"), "{}", ran.err);
    assert!(library.folder.text("site/a.html").contains(">Register</a>"));
}

#[test]
fn a_blank_that_a_word_of_the_theme_does_not_have_is_shown_with_those_it_has() {
    let library = with_theme("-- theme/i18n/en.toml --\nsite.built = \"Made {dat}\"\n");
    let told = built(&library).err;
    assert!(told.contains("warning[theme-word-blank]"), "{told}");
    assert!(told.contains("did you mean `{date}`?"), "{told}");
}
