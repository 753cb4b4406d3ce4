//! How the steps of a document are called in its page, before anything of it is written.

use std::collections::BTreeMap;

use super::recognise::{Aim, UnderstoodStep};
use crate::parse::writer::Writer;

/// How the steps of a document are called in its page.
#[derive(Debug, Default)]
pub struct StepNames {
    /// By the token that opens a step.
    pub ids: BTreeMap<usize, String>,
    /// By the text that opens a step which is a line of a paragraph.
    pub lines: BTreeMap<usize, String>,
    /// Those of a procedure, by the token of its first step.
    pub of_procedure: BTreeMap<usize, Vec<String>>,
    /// Words of the file that lead to a step: from where to where, and its id.
    pub links: BTreeMap<usize, (usize, String)>,
}

impl Writer<'_> {
    /// Gives every step of every procedure the id that it has in the page, and notes which words lead
    /// to one. Ids that authors chose come first.
    pub fn name_steps(&mut self) {
        let planned = std::mem::take(&mut self.plan.procedures);
        let own = planned
            .values()
            .flat_map(|one| &one.steps)
            .filter_map(|step| {
                let id = self.tokens[step.raw.at].attributes.as_deref()?.id.clone()?;
                Some((step.raw.at, id.to_string()))
            });
        let own: Vec<(usize, String)> = own.collect();
        for (at, id) in own {
            if !self.steps.ids.contains_key(&at) {
                let id = self.outline.slugs.unique(&id);
                self.steps.ids.insert(at, id);
            }
        }
        for procedure in planned.values() {
            let ids: Vec<String> = procedure
                .steps
                .iter()
                .map(|step| self.name_step(step))
                .collect();
            for (at, step) in procedure.steps.iter().enumerate() {
                for exit in &step.exits {
                    if let Aim::Step(to) = exit.target
                        && to != at
                    {
                        let words = (exit.words.end, ids[to].clone());
                        self.steps.links.insert(exit.words.start, words);
                    }
                }
            }
            self.steps
                .of_procedure
                .insert(procedure.steps.first().map_or(0, |step| step.raw.at), ids);
        }
        self.plan.procedures = planned;
    }

    fn name_step(&mut self, step: &UnderstoodStep) -> String {
        let at = step.raw.at;
        if let Some(planned) = self.outline.headings.get(&at) {
            return planned.id.clone();
        }
        let is_line = step.raw.parent.is_some() && !self.is_opened_at(step);
        if !is_line && let Some(id) = self.steps.ids.get(&at) {
            self.content.anchors.push(id.clone());
            return id.clone();
        }
        let name: String = step
            .raw
            .name
            .chars()
            .map(|c| if c == '.' { '-' } else { c })
            .collect();
        let id = self.outline.slugs.unique(&format!("step-{name}"));
        match is_line {
            true => {
                let place = step.raw.flat.place(step.raw.line_start(), 0);
                self.steps.lines.insert(place.token, id.clone());
            }
            false => {
                self.steps.ids.insert(at, id.clone());
            }
        }
        self.content.anchors.push(id.clone());
        id
    }

    /// Whether a step opens the element that it is named by.
    fn is_opened_at(&self, step: &UnderstoodStep) -> bool {
        !step.raw.is_line
    }
}
