//! How procedures are read that their authors wrote without knowing sopress: for each kind a text, and
//! who acts and where each answer leads as a careful reader understands it.

use std::fmt::Write as _;

use sopress::parse::steps::{ExitTarget, Procedure, Step};
use sopress::parse::{Parsed, Sop};

use crate::step_rules::expect_found;
use crate::steps::{read_with, reading};
use expect_test::expect;

const ROLES: [&str; 6] = [
    "Baker",
    "Shop assistant",
    "Manager",
    "Bäcker",
    "Boulanger",
    "Panadero",
];

fn said(sop: &Sop, procedure: &Procedure, step: &Step) -> String {
    let mut out = step.name.clone();
    if let Some(role) = step.actor(&sop.role_mentions) {
        let _ = write!(out, " {}", role.value);
    }
    for exit in &step.exits {
        let to = match &exit.target {
            ExitTarget::Continue => "next".to_owned(),
            ExitTarget::Stop => "end".to_owned(),
            ExitTarget::Step(at) => procedure.steps[*at].name.clone(),
            ExitTarget::Link(link) => sop.links[*link].target.clone(),
            ExitTarget::Elsewhere(heading) => heading.clone(),
            ExitTarget::Number(_) | ExitTarget::Anchor(_) | ExitTarget::Unclear => "?".to_owned(),
        };
        let _ = write!(out, " [{}>{to}]", exit.label.value);
    }
    out
}

