//! Where each step leads.

use super::{Exit, ExitTarget, Procedure, Step};
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
    /// Another procedure of the document.
    Elsewhere,
    /// The words do not say.
    Unclear,
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
        ExitTarget::Step(step) => Next::Step(*step),
        ExitTarget::Number(number) => match steps.iter().any(|step| step.name == *number) {
            true => Next::Ambiguous,
            false => Next::Unknown,
        },
        ExitTarget::Anchor(_) => Next::Unknown,
        ExitTarget::Elsewhere(_) => Next::Elsewhere,
        ExitTarget::Unclear => Next::Unclear,
    };
    let ways = |(at, step): (usize, &Step)| {
        let exits = step.exits.iter().enumerate();
        let exits = exits.map(|(exit, way)| Way {
            exit: Some(exit),
            next: to(at, &way.target),
        });
        let mut ways: Vec<Way> = exits.collect();
        if goes_on(step) {
            ways.push(Way {
                exit: None,
                next: following(at),
            });
        }
        ways
    };
    steps.iter().enumerate().map(ways).collect()
}

/// Whether the next step may follow besides the exits: in the case that they leave out. Answers in a
/// list or a table are taken to be all; in sentences, only where one of them is for whatever is left.
fn goes_on(step: &Step) -> bool {
    let exits = &step.exits;
    let is_whole = |exit: &Exit| exit.is_always() && exit.target != ExitTarget::Unclear;
    if exits.iter().any(|exit| is_whole(exit) || exit.is_rest) {
        return false;
    }
    match exits.as_slice() {
        [] => true,
        [only] => only.target != ExitTarget::Continue,
        _ => {
            let listed = exits.iter().filter(|exit| exit.is_listed).count();
            let continues = exits.iter().any(|exit| exit.target == ExitTarget::Continue);
            listed < 2 && !continues
        }
    }
}

impl Way {
    /// Where it leads as the author wrote it, and where that stands.
    pub fn written<'a>(&self, step: &'a Step) -> Option<(&'a ExitTarget, Span)> {
        let exit = step.exits.get(self.exit?)?;
        let span = match exit.is_listed {
            true => exit.span,
            false => step.span,
        };
        Some((&exit.target, span))
    }
}

/// For each step, whether some path from the first step comes to it.
pub fn reached(ways: &[Vec<Way>]) -> Vec<bool> {
    walk(ways.len(), 0, |at| {
        let next = ways[at].iter().filter_map(|way| match way.next {
            Next::Step(to) => Some(to),
            // It may go on, for all that is known.
            Next::Unclear if at + 1 < ways.len() => Some(at + 1),
            _ => None,
        });
        next.collect()
    })
}

/// Whether a path from the first step comes to an end, or leads on to another document.
pub fn has_end(ways: &[Vec<Way>]) -> bool {
    let reached = reached(ways);
    ways.iter().zip(reached).any(|(ways, is_reached)| {
        is_reached
            && ways.iter().any(|way| {
                matches!(
                    way.next,
                    Next::End | Next::Link(_) | Next::Elsewhere | Next::Unclear
                )
            })
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
    use super::*;
    use crate::parse::Body;
    use crate::text::At;

    fn procedure(steps: &[&[ExitTarget]]) -> Procedure {
        let exit = |target: &ExitTarget| Exit {
            label: At::new("Yes".to_owned(), Span::START),
            is_rest: false,
            text: String::new(),
            body: Body::default(),
            target: target.clone(),
            words: Span::START,
            document: None,
            is_listed: true,
            is_shown: true,
            span: Span::START,
        };
        let step = |(at, exits): (usize, &&[ExitTarget])| Step {
            number: at as u32 + 1,
            name: (at + 1).to_string(),
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
        let procedure = procedure(&[&[ExitTarget::Continue, ExitTarget::Step(2)], &[], &[]]);
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
        let procedure = procedure(&[&[], &[ExitTarget::Step(0), ExitTarget::Step(0)], &[]]);
        let ways = ways(&procedure);
        assert_eq!(reached(&ways), [true, true, false]);
        assert!(!has_end(&ways));
    }

    #[test]
    fn an_answer_that_does_not_say_where_it_leads_has_no_way_and_hides_no_step() {
        let unclear = procedure(&[&[ExitTarget::Unclear, ExitTarget::Step(0)], &[]]);
        let ways = ways(&unclear);
        assert_eq!(ways[0][0].next, Next::Unclear);
        assert_eq!(reached(&ways), [true, true]);
    }

    #[test]
    fn a_target_that_is_not_there_is_known_as_such() {
        let ways = ways(&procedure(&[&[ExitTarget::Number("9".into())], &[]]));
        assert_eq!(ways[0][0].next, Next::Unknown);
    }
}
