//! The steps of a procedure.

use serde::Serialize;

use super::{Drawing, RoleView};
use crate::parse::Body;
use crate::parse::steps::{
    DetailKind, Exit, ExitTarget, Leading, Next, Procedure, Step, Way, ways,
};
use crate::render::body;
use crate::render::views::{Correction, Html, correction};

/// What `templates/blocks/steps.html` may see.
#[derive(Serialize)]
pub(super) struct StepsView {
    /// The browser's storage key of ticks: the document, its version and the procedure.
    key: String,
    label: String,
    /// The number of the first step.
    first: u32,
    steps: Vec<StepView>,
}

#[derive(Serialize)]
struct StepView {
    number: u32,
    id: String,
    role: Option<RoleView>,
    warnings: Vec<Html>,
    /// Alerts that warn.
    alerts: Option<Html>,
    body: Html,
    /// The content between the text and the exits.
    before: Option<Html>,
    exits: Vec<ExitView>,
    details: Vec<DetailView>,
    more: Option<Html>,
    /// Where to suggest a correction of this step.
    correction: Option<String>,
}

#[derive(Serialize)]
struct ExitView {
    label: String,
    body: Html,
    /// The step that the exit leads to.
    href: Option<String>,
    /// `Step 4`.
    words: Option<String>,
}

#[derive(Serialize)]
struct DetailView {
    kind: &'static str,
    label: String,
    body: Html,
}

pub(super) fn view(
    drawing: &Drawing<'_>,
    procedure: &Procedure,
    number: usize,
) -> tera::TeraResult<StepsView> {
    let meta = &drawing.document.meta;
    let version = meta
        .version
        .as_ref()
        .map_or("", |version| version.value.as_str());
    let name = drawing
        .document
        .id()
        .unwrap_or(drawing.document.route.as_str());
    let ways = ways(procedure);
    // A step of a former version may have another number today.
    let correction = match drawing.is_present() {
        true => correction(drawing.stage, drawing.document),
        false => None,
    };
    let steps = procedure.steps.iter().zip(ways.iter().map(Vec::as_slice));
    let steps = steps.map(|step| step_view(drawing, procedure, step, correction.as_ref()));
    Ok(StepsView {
        key: format!("{name}@{version}#{number}"),
        label: if procedure.heading.is_empty() {
            drawing.words("blocks.steps.label")
        } else {
            procedure.heading.clone()
        },
        first: procedure.steps.first().map_or(1, |step| step.number),
        steps: steps.collect::<tera::TeraResult<_>>()?,
    })
}

fn step_view(
    drawing: &Drawing<'_>,
    procedure: &Procedure,
    (step, ways): (&Step, &[Way]),
    correction: Option<&Correction>,
) -> tera::TeraResult<StepView> {
    let mentions = &drawing.document.sop.role_mentions;
    let (warnings, facts): (Vec<_>, Vec<_>) = step
        .details
        .iter()
        .partition(|detail| detail.kind == DetailKind::Warning);
    let warnings = warnings
        .iter()
        .map(|detail| drawing.html(&detail.body))
        .collect::<tera::TeraResult<_>>()?;
    let details = facts.iter().map(|detail| {
        Ok(DetailView {
            kind: detail.kind.name(),
            label: drawing.words(&format!("blocks.steps.detail.{}", detail.kind.name())),
            body: drawing.html(&detail.body)?,
        })
    });
    let exits = step
        .exits
        .iter()
        .zip(ways)
        .map(|(exit, way)| exit_view(drawing, procedure, exit, way));
    Ok(StepView {
        number: step.number,
        id: step.id.clone(),
        role: step
            .actor(mentions, |name| drawing.is_listed(name))
            .map(|role| drawing.role(&role.value)),
        warnings,
        alerts: part(drawing, &step.warnings)?,
        body: leading(procedure, step, ways, drawing.html(&step.body)?),
        before: part(drawing, &step.before)?,
        exits: exits.collect::<tera::TeraResult<_>>()?,
        details: details.collect::<tera::TeraResult<_>>()?,
        more: part(drawing, &step.more)?,
        correction: correction
            .map(|correction| correction.in_step(&drawing.stage.catalogue, step.number)),
    })
}

fn part(drawing: &Drawing<'_>, body: &Body) -> tera::TeraResult<Option<Html>> {
    let is_empty = body.pieces.is_empty();
    (!is_empty).then(|| drawing.html(body)).transpose()
}

/// A link to the step is added unless the author's text already contains one.
fn exit_view(
    drawing: &Drawing<'_>,
    procedure: &Procedure,
    exit: &Exit,
    way: &Way,
) -> tera::TeraResult<ExitView> {
    let step = match (&way.next, &exit.target) {
        (Next::Step(at), ExitTarget::Number(_) | ExitTarget::Continue) => procedure.steps.get(*at),
        _ => None,
    };
    let body = drawing.html(&exit.body)?;
    let linked = match exit.target {
        ExitTarget::Number(_) => step.and_then(|step| linked(&body, step)),
        _ => None,
    };
    let step = step.filter(|_| linked.is_none());
    Ok(ExitView {
        label: exit.label.value.clone(),
        body: linked.unwrap_or(body),
        href: step.map(|step| format!("#{}", body::fragment(&step.id))),
        words: step.map(|step| {
            drawing.filled(
                "blocks.steps.to_step",
                &[("step", &step.number.to_string())],
            )
        }),
    })
}

/// The text of a plain step, with a link where it refers to another step by number.
fn leading(procedure: &Procedure, step: &Step, ways: &[Way], body: Html) -> Html {
    let is_numbered = |leads: &Leading| matches!(leads.target, ExitTarget::Number(_));
    let to = match ways.first().map(|way| &way.next) {
        Some(Next::Step(at)) if step.leads.as_ref().is_some_and(is_numbered) => {
            procedure.steps.get(*at)
        }
        _ => None,
    };
    to.filter(|_| step.exits.is_empty())
        .and_then(|to| linked(&body, to))
        .unwrap_or(body)
}

/// Turns the last `step 5` into a link to that step; `None` if there is none outside tags and
/// links.
fn linked(body: &Html, step: &Step) -> Option<Html> {
    let html = body.as_str();
    let words = format!("step {}", step.number);
    let at = html.to_ascii_lowercase().rfind(&words)?;
    let (before, rest) = html.split_at(at);
    let (words, after) = rest.split_at(words.len());
    let is_in = |open: &str, close: &str| before.rfind(open) > before.rfind(close);
    if is_in("<", ">") || is_in("<a ", "</a>") || after.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let id = body::fragment(&step.id);
    Some(Html::new(&format!(
        "{before}<a class=\"exit-step\" href=\"#{id}\">{words}</a>{after}"
    )))
}
