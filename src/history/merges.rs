//! Which merges brought a commit in, for merges whose messages name approvers or reviewers. Pure.
//!
//! A merge that only brings a branch in changes no file, so it is in no document's list of changes;
//! but where changes are approved by merging them, its message records the approval.

use std::collections::HashMap;

use super::Commit;
use super::evidence::{self, Approval};
use super::log::Record;

/// The graph of the commits met on the walk.
#[derive(Default)]
pub(super) struct Merges {
    places: HashMap<Box<str>, usize>,
    /// By index; empty for a commit that is only named as a parent.
    parents: Vec<Vec<usize>>,
    /// By index.
    approving: HashMap<usize, Approval>,
    /// The first commit of the walk.
    head: Option<usize>,
}

/// A line of commits was brought in by a merge.
struct Scope {
    /// The index of the merge.
    merge: usize,
    /// What brought in the merge itself.
    outer: Option<usize>,
}

impl Merges {
    /// Processes the next older commit.
    pub fn take(&mut self, record: &Record) {
        let place = self.place(&record.id);
        self.head.get_or_insert(place);
        let parents = record.parents.iter().map(|parent| self.place(parent));
        self.parents[place] = parents.collect();
        if record.parents.len() > 1 {
            let approval = evidence::approval(record);
            self.approving
                .extend(approval.map(|approval| (place, approval)));
        }
    }

    fn place(&mut self, id: &str) -> usize {
        if let Some(place) = self.places.get(id) {
            return *place;
        }
        let place = self.parents.len();
        self.places.insert(id.into(), place);
        self.parents.push(Vec::new());
        place
    }

    /// Adds to each commit the merges that brought it in, the nearest first.
    pub fn note(&self, commits: &mut [Commit]) {
        if self.approving.is_empty() {
            return;
        }
        let (scopes, scope_of) = self.scopes();
        for commit in commits {
            let place = self.places.get(commit.id.as_str());
            let mut scope = place.and_then(|place| scope_of[*place].flatten());
            while let Some(inner) = scope.map(|scope: usize| &scopes[scope]) {
                let approval = self.approving[&inner.merge].clone();
                commit.evidence.brought_in_by.push(approval);
                scope = inner.outer;
            }
        }
    }

    /// Follows the line of first parents, then, from the oldest merge on, the lines that each
    /// brought in. So a commit belongs to the merge by which the line first got it, and a branch
    /// that merged the main line approves none of it.
    fn scopes(&self) -> (Vec<Scope>, Vec<Option<Option<usize>>>) {
        let mut scopes: Vec<Scope> = Vec::new();
        let mut scope_of = vec![None; self.parents.len()];
        let mut open: Vec<(usize, Option<usize>)> =
            self.head.map(|head| (head, None)).into_iter().collect();
        while let Some((tip, scope)) = open.pop() {
            let mut line = Some(tip);
            while let Some(commit) = line.filter(|commit| scope_of[*commit].is_none()) {
                scope_of[commit] = Some(scope);
                let (first, others) = match self.parents[commit].split_first() {
                    Some((first, others)) => (Some(*first), others),
                    None => (None, &[][..]),
                };
                let mut inner = scope;
                if self.approving.contains_key(&commit) {
                    inner = Some(scopes.len());
                    scopes.push(Scope {
                        merge: commit,
                        outer: scope,
                    });
                }
                open.extend(others.iter().rev().map(|other| (*other, inner)));
                line = first;
            }
        }
        (scopes, scope_of)
    }
}
