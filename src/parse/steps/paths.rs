//! Where each step leads.

use super::{ExitTarget, Procedure, Step};
use crate::text::Span;

/// One way from a step to what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Index into the step's exits; `None` for the plain way to the next step.
    pub exit: Option<usize>,
    /// Where it leads.
    pub next: Next,
}

/// What follows a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Index into the procedure's steps.
    Step(usize),
    /// The procedure ends.
    End,
    /// Another document; index into `Sop::links`.
    Link(usize),
    /// A step that does not exist.
    Unknown,
    /// A number that several steps have.
    Ambiguous,
}

/// The ways out of each step, in the order of the steps: first one for each exit.
pub fn ways(procedure: &Procedure) -> Vec<Vec<Way>> {
    let steps = &procedure.steps;
    let following = |at: usize| {
        if at + 1 < steps.len() {
            Next::Step(at + 1)
        } else {
            Next::End
        }
    };
    let to = |at: usize, target: &ExitTarget| match target {
        ExitTarget::Continue => following(at),
        ExitTarget::Stop => Next::End,
        ExitTarget::Link(link) => Next::Link(*link),
        ExitTarget::Number(number) => only(steps, |step| step.number == *number),
        ExitTarget::Anchor(anchor) => only(steps, |step| step.id == *anchor),
    };
    let ways = |(at, step): (usize, &Step)| {
        let exits = step.exits.iter().enumerate();
        let exits = exits.map(|(exit, way)| Way {
            exit: Some(exit),
            next: to(at, &way.target),
        });
        let mut ways: Vec<Way> = exits.collect();
        let (own, goes_on) = own_way(step);
        ways.extend(own.map(|target| Way {
            exit: None,
            next: to(at, target),
        }));
        if goes_on {
            ways.push(Way {
                exit: None,
                next: following(at),
            });
        }
        ways
    };
    steps.iter().enumerate().map(ways).collect()
}

/// Where a step leads besides its exits, and whether the next step may follow. In the case that
/// a lone exit does not name, the reader goes on.
fn own_way(step: &Step) -> (Option<&ExitTarget>, bool) {
    match step.exits.as_slice() {
        [only] => (None, only.target != ExitTarget::Continue),
        [_, _, ..] => (None, false),
        [] if step.is_end => (Some(&ExitTarget::Stop), false),
        [] => match &step.leads {
            Some(leading) => (Some(&leading.target), leading.is_conditional),
            None => (None, true),
        },
    }
}

impl Way {
    /// Where it leads as the author wrote it, and where that stands.
    pub fn written<'a>(&self, step: &'a Step) -> Option<(&'a ExitTarget, Span)> {
        match self.exit.and_then(|exit| step.exits.get(exit)) {
            Some(exit) => Some((&exit.target, exit.span)),
            None => step.leads.as_ref().map(|leads| (&leads.target, step.span)),
        }
    }
}

fn only(steps: &[Step], is_meant: impl Fn(&Step) -> bool) -> Next {
    let mut meant = steps
        .iter()
        .enumerate()
        .filter(|(_, step)| is_meant(step))
        .map(|(at, _)| at);
    match (meant.next(), meant.next()) {
        (None, _) => Next::Unknown,
        (Some(at), None) => Next::Step(at),
        (Some(_), Some(_)) => Next::Ambiguous,
    }
}

/// For each step, whether some path from the first step comes to it.
pub fn reached(ways: &[Vec<Way>]) -> Vec<bool> {
    walk(ways.len(), 0, |at| {
        ways[at]
            .iter()
            .filter_map(|way| {
                if let Next::Step(to) = way.next {
                    Some(to)
                } else {
                    None
                }
            })
            .collect()
    })
}

/// Whether a path from the first step comes to an end, or leads on to another document.
pub fn has_end(ways: &[Vec<Way>]) -> bool {
    let reached = reached(ways);
    ways.iter().zip(reached).any(|(ways, is_reached)| {
        is_reached
            && ways
                .iter()
                .any(|way| matches!(way.next, Next::End | Next::Link(_)))
    })
}

fn walk(count: usize, first: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut seen = vec![false; count];
    let mut open = if count == 0 { Vec::new() } else { vec![first] };
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(next(at));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::super::Exit;
    use super::*;
    use crate::parse::Body;
    use crate::text::At;

    fn procedure(steps: &[&[ExitTarget]]) -> Procedure {
        let exit = |target: &ExitTarget| Exit {
            label: At::new("Yes".to_owned(), Span::START),
            text: String::new(),
            body: Body::default(),
            target: target.clone(),
            span: Span::START,
        };
        let step = |(at, exits): (usize, &&[ExitTarget])| Step {
            number: at as u32 + 1,
            id: format!("step-{}", at + 1),
            exits: exits.iter().map(exit).collect(),
            ..Step::default()
        };
        Procedure {
            steps: steps.iter().enumerate().map(step).collect(),
            ..Procedure::default()
        }
    }

    #[test]
    fn a_decision_leads_where_it_says_and_the_last_step_ends() {
        let procedure = procedure(&[&[ExitTarget::Continue, ExitTarget::Number(3)], &[], &[]]);
        let ways = ways(&procedure);
        let next: Vec<Vec<_>> = ways
            .iter()
            .map(|ways| ways.iter().map(|way| way.next.clone()).collect())
            .collect();
        assert_eq!(
            next,
            [
                vec![Next::Step(1), Next::Step(2)],
                vec![Next::Step(2)],
                vec![Next::End]
            ]
        );
        assert_eq!(reached(&ways), [true, true, true]);
        assert!(has_end(&ways));
    }

    #[test]
    fn a_circle_without_a_way_out_has_no_end() {
        let procedure = procedure(&[
            &[],
            &[ExitTarget::Number(1), ExitTarget::Anchor("step-1".into())],
            &[],
        ]);
        let ways = ways(&procedure);
        assert_eq!(reached(&ways), [true, true, false]);
        assert!(!has_end(&ways));
    }

    #[test]
    fn a_target_that_is_not_there_is_known_as_such() {
        let ways = ways(&procedure(&[&[ExitTarget::Number(9)], &[]]));
        assert_eq!(ways[0][0].next, Next::Unknown);
    }
}
