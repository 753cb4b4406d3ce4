//! The organisation chart.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::flow::chart::Link;
use crate::diagram::flow::{Chart, Direction, Shape};
use crate::diagram::{Label, Model, Picture};
use crate::library::{RoleIndex, RoleNumber, Route};
use crate::render::Stage;
use crate::render::views::parts::Html;

/// The most roles that fit in the chart; for a larger organisation, only the upper levels are
/// drawn.
const MOST_DRAWN: usize = 40;

/// The chart, and whether it leaves levels out; `None` if no role reports to another, or if not
/// even the top level fits.
pub(super) fn picture(stage: &Stage<'_>, from: &Route) -> Option<(Html, bool)> {
    let index = &stage.library.roles;
    let (drawn, is_part) = drawn(index)?;
    let mut chart = Chart::new(Direction::Down);
    let mut nodes = BTreeMap::new();
    for number in &drawn {
        let role = index.role(*number);
        let node = chart.add_node(&role.id.0, Label::plain(&role.name), Shape::Rounded);
        chart.nodes[node].link = Some(Link {
            target: role.id.0.clone(),
            tooltip: None,
        });
        nodes.insert(*number, node);
    }
    for number in &drawn {
        let superior = index.role(*number).reports_to;
        if let Some(superior) = superior.and_then(|superior| nodes.get(&superior)) {
            chart.add_edge(*superior, nodes[number], Label::default());
        }
    }
    let link = |target: &str| {
        let mut roles = drawn.iter().map(|number| index.role(*number));
        let role = roles.find(|role| role.id.0 == target)?;
        Some(from.to(&role.route))
    };
    let picture = Picture {
        id: "organisation",
        title: stage.catalogue.text("roles.picture"),
        description: None,
        lanes: false,
        is_alone: false,
        link: &link,
    };
    Some((Html::new(&chart.draw(&picture)), is_part))
}

/// All roles that have a superior or a subordinate, or as many levels of them as fit.
fn drawn(index: &RoleIndex) -> Option<(BTreeSet<RoleNumber>, bool)> {
    let all: BTreeSet<RoleNumber> = index
        .numbered()
        .filter(|(_, role)| role.reports_to.is_some() || !role.reports.is_empty())
        .map(|(number, _)| number)
        .collect();
    if all.len() <= MOST_DRAWN {
        return (all.len() > 1).then_some((all, false));
    }
    let mut upper = BTreeSet::new();
    let tops = all.into_iter();
    let mut level: Vec<RoleNumber> = tops
        .filter(|number| index.role(*number).reports_to.is_none())
        .collect();
    while !level.is_empty() && upper.len() + level.len() <= MOST_DRAWN {
        let below = level.iter().flat_map(|number| &index.role(*number).reports);
        let below = below.copied().collect();
        upper.extend(std::mem::replace(&mut level, below));
    }
    (upper.len() > 1).then_some((upper, true))
}
