//! The steps of a procedure.

use serde::Serialize;

use super::{Drawing, RoleView};
use crate::parse::Body;
use crate::parse::steps::{DetailKind, Exit, ExitTarget, Next, Procedure, Step, Way, ways};
use crate::render::body;
use crate::render::views::{Html, correction};

/// What `templates/blocks/steps.html` may see.
#[derive(Serialize)]
pub(super) struct StepsView {
    /// Under which ticks are kept in the browser: names the document, its version and procedure.
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
    at: usize,
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
    let steps = procedure
        .steps
        .iter()
        .zip(&ways)
        .map(|(step, ways)| step_view(drawing, procedure, step, ways));
    Ok(StepsView {
        key: format!("{name}@{version}#{}", at + 1),
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
    step: &Step,
    ways: &[Way],
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
        body: drawing.html(&step.body)?,
        exits: exits.collect::<tera::TeraResult<_>>()?,
        details: details.collect::<tera::TeraResult<_>>()?,
        more: part(drawing, &step.more)?,
        correction: correction(drawing.stage, drawing.document, Some(step.number))
            .and_then(|contact| contact.href),
    })
}

fn part(drawing: &Drawing<'_>, body: &Body) -> tera::TeraResult<Option<Html>> {
    let is_empty = body.pieces.is_empty();
    (!is_empty).then(|| drawing.html(body)).transpose()
}

/// A link to the step is added unless the author's own text already holds one.
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
    Ok(ExitView {
        label: exit.label.value.clone(),
        body: drawing.html(&exit.body)?,
        href: step.map(|step| format!("#{}", body::fragment(&step.id))),
        words: step.map(|step| {
            drawing.filled(
                "blocks.steps.to_step",
                &[("step", &step.number.to_string())],
            )
        }),
    })
}
