//! Where each step leads.

use super::{ExitTarget, Procedure, Step};

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

/// The ways out of each step, in the order of the steps.
pub fn ways(procedure: &Procedure) -> Vec<Vec<Way>> {
    let steps = &procedure.steps;
    let following = |at: usize| {
        if at + 1 < steps.len() {
            Next::Step(at + 1)
        } else {
            Next::End
        }
    };
    steps
        .iter()
        .enumerate()
        .map(|(at, step)| {
            if step.exits.is_empty() {
                let next = if step.is_end {
                    Next::End
                } else {
                    following(at)
                };
                return vec![Way { exit: None, next }];
            }
            step.exits
                .iter()
                .enumerate()
                .map(|(exit, way)| Way {
                    exit: Some(exit),
                    next: match &way.target {
                        ExitTarget::Continue => following(at),
                        ExitTarget::Stop => Next::End,
                        ExitTarget::Link(link) => Next::Link(*link),
                        ExitTarget::Number(number) => only(steps, |step| step.number == *number),
                        ExitTarget::Anchor(anchor) => only(steps, |step| step.id == *anchor),
                    },
                })
                .collect()
        })
        .collect()
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
    use crate::text::{At, Span};

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
