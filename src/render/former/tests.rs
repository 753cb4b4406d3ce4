//! A former text from parts is the same as the former text laid out as a whole.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::{parts, whole};
use crate::config;
use crate::history::Archive;
use crate::library::{DocumentIndex, Input, Route, assemble};
use crate::parse;
use crate::render::{Stage, Surroundings, Theme, asset_names};
use crate::source::{FilePath, Source, Sources};

static THEME: LazyLock<Theme> =
    LazyLock::new(|| Theme::load("standard", &BTreeMap::new()).expect("it is built in"));

fn source(path: &str, text: &str) -> Source {
    Source {
        path: FilePath::new(path).unwrap(),
        text: text.to_owned(),
    }
}

/// Holds each former text of a document against the same text laid out as a whole; how many were
/// put together from parts.
fn compared(today: &str, former: &[String]) -> usize {
    let roles = source(
        "roles.toml",
        "[[roles]]\nid = \"clerk\"\nname = \"Clerk\"\n",
    );
    let settings = source(
        "sopress.toml",
        "[site]\ncontact = \"quality@example.org\"\n",
    );
    let (config, _) = config::read(Some(&settings), Some(&roles), None);
    let sources = Sources {
        documents: vec![
            Arc::new(source("a.md", today)),
            Arc::new(source(
                "b.md",
                "---\nid: SOP-002\ntitle: Other\n---\n\n## Limits\n",
            )),
        ],
        ..Sources::default()
    };
    let reading = &config.settings.reading;
    let documents = sources.documents.iter();
    let parsed: Vec<_> = documents
        .map(|source| Arc::new(parse::parse(source, reading)))
        .collect();
    let library = assemble(Input {
        parsed: &parsed,
        defaults: &[],
        sources: &sources,
        config: &config,
        today: "2026-11-22".parse().unwrap(),
        with_drafts: true,
        archive: &Arc::new(Archive::default()),
        theme_assets: &asset_names("standard", &sources.theme),
    });
    let stage = Stage::new(Surroundings {
        library: &library,
        config: &config,
        texts: &sources.documents,
        assets: &sources.assets,
        data: &sources.data,
        theme: &THEME,
        today: "2026-11-22".parse().unwrap(),
    });
    let index = DocumentIndex(0);
    let route = Route::new("a.history/1.html");
    let from_parts = former.iter().filter(|text| {
        let source = source("a.md", text);
        let put_together = parts::fill(&stage, &route, index, &source).unwrap();
        let is_some = put_together.is_some();
        if let Some(former) = put_together {
            let whole = whole(&stage, &route, index, &source).unwrap();
            assert!(
                !former.body.contains("correction"),
                "the steps of today are others"
            );
            assert_eq!(former, whole, "today:\n{today}\nformer:\n{text}");
        }
        is_some
    });
    from_parts.count()
}

const HEADINGS: [&str; 12] = [
    "## Scope",
    "## Procedure",
    "## Limits",
    "## Notes",
    "## Notes",
    "## Objectives",
    "## FAQ",
    "## Checks {#own .x}",
    "## Step 1: Open",
    "### Below",
    "# Top",
    "## *Odd* `heading` 1",
];

/// Blocks that lead to no other place of their text.
const PLAIN: usize = 12;

