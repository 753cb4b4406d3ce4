//! Procedures from documents in a string: the model, and what is found.

use std::fmt::Write as _;
use std::sync::Arc;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use sopress::config::{self, Reading};
use sopress::parse::steps::{ExitTarget, Procedure};
use sopress::parse::{Body, Parsed, Piece, Sop, parse};
use sopress::source::{FilePath, Source};
use sopress::text::{LineIndex, Span};

/// The settings of a library in a language, with some roles declared.
pub fn reading(language: &str, roles: &[&str]) -> Reading {
    let source = |name: &str, text: String| Source {
        path: FilePath::new(name).unwrap(),
        text,
    };
    let settings = source(
        "sopress.toml",
        format!("[site]\nlanguage = \"{language}\"\n"),
    );
    let roles = roles
        .iter()
        .map(|role| format!("[[role]]\nname = \"{role}\"\n"));
    let roles = source("roles.toml", roles.collect());
    let (config, _) = config::read(Some(&settings), Some(&roles), None);
    config.settings.reading
}

fn read(text: &str) -> Parsed {
    let roles = ["Sales Rep", "Manager", "Partner Manager", "Owner", "Clerk"];
    read_with(text, &reading("en", &roles))
}

pub fn read_with(text: &str, reading: &Reading) -> Parsed {
    let path = FilePath::new("sops/a.md").unwrap();
    parse(
        &Source {
            path,
            text: text.to_owned(),
        },
        reading,
    )
}

fn sop(text: &str) -> Arc<Sop> {
    read(text).sop
}

fn html(body: &Body) -> String {
    let pieces = body.pieces.iter().map(|piece| match piece {
        Piece::Html(html) => html.trim_end().to_owned(),
        other => format!("{{{other:?}}}"),
    });
    pieces.collect()
}

fn place(text: &str, span: Span) -> String {
    let at = LineIndex::new(text).position(span.start);
    format!("{}:{}", at.line, at.column)
}

fn model(text: &str) -> String {
    let sop = sop(text);
    let mut out = String::new();
    for procedure in &sop.procedures {
        say(text, &sop, procedure, &mut out);
    }
    let _ = writeln!(out, "body: {}", html(&sop.body));
    out
}

fn say(text: &str, sop: &Sop, procedure: &Procedure, out: &mut String) {
    let role = |at: &usize| {
        let mention = &sop.role_mentions[*at];
        format!("{} at {}", mention.value, place(text, mention.span))
    };
    let _ = writeln!(
        out,
        "{} {:?}",
        procedure.heading,
        procedure.anchor.as_deref().unwrap_or("-")
    );
    for step in &procedure.steps {
        let end = if step.is_end() { " END" } else { "" };
        let _ = writeln!(
            out,
            "{} #{} {} `{}`{end}",
            step.name,
            step.id,
            place(text, step.span),
            step.text
        );
        if let Some(at) = &step.role {
            let _ = writeln!(out, "  role {}", role(at));
        }
        let _ = writeln!(out, "  html {}", html(&step.body));
        if !step.before.pieces.is_empty() {
            let _ = writeln!(out, "  before {}", html(&step.before));
        }
        for detail in &step.details {
            let roles: Vec<String> = detail.roles.iter().map(role).collect();
            let _ = writeln!(
                out,
                "  {} {} `{}` {roles:?}",
                detail.kind.name(),
                place(text, detail.span),
                detail.text
            );
        }
        for exit in &step.exits {
            let target = match exit.target {
                ExitTarget::Link(at) => format!("Link({})", sop.links[at].target),
                ref other => format!("{other:?}"),
            };
            let _ = writeln!(
                out,
                "  {} `{}` `{}` {target}",
                if exit.is_shown { "exit" } else { "leads" },
                exit.label.value,
                exit.text
            );
        }
        if !step.more.pieces.is_empty() {
            let _ = writeln!(out, "  more {}", html(&step.more));
        }
    }
}

fn expect_model(text: &str, expected: Expect) {
    expected.assert_eq(&model(text));
}

