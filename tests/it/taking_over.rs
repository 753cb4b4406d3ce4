//! `sopress init` where documents already are.

use std::collections::BTreeMap;

use crate::folder::{Folder, files};
use crate::library::{Ran, sopress};

fn init(folder: &Folder) -> Ran {
    let before: BTreeMap<String, String> = files(&folder.root)
        .into_iter()
        .map(|path| (path.clone(), folder.text(&path)))
        .collect();
    let ran = sopress(&["init", folder.root.as_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let mut expected: Vec<String> = before.keys().cloned().collect();
    expected.extend(["sopress.toml", ".gitignore"].map(str::to_owned));
    expected.sort();
    assert_eq!(files(&folder.root), expected);
    for (path, text) in &before {
        assert_eq!(&folder.text(path), text, "{path}");
    }
    ran
}

/// The paths of the documents in the site, after a build that must not fail.
fn documents(folder: &Folder) -> Vec<String> {
    let built = sopress(&["build", folder.root.as_str(), "--keep-going"]);
    assert_ne!(built.code, Some(2), "{}", built.err);
    let register: serde_json::Value =
        serde_json::from_str(&folder.text("site/register.json")).unwrap();
    let rows = register.as_array().or(register["documents"].as_array());
    let paths = rows
        .unwrap()
        .iter()
        .map(|row| row["path"].as_str().unwrap());
    let mut paths: Vec<String> = paths.map(str::to_owned).collect();
    paths.sort();
    paths
}

#[test]
fn a_library_that_is_there_gets_settings_only_and_a_report() {
    let folder = Folder::new()
        .with("README.md", "# Our handbook repository\n")
        .with("docs/index.md", "# Handbook of the ferry\n\nWelcome.\n")
        .with(
            "docs/mooring.md",
            "---\nid: SOP-001\ntitle: Mooring\nowner: Mate\nreview_due: 2027-05-01\n---\n\n\
             ## Procedure\n\n1. **Mate:** Calls the line.\n2. **Deckhand:** Throws it.\n\
             3. **Deckhand:** Makes it fast.\n",
        )
        .with(
            "docs/night.md",
            "---\nid: SOP-002\nstatus: draft\n---\n# Night runs\n\nLater.\n",
        );
    let ran = init(&folder);
    for told in [
        "found 3 documents in `docs`, 1 draft of them not published",
        "front matter in 2, an id in 2, an owner in 1, a review date in 1",
        "1 name acts in several steps",
        "1. `sopress serve ",
        "2. `sopress check ",
        "--suggest` proposes a `roles.toml`",
        "no document was changed",
    ] {
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    let settings = folder.text("sopress.toml");
    assert!(
        settings.contains("title = \"Handbook of the ferry\"\n"),
        "{settings}"
    );
    assert!(settings.contains("source = \"docs\"\n"), "{settings}");
    assert_eq!(documents(&folder).len(), 2);
    let again = sopress(&["init", folder.root.as_str()]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    assert_eq!(folder.text("sopress.toml"), settings);
}

#[test]
fn roles_are_proposed_with_the_steps_in_which_they_act() {
    let folder = Folder::new()
        .with("roles.toml", "[[roles]]\nname = \"Mate\"\n")
        .with(
            "a.md",
            "# Mooring\n\n## Procedure\n\n1. **Mate:** Calls.\n2. **Mate:** Waits.\n\
         3. **Deckhand:** Throws the line.\n4. **Deckhand:** Makes it fast.\n5. **Cook:** Waves.\n",
        );
    let ran = sopress(&["roles", folder.root.as_str(), "--suggest"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.contains("# 2 steps: a.md:7, a.md:8\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("name = \"Deckhand\"\n"), "{}", ran.out);
    assert!(
        !ran.out.contains("Mate") && !ran.out.contains("Cook"),
        "{}",
        ran.out
    );
    let proposed: toml::Value = toml::from_str(&ran.out).unwrap();
    assert_eq!(proposed["roles"].as_array().unwrap().len(), 1);
}

#[test]
fn an_empty_folder_and_a_new_repository_get_the_starter() {
    let folder = Folder::new().with("README.md", "# Ours\n");
    let ran = sopress(&["init", folder.root.as_str()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(files(&folder.root).contains(&"sops/index.md".to_owned()));
}

const PAGE: &str = "# A page\n\nText.\n";

fn of(pages: &[&str]) -> Folder {
    let folder = Folder::new();
    for page in pages {
        folder.put(page, PAGE);
    }
    folder
}

/// What `init` wrote after the first line, and the documents of the site.
fn taken_over(folder: &Folder, tool: &str) -> (String, Vec<String>) {
    let ran = init(folder);
    let told = format!("found a library of {tool} (");
    assert!(ran.err.contains(&told), "{}", ran.err);
    (folder.text("sopress.toml"), documents(folder))
}

fn holds(settings: &str, lines: &[&str]) {
    for line in lines {
        let is_there = settings.lines().any(|own| own == *line);
        assert!(is_there, "{line} in {settings}");
    }
}

#[test]
fn mkdocs_says_where_its_pages_are_and_which_are_none() {
    let folder = of(&[
        "manual/index.md",
        "manual/old/a.md",
        "manual/next/b.md",
        "parts/c.md",
    ])
    .with(
        "mkdocs.yml",
        "site_name: Yard & Store\ndocs_dir: manual\nrepo_url: https://github.com/firm/yard/\n\
         edit_uri: edit/trunk/manual/\nexclude_docs: |\n  old/\ndraft_docs: |\n  /next/\n\
         theme:\n  name: material\n  language: de\n  icon: !!python/name:a.b\n",
    );
    let (settings, documents) = taken_over(&folder, "MkDocs");
    holds(
        &settings,
        &[
            "title = \"Yard & Store\"",
            "language = \"de\"",
            "repository = \"https://github.com/firm/yard\"",
            "edit_branch = \"trunk\"",
            "source = \"manual\"",
            "heading_ids = \"mkdocs\"",
        ],
    );
    assert_eq!(documents, ["index.md"]);
}

#[test]
fn docusaurus_and_vitepress_are_read_without_running_their_settings() {
    let folder = of(&["docs/a.md", "docs/b.mdx", "docs/_parts/c.md", "blog/d.md"]).with(
        "docusaurus.config.ts",
        "const config = {\n  // title: 'An example',\n  title: \"The yard's book\",\n  url: \
         'https://yard.example',\n  i18n: { defaultLocale: 'fr' },\n  docs: { editUrl: \
         'https://github.com/firm/yard/tree/next/' },\n};\n",
    );
    let (settings, documents) = taken_over(&folder, "Docusaurus");
    holds(
        &settings,
        &[
            "title = \"The yard's book\"",
            "language = \"fr\"",
            "# base_url = \"https://yard.example\"",
            "edit_branch = \"next\"",
            "source = \"docs\"",
        ],
    );
    assert_eq!(documents, ["a.md", "b.mdx"]);

    let folder = of(&["docs/a.md", "docs/README.md", "docs/notes/b.md"]).with(
        "docs/.vitepress/config.mts",
        "export default defineConfig({\n  title: 'Yard',\n  srcExclude: ['**/README.md', \
         \"notes/**\"],\n})\n",
    );
    let (settings, documents) = taken_over(&folder, "VitePress");
    holds(&settings, &["title = \"Yard\"", "source = \"docs\""]);
    assert_eq!(documents, ["a.md"]);
}

#[test]
fn a_book_has_the_pages_that_its_summary_lists() {
    let folder = of(&[
        "text/start.md",
        "text/yard/README.md",
        "text/parts/rules.md",
    ])
    .with(
        "text/SUMMARY.md",
        "- [Start](start.md)\n- [The yard](./yard/README.md)\n",
    )
    .with(
        "book.toml",
        "[book]\ntitle = \"Yard\"\nsrc = \"text\"\nlanguage = \"nl\"\n",
    );
    let (settings, documents) = taken_over(&folder, "mdBook");
    holds(
        &settings,
        &["title = \"Yard\"", "language = \"nl\"", "source = \"text\""],
    );
    assert_eq!(documents, ["start.md", "yard/README.md"]);
}

#[test]
fn hugo_is_told_from_other_programs_with_a_config() {
    let folder = of(&["content/en/a.md", "archetypes/default.md"]).with(
        "config.toml",
        "title = \"Yard\"\nlanguageCode = \"en_GB\"\n[languages.en]\ncontentDir = \"content/en\"\n",
    );
    let (settings, documents) = taken_over(&folder, "Hugo");
    holds(
        &settings,
        &[
            "title = \"Yard\"",
            "language = \"en-GB\"",
            "source = \"content/en\"",
        ],
    );
    assert_eq!(documents, ["a.md"]);

    let other = of(&["yard.md"]).with("config.toml", "title = \"A program\"\n");
    let ran = init(&other);
    assert!(ran.err.contains("found 1 document\n"), "{}", ran.err);
}

#[test]
fn jekyll_keeps_what_it_does_not_publish() {
    let folder = of(&[
        "index.md",
        "404.md",
        "README.md",
        "_drafts/a.md",
        "old/b.md",
    ])
    .with(
        "hidden.md",
        "---\npublished: false\n---\n# Hidden\n\nText.\n",
    )
    .with(
        "shown.md",
        "---\nnav_order: 2\npublished: true\n---\n# Shown\n\nText.\n",
    )
    .with(
        "_config.yml",
        "title: Yard\nrepository: firm/yard\nexclude:\n  - Gemfile\n  - README.md\n  - old/\n",
    );
    let (settings, documents) = taken_over(&folder, "Jekyll");
    holds(
        &settings,
        &[
            "title = \"Yard\"",
            "repository = \"https://github.com/firm/yard\"",
            "allow = [\"nav_order\"]",
        ],
    );
    assert_eq!(documents, ["index.md", "shown.md"]);
}

#[test]
fn a_vault_and_a_wiki_begin_at_their_home_and_have_links_in_brackets() {
    let vault = of(&["Gate.md", "models/Page.md"])
        .with("Home.md", "# The yard\n\nSee [[Gate]].\n")
        .with(".obsidian/templates.json", "{\"folder\": \"models\"}");
    let (settings, documents) = taken_over(&vault, "Obsidian");
    holds(&settings, &["title = \"The yard\"", "wiki_links = true"]);
    assert_eq!(documents, ["Gate.md", "Home.md"]);
    assert!(vault.text("site/index.html").contains("The yard"));

    let wiki = of(&["Home.md", "Gate.md", "_Sidebar.md"]);
    let (settings, documents) = taken_over(&wiki, "GitHub wiki");
    holds(&settings, &["wiki_links = true"]);
    assert_eq!(documents, ["Gate.md", "Home.md"]);
}

#[test]
fn gitbook_and_the_tech_docs_template_are_known_by_their_own_files() {
    let folder = of(&["text/README.md", "text/gate.md"])
        .with(".gitbook.yaml", "root: ./text/\n")
        .with("text/SUMMARY.md", "* [Gate](gate.md)\n");
    let (settings, documents) = taken_over(&folder, "GitBook");
    holds(&settings, &["source = \"text\"", "title = \"A page\""]);
    assert_eq!(documents, ["README.md", "gate.md"]);

    let folder = of(&["source/index.html.md", "README.md"]).with(
        "config/tech-docs.yml",
        "service_name: Yard\ngithub_repo: firm/yard\ngithub_branch: live\n",
    );
    let (settings, documents) = taken_over(&folder, "Tech Docs Template");
    holds(
        &settings,
        &[
            "title = \"Yard\"",
            "edit_branch = \"live\"",
            "source = \"source\"",
        ],
    );
    assert_eq!(documents, ["index.html.md"]);
}