/// What may stand below a heading: plain things, and all that leads from one place to another.
const BLOCKS: [&str; 51] = [
    "Words of SOP-001 and SOP-002.",
    "More words,\nin two lines.  \nAnd a third.",
    "Other words & \"marks\" – *strong*, `code`.",
    "A [link](b.md), [one to a place](b.md#limits), [one to nothing](gone.md).",
    "1. **Clerk:** Open it.\n   - Record: the book\n2. Is it open?\n   - **Yes:** continue.\n   - **No:** go to step 1.\n3. Close it; stop.",
    "4. Lock it.\n5. Go to step 4.",
    "- one\n- two\n  - three",
    "- [ ] to do\n- [x] done",
    "- point\n\n  ```\n  code\n  ```",
    "| a | b |\n| --- | ---: |\n| 1 | SOP-002 |",
    "| a |\n| --- |\n| b |\n{: caption=\"Table of b\" .sortable}",
    "```flow\nflowchart TD\n  A[Start] --> B{Fine?}\n  B -->|Yes| C[SOP-002]\n```",
    "A [place](#limits), and https://example.org/ and a@example.org.",
    "Back to [the first](#step-1), as [below](#below) says.",
    "1. Open it.\n2. If not, [again](#step-1).\n3. Else see [the limits](#limits).",
    "```flow from=\"procedure\"\n```",
    "```raci\n```",
    "```raci\nTask: Open it\nClerk: R\n```",
    "```table caption=\"Of its own\"\na,b\n1,2\n```",
    "```sql\nselect 1 from t where a < 2;\n```",
    "```text\n<b> [x]: y ## no\n## no heading\n```",
    "~~~~\n```\n## none\n~~~~",
    "```faq\nQ: Why?\nA: See [it](b.md).\n```",
    "### Notes\n\nWords.",
    "### Step 1: Begin\n\nOpen.\n\n### Step 2: End\n\nClose.",
    "### Why?\n\nBecause.",
    "> [!WARNING]\n> Hot.",
    "> quoted\n> ## heading in it",
    "![picture](a.png \"t\")",
    "Term\n: What it is.",
    "Words with an id {#words}",
    "Words.\n{: .lead}",
    "{: .stray}",
    "Big\n===",
    "Middle\n---",
    "A [reference][r].",
    "[r]: b.md",
    "A note[^1].",
    "[^1]: Its text.",
    "Raw <b>words</b>.",
    "!!! note \"Mind\"\n    Hot.",
    ":::note[Mind]\n\nHot.",
    "Hot.\n\n:::",
    ":::note\nHot.\n:::",
    "```\nnever closed",
    "    ## indented\n\n---",
    "- list\n\n      ```\n      deep",
    "- list\n\n  ```\n  left\nhere",
    "- list\n\n  ```\n  left\n```",
    "   ```\n   top\n  left\n   ```",
    "1. list\n\n    ```sh\n    # deep\n    ```",
];

/// A chapter: a heading, mostly one of its own, and what stands below it, mostly plain.
fn chapter() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(&BLOCKS[..PLAIN]);
    let any = prop::sample::select(&BLOCKS[..]);
    let block = prop_oneof![20 => plain, 1 => any];
    let known = prop::sample::select(&HEADINGS[..]).prop_map(str::to_owned);
    let own = prop_oneof![9 => Just("## "), 1 => Just("## Procedure\n\n### ")];
    let own = (own, "[A-Z][a-z]{3}").prop_map(|(mark, name)| format!("{mark}{name}"));
    let heading = prop_oneof![4 => own, 1 => known];
    (heading, prop::collection::vec(block, 0..4)).prop_map(|(heading, blocks)| {
        let blocks: String = blocks.iter().map(|block| format!("{block}\n\n")).collect();
        format!("{heading}\n\n{blocks}")
    })
}

fn text(head: &str, chapters: &[String], which: &[usize]) -> String {
    let which = which
        .iter()
        .map(|at| chapters[at % chapters.len()].as_str());
    format!("{head}{}", which.collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]
    #[test]
    fn what_is_put_together_from_parts_is_what_the_whole_gives(
        chapters in prop::collection::vec(chapter(), 8),
        which in prop::collection::vec(prop::sample::subsequence((0..8).collect::<Vec<_>>(), 3..8), 2..5),
        heads in prop::collection::vec(prop_oneof![8 => Just(
            "---\nid: SOP-001\ntitle: Own\nversion: 1\n---\n\n",
        ), 1 => prop::sample::select(vec![
            "---\nid: SOP-001\ntitle: Own\nversion: 1\n---\n\n",
            "---\nid: SOP-001\ntitle: Own\nversion: 2\n---\n\n# Own\n\nAt first.\n\n",
            "---\nid: SOP-001\n---\n# Own\n\nAt first, see [limits](#limits).\n\n",
            "---\nid: SOP-002\n---\n\n",
            "Words.\n\n```kpi\nSales: 3 of 4\n```\n\n",
            "",
        ])], 5),
    ) {
        let mut texts = which.iter().zip(&heads).map(|(which, head)| text(head, &chapters, which));
        let today = texts.next().unwrap_or_default();
        compared(&today, &texts.collect::<Vec<_>>());
    }
}

#[test]
fn a_former_text_is_mostly_put_together_from_parts() {
    let head = "---\nid: SOP-001\ntitle: Own\n---\n\n";
    let scope =
        |words: &str| format!("## Scope\n\n{words} See [limits](#limits) and [below](#below).\n\n");
    let rest = BLOCKS[..PLAIN].join("\n\n");
    let rest = format!("## Limits\n\nWords.\n\n## Procedure\n\n{rest}\n\n## Below\n\nLess.\n");
    let text = |words: &str| format!("{head}{}{rest}", scope(words));
    let former = [
        text("Then."),
        text("Before."),
        text("Now.").replace("Below", "Under"),
    ];
    assert_eq!(
        compared(&text("Now."), &former),
        2,
        "a link to `#below` leads nowhere in the last"
    );
}