#[test]
fn an_ordered_list_below_procedure_is_read_with_roles_details_and_exits() {
    expect_model(
        "# T\n\n## Procedure\n\n\
         1. **Sales Rep:** Log the lead in the *CRM*. {#log}\n\
         \x20  - Tools: CRM, [form](form.csv)\n\
         \x20  - **Record:** entry\n\
         2. **Manager**: Does it fit?\n\
         \x20  - **Yes:** continue.\n\
         \x20  - **No:** go to [step 4](#return).\n\
         \x20  - Escalate to: Owner, when in doubt\n\
         \x20  - a remark\n\
         3. **Sales Rep** books the call.\n\
         \x20  - Informs: Partner Manager, Clerk and Owner\n\
         4. Return it; stop. {#return}\n\n\
         After.\n",
        expect![[r##"
            Procedure "procedure"
            1 #log 5:4 `Log the lead in the CRM.`
              role Sales Rep at 5:6
              html Log the lead in the <em>CRM</em>.
              tools 6:6 `CRM, form` []
              record 7:6 `entry` []
            2 #step-2 8:4 `Does it fit?`
              role Manager at 8:6
              html Does it fit?
              escalate 11:6 `Owner, when in doubt` ["Owner at 11:19"]
              exit `Yes` `continue.` Continue
              exit `No` `go to step 4.` Step(3)
              more <ul><li>a remark</li>
            </ul>
            3 #step-3 13:4 `Sales Rep books the call.`
              role Sales Rep at 13:6
              html <strong>Sales Rep</strong> books the call.
              informs 14:6 `Partner Manager, Clerk and Owner` ["Partner Manager at 14:15", "Clerk at 14:32", "Owner at 14:42"]
            4 #return 15:4 `Return it; stop.` END
              html Return it; stop.
              leads `` `stop` Stop
            body: <h2 id="procedure">Procedure <a class="anchor" href="#procedure" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Procedure")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}<p>After.</p>
        "##]],
    );
}

#[test]
fn topics_in_bold_are_no_roles() {
    let roles = |text: &str| {
        let sop = sop(&format!("## Procedure\n\n{text}"));
        let mentions = sop.role_mentions.iter();
        let mentions: Vec<String> = mentions.map(|role| role.value.clone()).collect();
        let steps = &sop.procedures[0].steps;
        (mentions, html(&steps[0].body))
    };
    let (mentions, first) = roles(
        "1. **Identification**: Name it.\n2. **Risk assessment**: Weigh it.\n3. **SBOM**: List it.\n",
    );
    assert!(mentions.is_empty(), "{mentions:?}");
    assert_eq!(first, "<strong>Identification</strong>: Name it.");
    let (mentions, _) =
        roles("1. **Clerk:** Weigh.\n2. **Risk assessment:** Wait.\n3. **Clerk:** Write.\n");
    assert_eq!(mentions, ["Clerk", "Clerk"]);
}

#[test]
fn step_headings_are_read_as_steps_and_stay_headings() {
    let text = "# T\n\n## How\n\n### Step 1: Ask `why`\n\nDo it.\n\n- Time: 1 day\n- x\n\n### Step 2 - Close\n\n#### Sub\n\n1. a\n2. b\n\n## After\n\nText.\n";
    expect_model(
        text,
        expect![[r##"
            How "how"
            1 #step-1-ask-why 5:5 `Ask why`
              html Ask <code>why</code>
              time 9:3 `1 day` []
              more <p>Do it.</p>
            <ul><li>x</li>
            </ul>
            2 #step-2---close 12:5 `Close`
              html Close
              more <h4 id="sub">Sub <a class="anchor" href="#sub" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Sub")] }}"><span aria-hidden="true">#</span></a></h4>
            <ol>
            <li id="step-2-1">a</li>
            <li id="step-2-2">b</li>
            </ol>
            2.1 #step-2-1 16:4 `a`
              html a
            2.2 #step-2-2 17:4 `b`
              html b
            body: <h2 id="how">How <a class="anchor" href="#how" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "How")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}<h2 id="after">After <a class="anchor" href="#after" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "After")] }}"><span aria-hidden="true">#</span></a></h2>
            <p>Text.</p>
        "##]],
    );
    let sop = sop(text);
    let headings: Vec<_> = sop
        .headings
        .iter()
        .map(|heading| heading.id.as_str())
        .collect();
    assert_eq!(
        headings,
        ["how", "step-1-ask-why", "step-2---close", "sub", "after"]
    );
    let section = sop
        .sections
        .iter()
        .find(|section| section.anchor.as_deref() == Some("step-1-ask-why"))
        .unwrap();
    assert_eq!(section.text, "Do it. · time: 1 day x");
}

