//! The rules about blocks, charts and objectives: a library in a string, findings out.

use expect_test::expect;

use crate::step_rules::expect_found;

#[test]
fn an_objective_without_measure_target_or_date_is_found() {
    expect_found(
        &["objective-unspecific"],
        "---\nid: SOP-001\ntitle: A\n---\n## Objectives\n\n- Be quick.\n- **Answer.** Measure: hours. Target: 4. By: 31 March 2027.\n",
        expect![[r#"
            objective-unspecific sops/a.md:7 an objective does not say what is measured, what the target is or by when (write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`)
        "#]],
    );
}

#[test]
fn a_data_file_that_is_missing_or_wrong_is_found_at_its_place() {
    expect_found(
        &[
            "table-source-missing",
            "table-row-ragged",
            "table-csv-invalid",
        ],
        "# A\n\n```table src=\"data/tier.csv\"\n```\n\n```table src=\"data/bad.csv\"\n```\n-- data/tiers.csv --\na,b\n1,2\n-- data/bad.csv --\na,b\n1\n",
        expect![[r#"
            table-row-ragged data/bad.csv:2 a row has 1 cell, the header has 2 (put cells that contain the separator in double quotes; leave empty cells empty)
            table-source-missing sops/a.md:3 there is no data file `data/tier.csv` (did you mean `data/tiers.csv`?)
        "#]],
    );
}

#[test]
fn a_fault_in_a_chart_is_told_at_its_line_in_the_file() {
    expect_found(
        &[
            "flow-syntax",
            "flow-kind",
            "flow-decision-one-exit",
            "flow-exit-unlabelled",
            "flow-unreachable",
            "flow-link",
            "link-unknown",
        ],
        "# A\n\n> ```flow\n> flowchart TD\n>   A[open --> B\n> ```\n\n- x\n\n  ```mermaid\n  flowchart LR\n    A --> B{Why?}\n    B --> C\n    click A \"nowhere.md\"\n    click C \"javascript:x\"\n  ```\n\n```mermaid\nsequenceDiagram\nA->>B: x\n```\n\n```mermaid\nsequenceDiagram\nA->>B: y\n```\n",
        expect![[r#"
            flow-syntax sops/a.md:5 `[` is never closed (close it with `]`)
            link-unknown sops/a.md:12 there is no file `nowhere.md` (create it, or fix the link)
            flow-decision-one-exit sops/a.md:12 `Why?` is a decision with fewer than two exits (add the other exit, or write it as a box)
            flow-link sops/a.md:15 this link is left out: it could run a script or leads to an unknown scheme (link to a page, `https:` or `mailto:`)
            flow-kind sops/a.md:19 a `sequenceDiagram` diagram is not drawn; its source is shown (draw it as a flowchart, or add an image of it)
        "#]],
    );
}

#[test]
fn links_in_answers_are_checked_at_their_place() {
    expect_found(
        &["link-unknown", "faq-format"],
        "# A\n\n```faq\nQ: Why?\nA: See\n  [that](nowhere.md).\n\nQ: And?\n```\n",
        expect![[r#"
            link-unknown sops/a.md:6 there is no file `nowhere.md` (create it, or fix the link)
            faq-format sops/a.md:8 `And?` has no answer (write it on a line that starts with `A:`)
        "#]],
    );
}

#[test]
fn a_chart_that_leads_to_a_retired_document_or_nowhere_is_found() {
    expect_found(
        &[
            "flow-retired",
            "flow-dead-end",
            "flow-style",
            "block-attribute-unknown",
        ],
        "# A\n\n```flow captoin=\"x\"\nflowchart LR\n  A --> B([End])\n  A --> C\n  click A \"old.md\"\n  style A fill:#123456\n```\n-- sops/old.md --\n---\nid: SOP-009\nstatus: retired\n---\n",
        expect![[r#"
            block-attribute-unknown sops/a.md:3 a `flow` block has no attribute `captoin` (did you mean `caption`?)
            flow-retired sops/a.md:5 `SOP-009` is retired (link to what is in force, or remove the link)
            flow-dead-end sops/a.md:6 `C` leads nowhere and is not shaped like an end (write an end as `id([text])`, or add an arrow to the next step)
            flow-style sops/a.md:8 this colour is replaced by the nearest tone of the site (-)
        "#]],
    );
}

#[test]
fn blocks_that_are_empty_or_hold_what_they_cannot_are_found_at_their_cell() {
    expect_found(
        &[
            "block-attribute-value",
            "block-empty",
            "contact-reach-missing",
            "table-cell-type",
            "table-column-unknown",
        ],
        "# A\n\n```flow from=\"steps\"\n```\n\n```faq\n```\n\n```contacts\nwho,role,for what,how to reach,when to escalate\nAnn,Clerk,notes,,\n```\n\n```kpi\nmetric,target,actual,unit,period,direction\nLeads,ten,4,leads,Q1,up\n```\n\n```table columns=\"Tier, Prize\"\nTier,Price\nA,1\n```\n",
        expect![[r#"
            block-attribute-value sops/a.md:3 `from` is `steps` (write `from="procedure"`, or the chart in the block)
            block-empty sops/a.md:6 a `faq` block has no questions (start each with `Q:` and its answer with `A:`)
            contact-reach-missing sops/a.md:11 `Ann` has no address or number (give an address or a number under `how to reach`)
            table-cell-type sops/a.md:16 `target` is `ten`, which is not a number (write a number)
            table-column-unknown sops/a.md:19 the table has no column `Prize` (did you mean `Price`?)
        "#]],
    );
}

#[test]
fn a_matrix_in_which_nobody_answers_or_acts_is_found() {
    expect_found(
        &[
            "raci-accountable",
            "raci-letter-unknown",
            "raci-responsible-missing",
        ],
        "# A\n\n```raci\ntask,Clerk,Manager\nPay,R,\nFile,,A\nSort,A/R,X\n```\n",
        expect![[r#"
            raci-accountable sops/a.md:5 nobody is accountable for `Pay` (name the one role that is accountable)
            raci-responsible-missing sops/a.md:6 nobody is responsible for `File` (name the role that does it)
            raci-letter-unknown sops/a.md:7 `X` is not R, A, C or I (write R, A, C or I, or leave the cell empty)
        "#]],
    );
}

#[test]
fn a_role_in_a_matrix_or_among_contacts_that_is_not_listed_is_found_at_its_cell() {
    expect_found(
        &["role-unknown"],
        "# A\n\n```raci\ntask,Clerk,Manger\nPay,R,A\nFile,R,A\n```\n\n```raci\ntask,responsible,accountable\nPay,Clrk; Clerk,Manager\n```\n\n```contacts\nrole,how to reach\nDirector,12\nclerk,34\n,56\n```\n",
        expect![[r#"
            role-unknown sops/a.md:4 a task is given to `Manger`, which is not a role in `roles.toml` (did you mean `Manager`?)
            role-unknown sops/a.md:11 a task is given to `Clrk`, which is not a role in `roles.toml` (did you mean `Clerk`?)
            role-unknown sops/a.md:16 a contact is `Director`, which is not a role in `roles.toml` (add it to `roles.toml`)
        "#]],
    );
}

#[test]
fn the_rows_of_a_table_of_objectives_are_held_to_the_same_rule() {
    expect_found(
        &["objective-unspecific"],
        "---\nid: SOP-001\ntitle: A\n---\n## Objectives\n\n| Objective | Measure | Target | By |\n|---|---|---|---|\n| Fast | hours | 4 | 2027 |\n| Faster | hours | fewer | 2027 |\n\n```table\nobjective,measure,target,by\nSell,sales,12,soon\nBuy,,3,March 2027\n```\n",
        expect![[r#"
            objective-unspecific sops/a.md:10 an objective does not say how much `fewer` is (write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`)
            objective-unspecific sops/a.md:14 an objective does not say when `soon` is (write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`)
            objective-unspecific sops/a.md:15 an objective does not say what is measured (write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`)
        "#]],
    );
}

#[test]
fn a_target_that_is_no_figure_is_no_target() {
    expect_found(
        &["objective-unspecific"],
        "---\nid: SOP-001\ntitle: A\n---\n## Objectives\n\n- **Sell.** Measure: sales. Target: more. By: soon.\n- **Calm.** Measure: complaints. Target: none. By: March 2027.\n",
        expect![[r#"
            objective-unspecific sops/a.md:7 an objective does not say how much `more` is or when `soon` is (write `**Objective.** Measure: …. Target: …. By: 31 March 2027.`)
        "#]],
    );
}

#[test]
fn a_kind_of_diagram_that_is_not_drawn_is_told_once() {
    expect_found(
        &["flow-kind"],
        "# A\n\n```mermaid\ngantt\n title x\n```\n\n```mermaid\ngantt\n title y\n```\n\n```mermaid\n%% a comment\nsequenceDiagram\nA->>B: x\n```\n",
        expect![[r#"
            flow-kind sops/a.md:4 a `gantt` diagram is not drawn; its source is shown (draw it as a flowchart, or add an image of it)
            flow-kind sops/a.md:15 a `sequenceDiagram` diagram is not drawn; its source is shown (draw it as a flowchart, or add an image of it)
        "#]],
    );
}

#[test]
fn a_header_that_lacks_a_column_is_one_finding() {
    expect_found(
        &["block-empty", "table-column-unknown"],
        "# A\n\n```kpi\nmetric,target\nA,2\n```\n\n```scores\n```\n",
        expect![[r#"
            table-column-unknown sops/a.md:4 the column `actual` is missing (the header needs the columns metric, target, actual)
            block-empty sops/a.md:8 a `scores` block has no rows (write a header line and a line for each row, or set `src="data/….csv"`)
        "#]],
    );
}

#[test]
fn the_word_of_a_block_that_is_misspelt_is_found_with_the_one_that_is_meant() {
    expect_found(
        &["code-language-unknown"],
        "# A\n\n```tabel\na,b\n```\n\n```zorg\nx\n```\n",
        expect![[r#"
            code-language-unknown sops/a.md:3 `tabel` is no language that can be highlighted (did you mean the block `table`?)
            code-language-unknown sops/a.md:7 `zorg` is no language that can be highlighted (write `text` to show it plain)
        "#]],
    );
}

#[test]
fn objectives_in_a_data_file_are_held_to_the_same_rule() {
    expect_found(
        &["objective-unspecific"],
        "---\nid: SOP-001\ntitle: A\n---\n## Objectives\n\n```table src=\"data/aims.csv\"\n```\n\n## Else\n\n```table src=\"data/other.csv\"\n```\n-- data/aims.csv --\nobjective;measure;target;by\nSell;sales;12;31 March 2027\nSell more;sales;more;\n-- data/other.csv --\na;b\n1;2\n",
        expect![[r#"
            objective-unspecific data/aims.csv:3 an objective does not say how much `more` is or by when (fill the columns `measure`, `target` and `by`)
        "#]],
    );
}

#[test]
fn a_fault_in_a_data_file_that_two_blocks_read_is_told_once() {
    expect_found(
        &["table-row-ragged"],
        "# A\n\n```table src=\"data/bad.csv\"\n```\n\n```table src=\"data/bad.csv\" sort\n```\n-- data/bad.csv --\na,b\n1\n",
        expect![[r#"
            table-row-ragged data/bad.csv:2 a row has 1 cell, the header has 2 (put cells that contain the separator in double quotes; leave empty cells empty)
        "#]],
    );
}
