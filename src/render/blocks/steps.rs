//! The steps of a procedure.

use serde::Serialize;

use super::{Drawing, RoleView};
use crate::parse::Body;
use crate::parse::steps::{DetailKind, Exit, Procedure, Step};
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
    // The number of a former step is that of another one today.
    let correction = match drawing.is_present() {
        true => correction(drawing.stage, drawing.document),
        false => None,
    };
    let steps = procedure.whole_steps();
    let steps = steps.map(|(_, step)| step_view(drawing, step, correction.as_ref()));
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
    step: &Step,
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
    let exits = step.exits.iter().filter(|exit| exit.is_shown);
    let exits = exits.map(|exit| exit_view(drawing, exit));
    Ok(StepView {
        number: step.number,
        id: step.id.clone(),
        role: step.actor(mentions).map(|role| drawing.role(&role.value)),
        warnings,
        alerts: part(drawing, &step.warnings)?,
        body: drawing.html(&step.body)?,
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

fn exit_view(drawing: &Drawing<'_>, exit: &Exit) -> tera::TeraResult<ExitView> {
    Ok(ExitView {
        label: exit.label.value.clone(),
        body: drawing.html(&exit.body)?,
    })
}
