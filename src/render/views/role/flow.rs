//! The handovers to and from a role, as a small picture.

use crate::diagram::flow::chart::Link;
use crate::diagram::flow::{Chart, Direction, Shape};
use crate::diagram::{Label, Model, Picture};
use crate::library::{RoleFacts, RoleNumber, Route};
use crate::render::Stage;
use crate::render::views::parts::Html;

/// The picture; `None` if the role has no handovers.
pub(super) fn picture(stage: &Stage<'_>, from: &Route, role: &RoleFacts) -> Option<Html> {
    if role.hands_to.is_empty() && role.receives_from.is_empty() {
        return None;
    }
    let roles = &stage.library.roles;
    let mut chart = Chart::new(Direction::Right);
    let add = |chart: &mut Chart, id: String, number: RoleNumber| {
        let other = roles.role(number);
        let node = chart.add_node(&id, Label::plain(&other.name), Shape::Rounded);
        chart.nodes[node].link = Some(Link {
            target: other.id.0.clone(),
            tooltip: None,
        });
        node
    };
    let givers: Vec<_> = role
        .receives_from
        .iter()
        .map(|(number, passed)| {
            (
                add(&mut chart, format!("from-{}", number.0), *number),
                passed.len(),
            )
        })
        .collect();
    let here = chart.add_node("here", Label::plain(&role.name), Shape::Stadium);
    let takers: Vec<_> = role
        .hands_to
        .iter()
        .map(|(number, passed)| {
            (
                add(&mut chart, format!("to-{}", number.0), *number),
                passed.len(),
            )
        })
        .collect();
    let words = |count: usize| match count {
        1 => Label::default(),
        count => Label::plain(&stage.catalogue.counted(
            "role.times",
            i64::try_from(count).unwrap_or(i64::MAX),
            &[],
        )),
    };
    for (giver, count) in givers {
        chart.add_edge(giver, here, words(count));
    }
    for (taker, count) in takers {
        chart.add_edge(here, taker, words(count));
    }
    let title = stage
        .catalogue
        .filled("role.handovers-title", &[("role", &role.name)]);
    let link = |target: &str| {
        let number = roles.numbered().find(|(_, role)| role.id.0 == target)?.0;
        Some(from.to(&roles.role(number).route))
    };
    let picture = Picture {
        id: "handovers",
        title: &title,
        description: None,
        lanes: false,
        is_alone: false,
        link: &link,
    };
    Some(Html::new(&chart.draw(&picture)))
}
