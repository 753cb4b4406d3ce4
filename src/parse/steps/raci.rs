//! Who does what, taken from the steps themselves.

use super::{DetailKind, Procedure};
use crate::blocks::{Letter, RaciRow};
use crate::text::At;

/// A row for each step that names a role: who acts is responsible; who approves is accountable,
/// and where nobody else approves, whoever acts also answers for it.
/// `mentions` are the document's `Sop::role_mentions`.
pub fn raci(procedures: &[Procedure], mentions: &[At<String>]) -> Vec<RaciRow> {
    let steps = procedures.iter().flat_map(|procedure| &procedure.steps);
    steps
        .filter_map(|step| {
            let mut roles = Vec::new();
            let named = |kind| {
                let details = step
                    .details
                    .iter()
                    .filter(move |detail| detail.kind == kind);
                details.flat_map(|detail| detail.roles.iter().map(|at| mentions[*at].clone()))
            };
            if let Some(acting) = step.actor(mentions) {
                roles.push((acting.clone(), Letter::Responsible));
                if named(DetailKind::Approves).next().is_none() {
                    roles.push((acting.clone(), Letter::Accountable));
                }
            }
            roles.extend(named(DetailKind::Approves).map(|role| (role, Letter::Accountable)));
            roles.extend(named(DetailKind::Consulted).map(|role| (role, Letter::Consulted)));
            roles.extend(named(DetailKind::Informs).map(|role| (role, Letter::Informed)));
            let task = At::new(step.text.clone(), step.span);
            (!roles.is_empty()).then_some(RaciRow { task, roles })
        })
        .collect()
}
