//! Steps, charts and tables as readers get them: a library in a string, a part of a page out.

use std::fmt::Write as _;

use expect_test::expect;

use crate::library::library;

/// From the first `from` up to and including the next `to`.
fn part(page: &str, from: &str, to: &str) -> String {
    let start = page
        .find(from)
        .unwrap_or_else(|| panic!("no `{from}` in {page}"));
    let end = page[start..]
        .find(to)
        .unwrap_or_else(|| panic!("no `{to}` after `{from}` in {page}"));
    page[start..start + end + to.len()].to_owned()
}

fn page(text: &str) -> String {
    library(&format!("-- a.md --\n# A\n\n{text}\n-- b.md --\n# B\n")).page("a.html")
}

#[test]
fn a_markdown_table_gets_the_tools_that_its_author_asks_for() {
    let page = page(
        "## Fees\n\n| Item | Fee | Since |\n|---|---|---|\n| Tea | £1,200.50 | 2026-01-31 |\n| Cake | – | 2026-02-01 |\n{: .sortable .filterable caption=\"What it costs\"}\n",
    );
    let figure = part(&page, "<figure class=\"block block-table\"", "</figure>");
    assert!(figure.contains(" data-table data-sortable data-filterable>"));
    assert!(figure.contains("<figcaption>What it costs</figcaption>"));
    assert!(figure.contains("<input type=\"search\" data-filter"));
    assert!(figure.contains("role=\"region\" tabindex=\"0\" aria-label=\"What it costs\""));
    expect![[r#"
        <thead>
        <tr><th scope="col" data-type="text">Item</th><th scope="col" data-type="number" class="is-number">Fee</th><th scope="col" data-type="date" class="is-date">Since</th></tr>
        </thead>
        <tbody>
        <tr><td>Tea</td><td data-value="1200.5" class="is-number">£1,200.50</td><td class="is-date">2026-01-31</td></tr>
        <tr><td>Cake</td><td class="is-number">–</td><td class="is-date">2026-02-01</td></tr>
        </tbody>"#]]
    .assert_eq(&part(&figure, "<thead>", "</tbody>"));
    assert!(!page.contains("{:"));
}

#[test]
fn a_markdown_table_keeps_its_tools_beside_raw_html() {
    let page = page(
        "Press <kbd>F1</kbd>.\n\n| N |\n|---|\n| 1 |\n{: .sortable}\n\n<figure data-table><b>x</b></figure>\n",
    );
    let figure = part(
        &page,
        "<figure class=\"block block-table\" data-table data-sortable>",
        "</figure>",
    );
    assert!(figure.contains("data-table-tools") && figure.contains("data-type=\"number\""));
    assert_eq!(page.matches("data-sortable").count(), 1);
}

#[test]
fn a_markdown_table_without_a_wish_is_a_table_alone() {
    let page = page("| A | B |\n|---|:-:|\n| x | 1 |\n");
    assert!(!page.contains("data-table-tools") && !page.contains("block-table"));
    assert!(page.contains("<td class=\"center\">1</td>"));
}

#[test]
fn regions_without_a_caption_are_named_apart() {
    let page = page(
        "## Prices\n\n| A |\n|---|\n| 1 |\n\n```table\na\n1\n```\n\n```flow\nflowchart TD\na --> b\n```\n\n```flow\nflowchart TD\na --> b\n```\n",
    );
    let names: Vec<&str> = page
        .match_indices("role=\"region\" tabindex=\"0\" aria-label=\"")
        .map(|(at, mark)| page[at + mark.len()..].split('"').next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Prices",
            "Table: Prices (2)",
            "Flowchart: Prices (3)",
            "Flowchart: Prices (4)"
        ]
    );
}

#[test]
fn no_id_of_a_block_is_that_of_a_heading() {
    let page = page(
        "## Block 1\n\n## Block 1 t\n\n```flow\nflowchart TD\na --> b\n```\n\n## Page block 1\n",
    );
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(ids.contains(&"block-1") && ids.contains(&"page:block-1-t"));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn the_first_page_has_the_script_of_blocks_where_its_text_holds_one() {
    let home =
        |text: &str| library(&format!("-- index.md --\n# Home\n\n{text}\n")).page("index.html");
    assert!(home("```table sort\na\n1\n```").contains("assets/blocks.js"));
    assert!(home("| a |\n|---|\n| 1 |\n{: .sortable}").contains("assets/blocks.js"));
    assert!(!home("Welcome.").contains("assets/blocks.js"));
}

#[test]
fn a_warning_stands_before_the_action_however_it_is_written() {
    let page = page(
        "## Procedure\n\n1. Open the valve.\n   - Warning: hot steam\n   - Tools: gloves\n\n   > [!CAUTION]\n   > Stand aside.\n\n   > [!NOTE]\n   > It squeaks.\n\n### After\n",
    );
    let page = part(&page, "<ol class=\"steps\"", "</ol>");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no `{words}`"));
    assert!(at("hot steam") < at("Open the valve."));
    assert!(at("Stand aside.") < at("Open the valve."));
    assert!(at("It squeaks.") > at("Open the valve."));
}

#[test]
fn a_warning_below_the_heading_of_a_step_leaves_its_role_alone() {
    let page = library(
        "-- roles.toml --\n[[role]]\nname = \"Fitter\"\n-- a.md --\n# A\n\n### Step 1: Open\n\n> [!WARNING]\n> Hot.\n\n**Fitter:** Open the valve.\n\n### Step 2: Close\n\nClose it.\n-- b.md --\n# B\n",
    )
    .page("a.html");
    let step = part(&page, "<li class=\"step\"", "</li>");
    assert!(step.contains(">Fitter</"), "{step}");
    assert!(step.find("Hot.").unwrap() < step.find("Open</").unwrap_or(usize::MAX));
}

#[test]
fn a_chart_that_is_not_drawn_is_shown_and_not_found_by_search() {
    let built = library(
        "-- a.md --\n# A\n\n```mermaid\nflowchart TD\n  A[zzbroken --> B\n```\n\n```mermaid\nsequenceDiagram\nA->>B: zzother\n```\n\n```flow\nflowchart TD\nA[zzdrawn] --> B\n```\n",
    )
    .build();
    let holds = |prefix: &str, word: &str| {
        built.site.iter().any(|(route, content)| {
            let sopress::pipeline::Content::Bytes(bytes) = content else {
                return false;
            };
            route.as_str().starts_with(prefix) && String::from_utf8_lossy(bytes).contains(word)
        })
    };
    for word in ["zzbroken", "zzother"] {
        assert!(holds("a.html", word) && !holds("search/", word), "{word}");
    }
    assert!(holds("a.html", "zzdrawn") && holds("search/", "zzdrawn"));
    assert!(holds(
        "a.html",
        "sequenceDiagram: this type of diagram cannot be drawn"
    ));
}

#[test]
fn a_chart_is_named_described_and_followed_by_the_same_flow_in_words() {
    let page = page(
        "```flow caption=\"Intake\"\nflowchart TD\na[Look] --> b{Ok?}\nb -->|yes| c([End])\nb -->|no| a\n```\n\n```flow\nflowchart TD\naccDescr: How it goes\na --> b\n```\n",
    );
    let svg = part(&page, "<svg class=\"flow", "</svg>");
    assert!(svg.contains(
        "role=\"img\" aria-labelledby=\"page:block-1-t\" aria-describedby=\"page:block-1-d\""
    ));
    assert!(svg.contains("<title id=\"page:block-1-t\">Intake</title>"));
    assert!(svg.contains("<desc id=\"page:block-1-d\">3 boxes, 3 arrows. "));
    assert!(page.contains("<desc id=\"page:block-2-d\">How it goes</desc>"));
    let words = part(&page, "<details class=\"chart-text\">", "</details>");
    assert!(
        words.contains("<strong>no</strong>: <a href=\"#page:block-1-text-1\">go to step 1</a>")
    );
}

#[test]
fn figures_are_compared_in_number_per_cent_and_words_with_a_picture() {
    let page = page(
        "```kpi\nmetric,target,actual,unit,direction\nMargin,38,39.6,%,up\nLate,4,5,working days,down\nRevenue,1000,,£,up\n```\n",
    );
    let row = |metric: &str| {
        let row = part(&page, &format!("<th scope=\"row\">{metric}"), "</tr>");
        let mut out = String::new();
        let mut in_tag = false;
        for c in row.chars() {
            match c {
                '<' => in_tag = true,
                '>' => {
                    in_tag = false;
                    out.push('|');
                }
                c if !in_tag => out.push(c),
                _ => {}
            }
        }
        let cells: Vec<String> = out
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .collect();
        cells.join(" | ")
    };
    assert_eq!(
        row("Margin"),
        "Margin | On target | 38 % | 39.6 % | +1.6 points | (+4.2 %)"
    );
    assert_eq!(
        row("Late"),
        "Late | Well above the limit | 4 | working days | 5 | working days | +1 | (+25.0 %)"
    );
    assert_eq!(row("Revenue"), "Revenue | Not measured yet | £1,000 | –");
    assert!(page.contains("aria-label=\"39.6 against a target of 38\""));
}

#[test]
fn a_step_that_names_the_next_one_by_its_number_links_to_it() {
    let page = page(
        "## Procedure\n\n1. Is it?\n   - **Yes:** continue\n   - **No:** put it right, then go to step 3.\n2. Mend it and go back to step 1.\n3. File it.\n",
    );
    expect![[r##"
        <ul class="exits">
        <li class="exit"><span class="exit-label">Yes</span> <span class="exit-way">continue</span></li>
        <li class="exit"><span class="exit-label">No</span> <span class="exit-way">put it right, then <a class="exit-step" href="#step-3">go to step 3</a>.</span></li>
        </ul>"##]].assert_eq(&part(&page, "<ul class=\"exits\">", "</ul>"));
    expect![[r##"<div class="step-text">Mend it and <a class="exit-step" href="#step-1">go back to step 1</a>.<a class="anchor""##]].assert_eq(&part(
        &page[page.find("id=\"step-2\"").unwrap()..],
        "<div class=\"step-text\">",
        "<a class=\"anchor\"",
    ));
}

#[test]
fn the_roles_of_a_matrix_stand_in_the_order_of_its_header() {
    let page = page("```raci\ntask,Manager,Clerk,Driver\nBill,,R,\nShip,A,,R\n```\n");
    let head = part(&page, "<thead>", "</thead>");
    let at = |role: &str| head.find(role).unwrap();
    assert!(at("Manager") < at("Clerk") && at("Clerk") < at("Driver"));
}

#[test]
fn a_block_without_its_data_file_shows_how_it_was_asked_for() {
    let page = page("```table src=\"data/none.csv\"\n```\n");
    let shown = part(&page, "<figure class=\"block block-source", "</figure>");
    assert!(
        shown.contains("```table src=&quot;data/none.csv&quot;"),
        "{shown}"
    );
}

#[test]
fn many_roles_with_long_names_stand_upright_and_few_do_not() {
    let table = |roles: &str| {
        let text = format!("```raci\ntask,{roles}\nBill,R,A\n```\n");
        part(&page(&text), "<table", ">")
    };
    let long =
        "Coordinator,Administrator,Commercial Director,Receptionist,Forklift Driver,Safety Officer";
    assert_eq!(table(long), "<table class=\"raci is-upright\">");
    assert_eq!(table("Coordinator,Administrator"), "<table class=\"raci\">");
}

#[test]
fn a_chart_too_large_for_a_page_is_printed_in_legible_parts() {
    let mut steps = String::new();
    for step in 1..=20 {
        let role = ["Clerk", "Buyer", "Driver", "Manager", "Director"][step % 5];
        let _ = writeln!(
            steps,
            "{step}. **{role}:** Do the thing that comes as number {step}."
        );
    }
    let page = page(&format!(
        "```flow from=\"procedure\"\n```\n\n## Procedure\n\n{steps}"
    ));
    let figure = part(&page, "<figure class=\"block block-chart", "</figure>");
    assert!(figure.starts_with("<figure class=\"block block-chart is-wide in-parts\">"));
    let parts = part(&figure, "<div class=\"chart-parts\">", "</div>");
    let count = parts.matches("role=\"img\"").count();
    assert!(count >= 2, "{parts}");
    for number in 1..=count {
        assert!(parts.contains(&format!(" {number}/{count}\"")), "{parts}");
    }
    // The page has the whole chart once, under the id that the parts show; each part has the headings.
    let shown = part(&parts, "<use href=\"#", "-all");
    let id = shown.trim_start_matches("<use href=\"#");
    assert_eq!(figure.matches(&format!(" id=\"{id}\"")).count(), 1);
    assert_eq!(parts.matches("Director</text>").count(), count - 1);
}

#[test]
fn a_chart_that_fits_on_a_page_is_printed_as_it_is() {
    let page = page("```flow\nflowchart TD\n  A([a]) --> B([b])\n```\n");
    let figure = part(&page, "<figure class=\"block block-chart", "</figure>");
    assert!(figure.starts_with("<figure class=\"block block-chart\">"));
    assert!(!figure.contains("chart-parts") && !figure.contains("-all"));
}
