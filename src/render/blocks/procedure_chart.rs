//! A chart of the steps themselves, with a lane for each role, so that picture and text always
//! agree.

use super::Drawing;
use crate::diagram::Label;
use crate::diagram::flow::chart::Link;
use crate::diagram::flow::{Chart, Direction, Shape};
use crate::library::Target;
use crate::parse::steps::{Next, Procedure, Step, Way, ways};

/// The steps as a chart: decisions as diamonds, ends in the lane of the role that reaches them.
pub(super) fn chart(drawing: &Drawing<'_>, procedures: &[Procedure]) -> Chart {
    let mut chart = Chart::new(Direction::Down);
    chart.lanes = true;
    for (at, procedure) in procedures.iter().enumerate() {
        add(drawing, procedure, at, &mut chart);
    }
    if chart.groups.len() < 2 {
        chart.lanes = false;
        chart.groups.clear();
        chart.nodes.iter_mut().for_each(|node| node.group = None);
    }
    chart
}

fn add(drawing: &Drawing<'_>, procedure: &Procedure, at: usize, chart: &mut Chart) {
    let first = chart.nodes.len();
    let mut lane = None;
    for step in &procedure.steps {
        let actor = step.actor(&drawing.document.sop.role_mentions);
        lane = actor
            .map(|role| lane_of(drawing, &role.value, chart))
            .or(lane);
        let shape = match step.decides() {
            true => Shape::Diamond,
            false => Shape::Rectangle,
        };
        let node = chart.add_node(&format!("p{at}-{}", step.id), label(step), shape);
        chart.nodes[node].group = lane;
        chart.nodes[node].link = Some(Link {
            target: format!("#{}", step.id),
            tooltip: None,
        });
    }
    for (at, (step, ways)) in procedure.steps.iter().zip(ways(procedure)).enumerate() {
        for way in ways {
            let from = first + at;
            if let Some(to) = target(drawing, step, &way, (first, from), chart) {
                let words = way
                    .exit
                    .map_or(String::new(), |exit| step.exits[exit].label.value.clone());
                chart.add_edge(from, to, Label::plain(&words));
            }
        }
    }
}

fn lane_of(drawing: &Drawing<'_>, role: &str, chart: &mut Chart) -> usize {
    let name = drawing.role(role).name;
    let known = chart.groups.iter().position(|group| group.id == name);
    known.unwrap_or_else(|| chart.add_group(&name, Label::plain(&name)))
}

/// The node that an exit leads to; ends and other documents become nodes of their own.
fn target(
    drawing: &Drawing<'_>,
    step: &Step,
    way: &Way,
    (first, from): (usize, usize),
    chart: &mut Chart,
) -> Option<usize> {
    let group = chart.nodes[from].group;
    match way.next {
        Next::Step(to) => Some(first + to),
        Next::End => {
            let id = format!("end-{}", chart.nodes.len());
            let end = chart.add_node(
                &id,
                Label::plain(&drawing.words("blocks.chart.end")),
                Shape::Stadium,
            );
            chart.nodes[end].group = group;
            Some(end)
        }
        Next::Link(link) => {
            let name = match drawing.document.links.get(link)? {
                Target::Document { document, .. } => {
                    let document = drawing.stage.library.document(*document);
                    document.id().unwrap_or_else(|| document.title()).to_owned()
                }
                _ => drawing.document.sop.links[link].text.clone(),
            };
            let known = chart.nodes.iter().position(|node| {
                node.shape == Shape::Subroutine && node.group == group && node.label.text() == name
            });
            if known.is_some() {
                return known;
            }
            let node = chart.add_node(
                &format!("to-{}", chart.nodes.len()),
                Label::plain(&name),
                Shape::Subroutine,
            );
            chart.nodes[node].group = group;
            chart.nodes[node].link = Some(Link {
                target: drawing.document.sop.links[link].target.clone(),
                tooltip: None,
            });
            Some(node)
        }
        // Its words, and nothing behind them.
        Next::Unclear | Next::Unknown | Next::Ambiguous | Next::Elsewhere => {
            let exit = &step.exits[way.exit?];
            let words = match exit.text.trim() {
                "" => &exit.label.value,
                text => text,
            };
            let id = format!("open-{}", chart.nodes.len());
            let note = chart.add_node(&id, Label::plain(&shortened(words)), Shape::Rectangle);
            chart.nodes[note].group = group;
            Some(note)
        }
    }
}

/// Longest label, in characters; the step has the full text.
const LONGEST: usize = 90;

fn label(step: &Step) -> Label {
    Label::plain(&format!("{}. {}", step.name, shortened(gist(step))))
}

fn shortened(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.chars().count() + word.chars().count() > LONGEST {
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// The question of a decision, otherwise the first sentence.
fn gist(step: &Step) -> &str {
    let text = step.text.trim();
    let question = match text.strip_suffix('?') {
        Some(before) if step.decides() => before.rfind(". ").map(|end| &text[end + 2..]),
        _ => None,
    };
    let sentence =
        question.unwrap_or_else(|| text.split_once(". ").map_or(text, |(first, _)| first));
    sentence.trim().trim_end_matches(['.', ';'])
}

#[cfg(test)]
mod tests {
    use super::gist;
    use crate::parse::steps::{Exit, Step};
    use crate::text::{At, Span};

    #[test]
    fn a_box_says_what_a_decision_asks_and_what_a_step_begins_with() {
        let mut exit = Exit::default();
        exit.label = At::new("Yes".to_owned(), Span::START);
        let step = |text: &str, exits| Step {
            text: text.to_owned(),
            exits,
            ..Step::default()
        };
        assert_eq!(
            gist(&step("Ring. Did you reach them?", vec![exit])),
            "Did you reach them?"
        );
        assert_eq!(gist(&step("File it. Keep a copy.", vec![])), "File it");
    }
}
