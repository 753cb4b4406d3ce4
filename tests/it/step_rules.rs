//! The rules on steps, blocks and objectives: a library in a string, and what is found.

use expect_test::{Expect, expect};

use crate::library::library;

const ROLES: &str = "-- roles.toml --
[[roles]]
id = \"clerk\"
name = \"Clerk\"

[[roles]]
id = \"manager\"
name = \"Manager\"
-- sops/a.md --
";

fn expect_found(codes: &[&str], text: &str, expected: Expect) {
    let built = library(&format!("{ROLES}{text}")).build();
    let found = built
        .diagnostics
        .iter()
        .filter(|one| codes.contains(&one.code.name()));
    let found: String = found
        .map(|one| {
            let help = one.help.as_deref().unwrap_or("-");
            let lines = text
                .get(..one.place.span.start)
                .map_or(0, |before| before.matches('\n').count() + 1);
            format!(
                "{} {}:{lines} {} ({help})\n",
                one.code, one.place.path, one.message
            )
        })
        .collect();
    expected.assert_eq(&found);
}

#[test]
fn a_target_that_is_no_step_is_found() {
    expect_found(
        &["step-target-unknown", "step-target-ambiguous"],
        "# A\n\n## Procedure\n\n1. Is it?\n   - **Yes:** go to step 7.\n   - **No:** go to [there](#reutrn).\n2. Back. {#return}\n",
        expect![[r#"
            step-target-unknown sops/a.md:6 step 1 leads to step 7, which is no step of this procedure (the procedure has steps 1 to 2)
            step-target-unknown sops/a.md:7 step 1 leads to `#reutrn`, which is no step of this procedure (did you mean `#return`?)
        "#]],
    );
}

#[test]
fn a_number_that_two_steps_have_is_ambiguous() {
    expect_found(
        &["step-target-ambiguous"],
        "# A\n\n### Step 1: Ask?\n\n- **Yes:** continue\n- **No:** go to step 2\n\n### Step 2: b\n\n### Step 2: c\n",
        expect![[r#"
            step-target-ambiguous sops/a.md:6 step 1 leads to step 2, and several steps are called so (give the step that is meant an id (`{#id}`) and link to it)
        "#]],
    );
}

#[test]
fn a_step_that_no_path_leads_to_is_found() {
    expect_found(
        &["step-unreachable"],
        "# A\n\n## Procedure\n\n1. Do it; stop.\n2. Never.\n",
        expect![[r#"
            step-unreachable sops/a.md:6 no path leads to step 2 (let an exit of an earlier step lead here, or take the step out)
        "#]],
    );
}

#[test]
fn a_procedure_without_an_end_is_found() {
    expect_found(
        &["step-no-end"],
        "# A\n\n## Procedure\n\n1. Go.\n2. Is it?\n   - **Yes:** go to step 1.\n   - **No:** go to step 2.\n",
        expect![[r#"
            step-no-end sops/a.md:5 no path through `Procedure` comes to an end (let one exit end in `stop`, or lead on to another document)
        "#]],
    );
}

#[test]
fn a_decision_with_one_exit_and_an_exit_without_a_label_are_found() {
    expect_found(
        &["step-decision-one-exit", "step-exit-unlabelled"],
        "# A\n\n## Procedure\n\n1. Is it?\n   - **Yes:** continue.\n2. And this?\n   - **Yes:** continue.\n   - Carry on.\n3. End.\n",
        expect![[r#"
            step-decision-one-exit sops/a.md:6 step 1 decides, but has one exit: `Yes` (say what to do in the other case, or write the step without exits)
            step-exit-unlabelled sops/a.md:9 an exit of step 2 does not say when to take it (open it with the case in bold: `**Yes:** …`)
        "#]],
    );
}

#[test]
fn a_role_that_is_not_declared_is_found_with_the_one_that_is_meant() {
    expect_found(
        &["step-role-unknown"],
        "# A\n\n## Procedure\n\n1. **Clrek:** Do it.\n   - Informs: Manager, Director\n2. **Never** do **that:** twice.\n",
        expect![[r#"
            step-role-unknown sops/a.md:5 no role is called `Clrek` (did you mean `Clerk`?)
            step-role-unknown sops/a.md:6 no role is called `Director` (declare it in `roles.toml`)
        "#]],
    );
}

#[test]
fn a_step_that_two_roles_approve_is_found() {
    expect_found(
        &["step-accountable-many"],
        "# A\n\n## Procedure\n\n1. **Clerk:** Pay.\n   - Approves: Manager and Clerk\n",
        expect![[r#"
            step-accountable-many sops/a.md:6 step 1 is approved by `Manager` and `Clerk` (leave the one role that answers for it; name the others under `Consulted:`)
        "#]],
    );
}

#[test]
fn vague_double_and_long_steps_are_hinted_at() {
    let long = "word ".repeat(51);
    expect_found(
        &["step-vague", "step-compound", "step-long"],
        &format!(
            "# A\n\n## Procedure\n\n1. Clean as appropriate.\n2. Weigh it, then write it down.\n3. {long}\n"
        ),
        expect![[r#"
            step-vague sops/a.md:5 step 1 says `as appropriate` (say which case, how often, how much or by when)
            step-compound sops/a.md:6 step 2 asks for two things; the second begins with `then write` (make it two steps: one step, one action)
            step-long sops/a.md:7 step 3 has 51 words (keep to 50: move facts to `Tools:`, `Record:` or `Time:`, or split the step)
        "#]],
    );
}

#[test]
fn a_procedure_of_too_many_steps_is_hinted_at() {
    let steps: String = (1..=21)
        .map(|step| format!("{step}. Do {step}.\n"))
        .collect();
    expect_found(
        &["sop-long"],
        &format!("# A\n\n## Procedure\n\n{steps}"),
        expect![[r#"
        sop-long sops/a.md:25 `Procedure` has 21 steps (split it where the work changes hands, at 20 steps or fewer)
    "#]],
    );
}

#[test]
fn an_abbreviation_is_asked_for_once_unless_it_is_written_out() {
    expect_found(
        &["abbreviation-undefined"],
        "---\nid: SOP-001\ntitle: A\n---\nThe CRM and the CRM. A key figure (KPI), one KPI. An ISO.\n",
        expect![[r#"
            abbreviation-undefined sops/a.md:5 `CRM` is not explained (write it out once, `… (CRM)`, or add it to glossary.toml)
        "#]],
    );
}

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
fn steps_that_contradict_each_other_on_who_does_what_are_found() {
    expect_found(
        &["raci-contradiction"],
        "# A\n\n## Procedure\n\n1. **Clerk:** Pay.\n   - Informs: clerk\n",
        expect![[r#"
            raci-contradiction sops/a.md:6 `clerk` does or approves a step and is also informed of it (leave the weaker part out)
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
            table-row-ragged data/bad.csv:2 a row has 1 cell, the header has 2 (put a cell that holds the separator in double quotes, and leave empty cells empty)
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
            link-unknown sops/a.md:12 there is no file `nowhere.md` (create it, or mend the link)
            flow-decision-one-exit sops/a.md:12 `Why?` is a decision with fewer than two exits (draw what happens in the other case, or draw it as a box)
            flow-link sops/a.md:15 this link is left out: it could run a script or leads to an unknown scheme (link to a page, `https:` or `mailto:`)
            flow-kind sops/a.md:19 a `sequenceDiagram` diagram is not drawn; its source is shown (draw it as a flowchart, or add a picture of it)
        "#]],
    );
}

#[test]
fn links_in_answers_are_checked_at_their_place() {
    expect_found(
        &["link-unknown", "faq-format"],
        "# A\n\n```faq\nQ: Why?\nA: See\n  [that](nowhere.md).\n\nQ: And?\n```\n",
        expect![[r#"
            link-unknown sops/a.md:6 there is no file `nowhere.md` (create it, or mend the link)
            faq-format sops/a.md:8 `And?` has no answer (write it on a line that begins with `A:`)
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
            flow-dead-end sops/a.md:6 `C` leads nowhere and has not the shape of an end (draw an end as `id([text])`, or let it lead on)
            flow-style sops/a.md:8 a colour in the text is drawn in the nearest tone of the site (-)
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
            block-attribute-value sops/a.md:3 a chart cannot be drawn from `steps` (write `from="procedure"`, or the chart itself)
            block-empty sops/a.md:6 a `faq` block has no questions (begin each with `Q:`, its answer with `A:`)
            contact-reach-missing sops/a.md:11 `Ann` cannot be reached (give an address or a number under `how to reach`)
            table-cell-type sops/a.md:16 `target` is `ten`, which is no number (write a number)
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
            raci-accountable sops/a.md:5 nobody is accountable for `Pay` (name the one role that answers for it)
            raci-responsible-missing sops/a.md:6 nobody is responsible for `File` (name who does it)
            raci-letter-unknown sops/a.md:7 `X` is no part in a task (write R, A, C or I, or leave the cell empty)
        "#]],
    );
}

#[test]
fn the_paragraph_below_a_heading_is_part_of_its_step() {
    let long = "word ".repeat(60);
    expect_found(
        &["step-vague", "step-compound", "step-long"],
        &format!(
            "# A\n\n### Step 1: Clean\n\nClean it regularly.\n\n### Step 2: Weigh\n\n**Clerk:** Weigh it, then record the weight.\n\n### Step 3: Read\n\n{long}\n\n### Step 4: Close\n\n**Note:** as needed.\n"
        ),
        expect![[r#"
            step-vague sops/a.md:3 step 1 says `regularly` (say which case, how often, how much or by when)
            step-compound sops/a.md:7 step 2 asks for two things; the second begins with `then record` (make it two steps: one step, one action)
            step-long sops/a.md:11 step 3 has 61 words (keep to 50: move facts to `Tools:`, `Record:` or `Time:`, or split the step)
        "#]],
    );
}

#[test]
fn a_question_below_a_heading_has_exits_with_and_without_bold_labels() {
    expect_found(
        &[
            "step-exit-unlabelled",
            "step-decision-one-exit",
            "step-unreachable",
        ],
        "# A\n\n### Step 1: Form\n\nIs the form complete?\n\n- Yes: go to step 3.\n- continue.\n\n### Step 2: Ask\n\nAsk.\n\n### Step 3: File\n\nIs it filed?\n\n- No: go to step 2.\n",
        expect![[r#"
            step-exit-unlabelled sops/a.md:8 an exit of step 1 does not say when to take it (open it with the case in bold: `**Yes:** …`)
            step-decision-one-exit sops/a.md:18 step 3 decides, but has one exit: `No` (say what to do in the other case, or write the step without exits)
        "#]],
    );
}

#[test]
fn a_fence_is_no_prose_in_which_to_explain_an_abbreviation() {
    expect_found(
        &["abbreviation-undefined"],
        "---\nid: SOP-A-1\n---\n# A\n\n```mermaid\nflowchart TD\n  A{{{[x\n```\n\n```table\nname,unit\nDose,MGL\n```\n\n```sh\nexport QRS = 1\n```\n\n```faq\nQ: Who is told?\nA: The DPO.\n```\n\nRead MGL again.\n",
        expect![[r#"
            abbreviation-undefined sops/a.md:22 `DPO` is not explained (write it out once, `… (DPO)`, or add it to glossary.toml)
            abbreviation-undefined sops/a.md:25 `MGL` is not explained (write it out once, `… (MGL)`, or add it to glossary.toml)
        "#]],
    );
}