fn summary(parsed: &Parsed) -> String {
    let sop = &parsed.sop;
    let procedures = sop.procedures.iter().map(|procedure| {
        let steps = procedure
            .steps
            .iter()
            .map(|step| said(sop, procedure, step));
        steps.collect::<Vec<_>>().join("; ")
    });
    procedures.collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn reads(language: &str, roles: &[&str], text: &str, expected: &str) {
    assert_eq!(
        summary(&read_with(text, &reading(language, roles))),
        expected,
        "{text}"
    );
}

#[test]
fn whoever_acts_is_known_wherever_authors_put_them() {
    for (text, expected) in [
        (
            "1. **Baker:** weigh.\n2. Shop assistant – wrap.\n3. [Baker] Bake.\n",
            "1 Baker; 2 Shop assistant; 3 Baker",
        ),
        (
            "1. Weigh the flour (Baker).\n2. Wrap the loaf. (by the shop assistant)\n3. Sell it – Manager\n",
            "1 Baker; 2 Shop assistant; 3 Manager",
        ),
        (
            "1. Weigh.\n   Who: Baker\n2. Wrap.\n\n   *Performed by:* Shop assistant\n3. Sell.\n   - Responsible: Manager\n",
            "1 Baker; 2 Shop assistant; 3 Manager",
        ),
        (
            "1. The baker weighs the flour.\n2. At noon, the shop assistant wraps it.\n3. The loaves are counted by the manager.\n4. Then the baker must sweep.\n",
            "1 Baker; 2 Shop assistant; 3 Manager; 4 Baker",
        ),
        (
            "**Baker**\n\n1. Weigh it.\n2. Bake it.\n\n**Manager:**\n\n3. Sell it.\n",
            "1 Baker; 2 Baker; 3 Manager",
        ),
        (
            "- [ ] **Baker:** light the oven\n- [ ] open the shop (Shop assistant)\n",
            "1 Baker; 2 Shop assistant",
        ),
        (
            "| No. | Activity | Done by |\n|---|---|---|\n| 1 | Weigh | Baker |\n| 2 | Wrap | |\n",
            "1 Baker; 2",
        ),
    ] {
        reads("en", &ROLES, &format!("## Baking\n\n{text}"), expected);
    }
    reads(
        "en",
        &ROLES,
        "### Step 1: Weigh (Baker)\n\nx\n\n### Step 2: Manager signs the sheet\n\nx\n",
        "1 Baker; 2 Manager",
    );
    reads(
        "en",
        &ROLES,
        "# A loaf\n\n## Baker\n\n1. Weigh it.\n2. Bake it.\n\n## Manager\n\n3. Sell it.\n",
        "1 Baker; 2 Baker; 3 Manager",
    );
}

#[test]
fn whoever_is_only_named_does_not_act() {
    for text in [
        "1. Call the **Manager** at once.\n2. Bring the loaf to the baker.\n",
        "1. **Manager phone:** dial 12.\n2. **Baker's table:** wipe it.\n",
        "1. The manager is called.\n2. After the baker leaves, lock up.\n",
        "1. Nobody leaves before the manager says so.\n2. Ask whether the baker agrees.\n",
        "1. Read the baker's manual (Manager on call: 12).\n2. Wait.\n",
    ] {
        reads("en", &ROLES, &format!("## Procedure\n\n{text}"), "1; 2");
    }
}

#[test]
fn without_declared_roles_a_label_must_show_by_itself_that_it_is_one() {
    reads(
        "en",
        &[],
        "## Kneading\n\n1. **First knead:** ten minutes, then rest it.\n2. **Second knead:** add the salt.\n3. **Oven:** heat it.\n",
        "1; 2; 3",
    );
    reads(
        "en",
        &[],
        "## Kneading\n\n1. **Clerk:** Weigh it.\n2. **Driver:** Load it.\n3. **Clerk:** Write it down.\n",
        "1 Clerk; 2 Driver; 3 Clerk",
    );
    reads(
        "en",
        &[],
        "## Responsibilities\n\n- Purchasing: orders.\n\n## Procedure\n\n1. **Purchasing:** Order it.\n2. **Driver:** install version 5.\n",
        "1 Purchasing; 2",
    );
    reads(
        "en",
        &[],
        "## Procedure\n\n1. Count.\n   - Responsible: Shift Supervisor\n2. Close.\n",
        "1 Shift Supervisor; 2",
    );
}

#[test]
fn an_answer_leads_where_its_words_say_and_nowhere_else() {
    for (answer, expected) in [
        ("no further action.", "end"),
        ("throw it away; that is all.", "end"),
        ("thank them. You are finished here.", "end"),
        ("carry on with step 3.", "3"),
        ("wait an hour and try again.", "1"),
        ("repeat steps 1 to 2.", "1"),
        ("skip to step 3, quickly.", "3"),
        ("skip step 2.", "3"),
        ("go back to the first step.", "1"),
        ("next step.", "next"),
        ("see SOP-012.", "SOP-012"),
        ("follow [the rules](rules.md).", "rules.md"),
        ("wrap it; photos are in [the album](album.md).", "?"),
        ("ring the manager.", "?"),
        ("go to step 2; if it is late, go to step 3.", "?"),
        ("do not go to step 3.", "?"),
        ("put it on the next free shelf.", "?"),
        ("go to step 9.", "?"),
    ] {
        let text = format!(
            "## Tasting\n\n1. Is it sweet?\n   - **Yes:** {answer}\n   - No: go to step 2.\n2. Wrap it.\n3. Sell it.\n"
        );
        reads(
            "en",
            &[],
            &text,
            &format!("1 [Yes>{expected}] [No>2]; 2; 3"),
        );
    }
}

#[test]
fn labels_below_a_question_are_topics_unless_one_is_a_case_or_leads_on() {
    for (text, expected) in [
        (
            "1. The loaf is sold, and what is written down?\n   - **Buyer:** the name.\n   - **Price:** in pence, see the [price list](prices.md).\n2. Wipe the table.\n",
            "1; 2",
        ),
        (
            "1. Is it sold?\n   - **Yes:** note the name.\n   - **Half of it:** go to step 2.\n2. Wipe the table.\n",
            "1 [Yes>?] [Half of it>2]; 2",
        ),
    ] {
        reads("en", &ROLES, text, expected);
    }
}

#[test]
fn a_web_page_or_several_documents_are_no_place_to_go_on_at() {
    for text in [
        "1. Go to https://prices.example and copy the price.\n2. Wipe the table.\n",
        "1. Set the oven:\n   - [Heat](heat.md)\n   - [Steam](steam.md)\n2. Wipe the table.\n",
        "1. Set the oven:\n   - [Heat](#heat)\n   - [Steam](#steam)\n2. Wipe the table.\n\n### Heat\n\nx\n\n### Steam\n\ny\n",
        "1. Ask the team.\n\n   - Name the baker. (See [Bakers](#bakers))\n   - Write it down.\n\n2. Wipe the table.\n\n### Bakers\n\nx\n",
    ] {
        reads("en", &ROLES, text, "1; 2");
    }
}

#[test]
fn a_sentence_leads_in_the_cases_that_it_names() {
    for (sentence, expected) in [
        (
            "If it is sour, go back to step 1; otherwise continue with step 3.",
            " [If it is sour>1] [otherwise>3]",
        ),
        ("Go back to step 1 if it is sour.", " [if it is sour>1]"),
        ("Sour? Back to step 1.", " [Sour>1]"),
        (
            "Is it ripe? Yes: go to step 3. No: wait and check again.",
            " [Yes>3] [No>2]",
        ),
        ("Taste it as in step 1.", ""),
        ("Never return to step 1.", ""),
        ("Before you go to step 3, taste it.", ""),
        ("Stop the mixer.", ""),
        ("Press *Continue*.", ""),
        ("If it is sour, add sugar.", ""),
        ("Then go to step 1.", " [>1]"),
    ] {
        let text =
            format!("## Tasting\n\n1. Stir it.\n2. Look at it. {sentence}\n3. Pour it out.\n");
        reads("en", &[], &text, &format!("1; 2{expected}; 3"));
    }
}

#[test]
fn an_answer_that_stands_alone_leads_where_the_lines_below_it_say() {
    let text = "## Tasting\n\n1. Is it sweet?\n   - **Yes**\n     - wrap it\n     - go to step 3\n   - No\n     - ring the shop\n2. Salt it.\n3. Sell it (Baker). You are done.\n";
    reads("en", &ROLES, text, "1 [Yes>3] [No>?]; 2; 3 Baker [>end]");
}

#[test]
fn a_plan_with_dates_is_no_procedure() {
    reads(
        "en",
        &ROLES,
        "## Plan\n\n| Task | Responsible | Due |\n|---|---|---|\n| Paint | Baker | May |\n| Sweep | Manager | June |\n",
        "",
    );
}

#[test]
fn tables_lead_where_their_cells_say() {
    reads(
        "en",
        &[],
        "## Dough\n\n1. Feel it.\n\n   | Feel | Go to |\n   |---|---|\n   | dry | step 2 |\n   | wet | 3 |\n\n2. Add water.\n3. Bake it.\n",
        "1 [dry>2] [wet>3]; 2; 3",
    );
    reads(
        "en",
        &[],
        "## Dough\n\n1. Take a tin.\n\n   | Loaf | Tin No. |\n   |---|---|\n   | small | 2 |\n\n2. Grease it.\n",
        "1; 2",
    );
    reads(
        "en",
        &[],
        "## Oven\n\n| Step | Check | Yes | No |\n|---|---|---|---|\n| 1 | Is it on? | 2 | Ring 12 |\n| 2 | Is it hot? | Done | back to 1 |\n",
        "1 [Yes>2] [No>?]; 2 [Yes>end] [No>1]",
    );
}

#[test]
fn steps_keep_the_names_that_readers_give_them() {
    reads(
        "en",
        &[],
        "## Oven\n\n1. Heat it.\n   a. Open the gas.\n   b. Light it.\n2. Bake. Cold? Go back to 1b.\n",
        "1; 1a; 1b; 2 [Cold>1b]",
    );
    reads(
        "en",
        &[],
        "## Oven\n\n1. Heat\n   1. Open the gas.\n   2. Light it.\n2. Bake\n   1. Wait. If cold, return to 1.2.\n",
        "1; 1.1; 1.2; 2; 2.1 [If cold>1.2]",
    );
    reads(
        "en",
        &[],
        "## Oven\n\nStep 1 – Heat it.\n\nStep 2 – Bake it, then go to step 1.\n",
        "1; 2 [>1]",
    );
    reads(
        "en",
        &[],
        "## 3 Procedure\n\n### 3.1 Heat it\n\nx\n\n### 3.2 Bake it\n\nGo to 3.1.\n",
        "3.1; 3.2 [>3.1]",
    );
    reads(
        "en",
        &[],
        "## Oven\n\n1. Heat it.\n2. Bake it.\n2. Turn it. If pale, go to step 2.\n",
        "1; 2; 3 [If pale>?]",
    );
    reads(
        "en",
        &[],
        "## Baking\n\n1. Heat it.\n2. Bake it. If burnt, go to step 2 of Cleaning.\n\n## Cleaning\n\n1. Sweep it.\n2. Wipe it. If wet, repeat step 1.\n",
        "1; 2 [If burnt>Cleaning] | 1; 2 [If wet>1]",
    );
}

#[test]
fn lists_of_other_things_are_no_procedures() {
    for text in [
        "## Agenda\n\n1. Welcome\n2. Any other business\n",
        "## Definitions\n\n1. **Loaf:** a bread.\n2. **Baker:** a person who bakes.\n",
        "## Procedure\n\nThe following criteria are met:\n\n1. The crust is brown.\n2. No holes.\n",
        "## Before you start\n\nYou need:\n\n1. a bowl\n2. two spoons\n",
        "## Our shops\n\n1. London\n2. Leeds\n",
        "## References\n\n1. SOP-001 Baking\n2. SOP-002 Cleaning\n",
    ] {
        reads("en", &ROLES, text, "");
    }
}

#[test]
fn other_languages_are_read_by_their_own_words() {
    reads(
        "de",
        &ROLES,
        "## Ablauf\n\n1. Der Bäcker wiegt das Mehl.\n2. **Bäcker:** Ist es trocken?\n   - **Ja:** weiter mit Schritt 4.\n   - **Nein:** nächster Schritt.\n3. Wasser abgießen, danach zurück zu Schritt 1.\n4. Backen. Ende.\n",
        "1 Bäcker; 2 Bäcker [Ja>4] [Nein>next]; 3 [>1]; 4 [>end]",
    );
    reads(
        "fr",
        &ROLES,
        "## Déroulement\n\n1. **Boulanger :** peser la farine.\n2. La pâte est-elle sèche ?\n   - Oui : passer à l'étape 4.\n   - Non : étape suivante.\n3. Si elle colle, revenir à l'étape 1 ; sinon, fin de la procédure.\n4. Cuire.\n",
        "1 Boulanger; 2 [Oui>4] [Non>next]; 3 [Si elle colle>1] [sinon>end]; 4",
    );
    reads(
        "es",
        &ROLES,
        "## Procedimiento\n\n1. El panadero pesa la harina.\n2. Si está húmeda, volver al paso 1; si no, seguir con el paso 3.\n3. Hornear. Fin.\n",
        "1 Panadero; 2 [Si está húmeda>1] [si no>3]; 3 [>end]",
    );
    reads(
        "de",
        &ROLES,
        "## Procedure\n\n1. Is it dry?\n   - **Yes:** go to step 1.\n2. End.\n",
        "1; 2",
    );
}

#[test]
fn the_page_adds_nothing_to_what_an_answer_says() {
    let parsed = read_with(
        "## Procedure\n\n1. Is it?\n   - **Yes:** next step.\n   - **No:** go to step 2.\n2. Go.\n",
        &reading("en", &[]),
    );
    let exits = &parsed.sop.procedures[0].steps[0].exits;
    assert_eq!(exits[0].text, "next step.");
    assert_eq!(exits[1].text, "go to step 2.");
    let html = format!("{:?}", exits[1].body);
    assert!(
        html.contains("href=\\\"#step-2\\\">go to step 2</a>."),
        "{html}"
    );
}

#[test]
fn what_the_text_leaves_open_is_asked() {
    expect_found(
        &[
            "step-exit-unclear",
            "step-decision-one-target",
            "step-exit-elsewhere",
            "step-role-none",
        ],
        "---\nid: SOP-001\ntitle: A\n---\n\n## Baking\n\n1. Is it brown?\n   - **Yes:** ring the shop.\n   - **No:** go to step 1.\n2. Is it cool?\n   - **Yes:** go to step 3.\n   - **No:** go to step 3.\n3. Is it sold?\n   - **Yes:** stop.\n   - **No:** go to step 1 of Cleaning.\n\n## Cleaning\n\n1. Sweep it.\n2. Wipe it.\n",
        expect![[r#"
            step-role-none sops/a.md:8 no step of `Baking` names who acts (open a step with its role, as `**Role:** …`, or write `Responsible: Role` below it)
            step-exit-unclear sops/a.md:9 the answer `Yes` of step 1 does not say where it leads (does it go on with the next step, lead to another, or end?)
            step-decision-one-target sops/a.md:11 all answers of step 2 lead to step 3 (is one of them meant to lead elsewhere?)
            step-exit-elsewhere sops/a.md:16 step 3 leads into another procedure, `Cleaning` (lead to the procedure as a whole, by a link to its heading)
        "#]],
    );
    expect_found(
        &["step-role-none"],
        "---\nid: SOP-001\ntitle: A\n---\n\n## Baking\n\n1. Weigh it.\n2. The clerk bakes it.\n",
        expect![[r#""#]],
    );
}

#[test]
fn a_run_of_step_headings_is_the_procedure_that_a_type_requires() {
    expect_found(
        &["section-required"],
        "---\nid: SOP-001\ntitle: A\ntype: runbook\n---\n\n### Step 1: Look\n\nx\n\n### Step 2: Act\n\nx\n",
        expect![[r#""#]],
    );
}

#[test]
fn long_and_deep_procedures_are_read_without_a_fault() {
    let many: String = (1..=10_000)
        .map(|step| format!("{step}. Do it; if not, go to step {}.\n", step / 2 + 1))
        .collect();
    let read = read_with(&format!("## Procedure\n\n{many}"), &reading("en", &ROLES));
    assert_eq!(read.sop.procedures[0].steps.len(), 10_000);
    let deep: String = (0..50)
        .map(|level| format!("{}1. Go to step 1\n", "   ".repeat(level)))
        .collect();
    let answers: String = (0..1_000)
        .map(|answer| format!("   - **{answer}:** go to step 1\n"))
        .collect();
    for text in [deep, format!("1. Which?\n{answers}")] {
        let read = read_with(&format!("## Procedure\n\n{text}"), &reading("en", &ROLES));
        assert_eq!(read.sop.procedures.len(), 1);
    }
}