#[test]
fn the_role_of_a_headed_step_may_open_the_paragraph_below_it() {
    let sop = sop(
        "## Procedure\n\n### Step 1: Book\n\n**Clerk:** Book the room, then stop.\n\n- Tools: CRM\n",
    );
    let step = &sop.procedures[0].steps[0];
    let role = step.role.map(|at| sop.role_mentions[at].value.as_str());
    assert_eq!(role, Some("Clerk"));
    assert_eq!(html(&step.more), "<p>Book the room, then stop.</p>");
    assert!(step.is_end() && step.details.len() == 1);
}

#[test]
fn an_exit_leads_where_its_last_words_or_its_last_link_say() {
    expect_model(
        "## Steps\n\n1. Is it so?\n\
         \x20  - **A:** see [one](b.md) and go on\n\
         \x20  - **B:** follow [two](b.md#x).\n\
         \x20  - **C:** do as SOP-002 says\n\
         \x20  - **D:** follow SOP-002.\n\
         \x20  - **E** → back to step 1\n\
         \x20  - **F:** nothing of the kind\n\
         \x20  - **G:** see [below](#notes).\n\
         \x20  - **H:** go to [there](#nowhere).\n\
         2. Which?\n\
         \x20  - Small: continue\n\
         \x20  - go to step 1\n\n\
         ## Notes\n",
        expect![[r##"
            Steps "steps"
            1 #step-1 3:4 `Is it so?`
              html Is it so?
              exit `A` `see one and go on` Continue
              exit `B` `follow two.` Link(b.md#x)
              exit `C` `do as SOP-002 says` Unclear
              exit `D` `follow SOP-002.` Link(SOP-002)
              exit `E` `back to step 1` Step(0)
              exit `F` `nothing of the kind` Unclear
              exit `G` `see below.` Link(#notes)
              exit `H` `go to there.` Anchor("nowhere")
            2 #step-2 12:4 `Which?`
              html Which?
              exit `Small` `continue` Continue
              exit `` `go to step 1` Step(0)
            body: <h2 id="steps">Steps <a class="anchor" href="#steps" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Steps")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}<h2 id="notes">Notes <a class="anchor" href="#notes" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Notes")] }}"><span aria-hidden="true">#</span></a></h2>
        "##]],
    );
}

#[test]
fn a_case_before_a_link_is_an_exit_and_an_answer_beside_it_goes_on() {
    expect_model(
        "## Steps\n\n1. Is it so?\n\
         \x20  - Yes: [the rest](b.md)\n\
         \x20  - No: see [this](c.md)\n\
         \x20  - Unsure: see SOP-002.\n\
         2. Is the patient well?\n\
         \x20  - **Yes:** stop.\n\
         \x20  - **No:** wait for the doctor.\n\
         \x20  - a remark\n\
         3. Agree a credit or a return.\n\
         \x20  - If they refuse: go to [the bank](d.md)\n\
         \x20  - Credit: continue\n\
         4. Take what you need.\n\
         \x20  - Form: see [this](c.md)\n",
        expect![[r##"
            Steps "steps"
            1 #step-1 3:4 `Is it so?`
              html Is it so?
              exit `Yes` `the rest` Unclear
              exit `No` `see this` Link(c.md)
              exit `Unsure` `see SOP-002.` Link(SOP-002)
            2 #step-2 7:4 `Is the patient well?`
              html Is the patient well?
              exit `Yes` `stop.` Stop
              exit `No` `wait for the doctor.` Unclear
              more <ul><li>a remark</li>
            </ul>
            3 #step-3 11:4 `Agree a credit or a return.`
              html Agree a credit or a return.
              exit `If they refuse` `go to the bank` Link(d.md)
              exit `Credit` `continue` Continue
            4 #step-4 14:4 `Take what you need.`
              html Take what you need.
              more <ul>
            <li>Form: see{LinkOpen(3)}this{LinkClose(3)}</li>
            </ul>
            body: <h2 id="steps">Steps <a class="anchor" href="#steps" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Steps")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}
        "##]],
    );
}

#[test]
fn a_question_between_a_step_and_its_exits_stays_before_them() {
    expect_model(
        "## Steps\n\n### Step 1: Tell them\n\n**Clerk:** Write. Did they answer?\n\n- Yes: continue\n- No: stop\n\nKeep a copy.\n\n### Step 2: File\n",
        expect![[r##"
            Steps "steps"
            1 #step-1-tell-them 3:5 `Tell them`
              role Clerk at 5:3
              html Tell them
              before <p>Write. Did they answer?</p>
              exit `Yes` `continue` Continue
              exit `No` `stop` Stop
              more <p>Keep a copy.</p>
            2 #step-2-file 12:5 `File`
              html File
            body: <h2 id="steps">Steps <a class="anchor" href="#steps" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Steps")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}
        "##]],
    );
    expect_model(
        "## Steps\n\n1. Take the pulse.\n\n   Is it even?\n\n   - Yes: continue\n   - No: stop\n2. Write it down.\n",
        expect![[r##"
            Steps "steps"
            1 #step-1 3:4 `Take the pulse.`
              html Take the pulse.
              before <p>Is it even?</p>
              exit `Yes` `continue` Continue
              exit `No` `stop` Stop
            2 #step-2 9:4 `Write it down.`
              html Write it down.
            body: <h2 id="steps">Steps <a class="anchor" href="#steps" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Steps")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}
        "##]],
    );
}

#[test]
fn the_last_words_of_a_plain_step_lead_on() {
    expect_model(
        "## Steps\n\n1. Pick. {#pick}\n2. Pack it and go back to step 1.\n3. If a line is left, return to [picking](#pick).\n4. Never go back to step 1.\n5. Fill in the form, see step 1.\n6. Follow [the guide](b.md).\n",
        expect![[r##"
            Steps "steps"
            1 #pick 3:4 `Pick.`
              html Pick.
            2 #step-2 4:4 `Pack it and go back to step 1.`
              html Pack it and <a class="exit-step" href="#pick">go back to step 1</a>.
              leads `` `go back to step 1` Step(0)
            3 #step-3 5:4 `If a line is left, return to picking.`
              html If a line is left, return to{LinkOpen(0)}picking{LinkClose(0)}.
              leads `If a line is left` `return to picking` Step(0)
            4 #step-4 6:4 `Never go back to step 1.`
              html Never go back to step 1.
            5 #step-5 7:4 `Fill in the form, see step 1.`
              html Fill in the form, see step 1.
            6 #step-6 8:4 `Follow the guide.`
              html Follow{LinkOpen(1)}the guide{LinkClose(1)}.
            body: <h2 id="steps">Steps <a class="anchor" href="#steps" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Steps")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}
        "##]],
    );
}

#[test]
fn sub_headings_with_lists_of_their_own_are_procedures_of_their_own() {
    let sop = sop(
        "## 4. Procedure:\n\n### New\n\n1. a\n2. b\n\n### Old\n\n1. c\n\n1) other list\n\n## Else\n\n1. d\n",
    );
    let found: Vec<_> = sop
        .procedures
        .iter()
        .map(|procedure| {
            let ids: Vec<_> = procedure
                .steps
                .iter()
                .map(|step| step.id.as_str())
                .collect();
            (procedure.heading.as_str(), ids)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("New", vec!["step-1", "step-2"]),
            ("Old", vec!["step-1-1"]),
            ("Old", vec!["step-1-2"]),
        ]
    );
    assert_eq!(sop.anchors, ["step-1", "step-2", "step-1-1", "step-1-2"]);
}

#[test]
fn a_list_that_numbers_on_after_a_paragraph_is_the_same_procedure() {
    expect_model(
        "## Procedure\n\n1. a\n\n```text\ncode\n```\n\n2. b\n\n5. c\n",
        expect![[r##"
            Procedure "procedure"
            1 #step-1 3:4 `a`
              html a
              more <pre tabindex="0"><code class="language-text">code
            </code></pre>
            2 #step-2 9:4 `b`
              html b
            3 #step-3 11:4 `c`
              html c
            body: <h2 id="procedure">Procedure <a class="anchor" href="#procedure" aria-label="{Words { message: "document.permalink-to", blanks: [("heading", "Procedure")] }}"><span aria-hidden="true">#</span></a></h2>{Procedure(0)}
        "##]],
    );
}

#[test]
fn a_document_without_an_ordered_list_keeps_its_html() {
    let text = "## Procedure\n\n- a\n- b\n\n### Step back\n\nText.\n";
    let sop = sop(text);
    assert_eq!(sop.procedures, []);
    assert!(html(&sop.body).contains("<li>a</li>"));
}

#[test]
fn objectives_are_the_items_below_their_heading() {
    let text = "## Objectives\n\n- **Fast.** Measure: days. Target: 2. By: 2027.\n- Be *kind*\n  to all\n\n## Else\n\n- no\n";
    let found: Vec<_> = sop(text)
        .objectives
        .iter()
        .map(|at| (at.value.clone(), place(text, at.span)))
        .collect();
    assert_eq!(
        found,
        [
            (
                "Fast. Measure: days. Target: 2. By: 2027.".to_owned(),
                "3:5".to_owned()
            ),
            ("Be kind to all".to_owned(), "4:3".to_owned()),
        ]
    );
}

#[test]
fn raw_html_in_a_step_is_made_safe_and_stays_in_its_step() {
    let sop = sop(
        "## Procedure\n\n1. Press <kbd>Enter <b>now\n   - <script>alert(1)</script>x\n2. b</b> <img src=x onerror=alert(1)>\n",
    );
    let all = format!("{:?}", sop.procedures);
    assert!(!all.contains("script") && !all.contains("onerror"), "{all}");
    assert_eq!(
        html(&sop.procedures[0].steps[0].body),
        "Press <kbd>Enter <b>now</b></kbd>"
    );
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic_and_the_same_text_gives_the_same_model(
        lines in prop::collection::vec((0usize..4, prop::sample::select(vec![
            "1. ", "2. **A:** do", "3. **B** x?", "- **Yes:** continue", "- **No:** go to step 1.", "- Tools: x",
            "- Escalate to: A, when b and c", "- [x](#y)", "- go to [x](#y)", "## Procedure", "### Step 2: x", "### Step 3",
            "## FAQ", "### Why? {#w}", "Term", ": definition", "```flow", "flowchart TD", "A --> B{x}", "```", "```faq", "Q: a",
            "A: [b](c.md) ```", "", "> ", "text {#id}", "<b>", "</b>", "<a href=x>", "| a | b |", "|---|---|", "!!! note", "[^1]", "[^1]: x", "## Objectives",
            "**", "1. **:** é", "```kpi", "metric,target\u{e9}", "\t", "* * *", "SOP-001.", "- **x:** SOP-001"
        ])), 0..40)
    ) {
        let text: String = lines.iter().map(|(indent, line)| format!("{}{line}\n", "   ".repeat(*indent))).collect();
        let (one, two) = (read(&text), read(&text));
        prop_assert_eq!(&one, &two);
        let size = text.len();
        for mention in &one.sop.role_mentions {
            prop_assert!(mention.span.end <= size && text.is_char_boundary(mention.span.start));
        }
        for finding in &one.diagnostics {
            prop_assert!(finding.place.span.end <= size, "{:?}", finding);
        }
    }
}
