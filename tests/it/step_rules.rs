//! The rules on steps: a library in a string, and what is found.

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

pub fn expect_found(codes: &[&str], text: &str, expected: Expect) {
    let built = library(&format!("{ROLES}{text}")).build();
    let found = built
        .diagnostics
        .iter()
        .filter(|one| codes.contains(&one.code.name()));
    let found: String = found
        .map(|one| {
            let help = one.help.as_deref().unwrap_or("-");
            let opener = format!("-- {} --\n", one.place.path);
            let file = text.find(&opener).map_or(0, |at| at + opener.len());
            let lines = text[file..]
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
            step-role-unknown sops/a.md:6 no role is called `Director` (add it to `roles.toml`)
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
            sop-long sops/a.md:25 `Procedure` has 21 steps (split it where the work changes hands, into parts of at most 20 steps)
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
fn steps_that_contradict_each_other_on_who_does_what_are_found() {
    expect_found(
        &["raci-contradiction"],
        "# A\n\n## Procedure\n\n1. **Clerk:** Pay.\n   - Informs: clerk\n",
        expect![[r#"
            raci-contradiction sops/a.md:6 `clerk` does or approves a step and is also informed of it (remove the weaker of the two)
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

#[test]
fn an_exit_that_leads_nowhere_is_found_once() {
    expect_found(
        &["step-target-unknown", "link-anchor-unknown"],
        "# A\n\n## Procedure\n\n1. Is it? See [the note](#note).\n   - **Yes:** go to [there](#nowhere).\n   - **No:** stop.\n",
        expect![[r#"
            link-anchor-unknown sops/a.md:5 `A` has no heading or step `#note` (link to one of its headings, or to the document as a whole)
            step-target-unknown sops/a.md:6 step 1 leads to `#nowhere`, which is no step of this procedure (give the step that is meant an id: `{#id}` at the end of its text)
        "#]],
    );
}

#[test]
fn the_paragraph_below_a_heading_ends_the_path_with_and_without_a_role() {
    expect_found(
        &["step-unreachable"],
        "# A\n\n## Procedure\n\n### Step 1: Look\n\nWait for it to stop.\n\n### Step 2: Close\n\nReturn it; stop.\n\n### Step 3: Never\n\nNever.\n",
        expect![[r#"
            step-unreachable sops/a.md:13 no path leads to step 3 (let an exit of an earlier step lead here, or take the step out)
        "#]],
    );
}

#[test]
fn rules_on_steps_are_switched_off_by_the_settings() {
    let text = "-- sopress.toml --\n[severity]\nstep-vague = \"off\"\nstep-compound = \"error\"\n-- sops/a.md --\n# A\n\n## Procedure\n\n1. Clean regularly, then dry it.\n";
    let built = library(text).build();
    let found: Vec<String> = built
        .diagnostics
        .iter()
        .filter(|one| one.code.name().starts_with("step-"))
        .map(|one| format!("{}[{}]", one.severity.name(), one.code))
        .collect();
    assert_eq!(found, ["error[step-compound]"]);
}

#[test]
fn a_label_before_an_arrow_is_a_label() {
    expect_found(
        &[
            "step-exit-unlabelled",
            "step-decision-one-exit",
            "step-unreachable",
        ],
        "# A\n\n## Procedure\n\n1. Is it?\n   - Yes → continue\n   - No -> go to step 3\n2. Do it; stop.\n3. Ask.\n",
        expect![[r#""#]],
    );
}

#[test]
fn the_case_that_a_lone_exit_leaves_out_goes_on() {
    expect_found(
        &["step-decision-one-exit", "step-unreachable", "step-no-end"],
        "# A\n\n## Procedure\n\n1. Look. {#look}\n2. See the patient.\n   - If allergic: go to [step 1](#look)\n3. File it.\n",
        expect![[r#"
            step-decision-one-exit sops/a.md:7 step 2 decides, but has one exit: `If allergic` (say what to do in the other case, or write the step without exits)
        "#]],
    );
}

#[test]
fn a_plain_step_that_leads_to_no_step_or_round_in_a_circle_is_found() {
    expect_found(
        &["step-target-unknown", "step-unreachable", "step-no-end"],
        "# A\n\n## Procedure\n\n1. Pick; if one is missing, go to step 9.\n2. Pack it and go back to step 1.\n3. Close.\n",
        expect![[r#"
            step-no-end sops/a.md:5 no path through `Procedure` comes to an end (let one exit end in `stop`, or lead on to another document)
            step-target-unknown sops/a.md:5 step 1 leads to step 9, which is no step of this procedure (the procedure has steps 1 to 3)
            step-unreachable sops/a.md:7 no path leads to step 3 (let an exit of an earlier step lead here, or take the step out)
        "#]],
    );
}
