//! What each role does across the library: the steps it performs, approves, is consulted on or
//! informed of, what it owns and must read, and from whom to whom work passes.
//!
//! In: the documents with their resolved links and the declared roles. Out: one [`RoleFacts`] for
//! each role, declared or met. Linear in the steps of the library.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::blocks::{Block, Letter, RaciBlock};
use crate::config::{Role, RoleId, Roles};
use crate::library::{Document, DocumentIndex, Route};
use crate::parse::steps::DetailKind;
use crate::text::{shortened, slug};

/// Index of a role in [`RoleIndex::roles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleNumber(pub usize);

/// All roles: first the declared ones in the order of `roles.toml`, then those met only in
/// documents, in alphabetical order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleIndex {
    /// In that order.
    pub roles: Vec<RoleFacts>,
    by_name: HashMap<String, RoleNumber>,
}

/// One role and all that it has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFacts {
    /// Unique.
    pub id: RoleId,
    /// As declared, else as first written.
    pub name: String,
    /// Its declaration: index into `Roles::roles`.
    pub declared: Option<usize>,
    /// The address of its page.
    pub route: Route,
    /// As declared.
    pub department: Option<String>,
    /// Whom it reports to.
    pub reports_to: Option<RoleNumber>,
    /// Who reports to it, in the order of the index.
    pub reports: Vec<RoleNumber>,
    /// Steps that it performs.
    pub performs: Vec<StepRef>,
    /// Steps that it answers for (`Approves:`).
    pub approves: Vec<StepRef>,
    /// Steps it is consulted on.
    pub consulted: Vec<StepRef>,
    /// Steps it is informed of.
    pub informed: Vec<StepRef>,
    /// Steps that escalate to it.
    pub escalations: Vec<StepRef>,
    /// Rows of `raci` blocks that give it a part, in the order of the library.
    pub tasks: Vec<TaskRef>,
    /// Documents that it owns.
    pub owns: Vec<DocumentIndex>,
    /// Documents that name it as an approver.
    pub signs: Vec<DocumentIndex>,
    /// Documents that it must know, each with why, in the order of their paths.
    pub reading: BTreeMap<DocumentIndex, BTreeSet<Why>>,
    /// To whom its work passes on, and at which steps of its own.
    pub hands_to: BTreeMap<RoleNumber, Vec<Handover>>,
    /// From whom work comes to it.
    pub receives_from: BTreeMap<RoleNumber, Vec<Handover>>,
}

/// A step of a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepRef {
    /// The document.
    pub document: DocumentIndex,
    /// Index into `Sop::procedures`.
    pub procedure: usize,
    /// Index into `Procedure::steps`.
    pub step: usize,
}

/// A part in a row of a `raci` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskRef {
    /// The document.
    pub document: DocumentIndex,
    /// Index into `Sop::blocks`.
    pub block: usize,
    /// Index into the block's rows.
    pub row: usize,
    /// The part.
    pub letter: Letter,
}

/// Work that passes from one role to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handover {
    /// The last step of the one.
    pub from: StepRef,
    /// The first step of the other.
    pub to: StepRef,
}

/// Why a role must know a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its training is required (`training.required_for`).
    Training,
    /// The document is meant for it (`audience`).
    Audience,
    /// It performs or approves a step.
    Acts,
    /// It is consulted on or informed of a step.
    Involved,
    /// It owns the document.
    Owns,
}

impl RoleIndex {
    /// The role that a document or setting names so; case does not matter.
    pub fn find(&self, name: &str) -> Option<RoleNumber> {
        self.by_name.get(&name.trim().to_lowercase()).copied()
    }

    /// Whether the library lists roles and a role of that name is among them.
    pub fn is_declared(&self, name: &str) -> bool {
        let role = self.find(name).map(|number| self.role(number));
        role.is_some_and(|role| role.declared.is_some())
    }

    /// The role of that number.
    pub fn role(&self, number: RoleNumber) -> &RoleFacts {
        &self.roles[number.0]
    }

    /// All roles with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (RoleNumber, &RoleFacts)> {
        self.roles
            .iter()
            .enumerate()
            .map(|(at, role)| (RoleNumber(at), role))
    }
}

/// The roles of a library, before anything is known of how work passes between them.
pub(super) fn index<D: Borrow<Document>>(documents: &[D], declared: &Roles) -> RoleIndex {
    let documents = || {
        documents
            .iter()
            .map(|document| -> &Document { document.borrow() })
    };
    let mut index = RoleIndex::default();
    for (at, role) in declared.roles.iter().enumerate() {
        declare(&mut index, at, role);
    }
    let mut ids: BTreeSet<String> = index.roles.iter().map(|role| role.id.0.clone()).collect();
    for (name, written) in met(documents(), declared, &index) {
        let number = RoleNumber(index.roles.len());
        let id = unused_id(&mut ids, &written);
        index.roles.push(facts(id, written, None));
        index.by_name.insert(name, number);
    }
    report(&mut index, declared);
    for (at, document) in documents().enumerate() {
        if !document.is_withdrawn() {
            gather(&mut index, DocumentIndex(at), document);
        }
    }
    index
}

/// A role as `roles.toml` names it, else as written.
pub fn role_name(roles: &Roles, written: &str) -> String {
    let role = roles.find(written);
    role.map_or_else(|| written.trim().to_owned(), |role| role.name.clone())
}

fn declare(index: &mut RoleIndex, at: usize, role: &Role) {
    let number = RoleNumber(index.roles.len());
    let mut entry = facts(role.id.value.clone(), role.name.clone(), Some(at));
    entry.department.clone_from(&role.department);
    index.roles.push(entry);
    for name in [&role.id.value.0, &role.name]
        .into_iter()
        .chain(&role.aliases)
    {
        index
            .by_name
            .entry(name.trim().to_lowercase())
            .or_insert(number);
    }
}

fn facts(id: RoleId, name: String, declared: Option<usize>) -> RoleFacts {
    RoleFacts {
        route: Route::new(format!("roles/{}.html", id.0)),
        id,
        name,
        declared,
        department: None,
        reports_to: None,
        reports: Vec::new(),
        performs: Vec::new(),
        approves: Vec::new(),
        consulted: Vec::new(),
        informed: Vec::new(),
        escalations: Vec::new(),
        tasks: Vec::new(),
        owns: Vec::new(),
        signs: Vec::new(),
        reading: BTreeMap::new(),
        hands_to: BTreeMap::new(),
        receives_from: BTreeMap::new(),
    }
}

/// Names met in documents that no declaration explains, folded, each as first written. People are
/// no roles.
fn met<'d>(
    documents: impl Iterator<Item = &'d Document>,
    declared: &Roles,
    index: &RoleIndex,
) -> BTreeMap<String, String> {
    let mut met = BTreeMap::new();
    for document in documents.filter(|document| !document.is_withdrawn()) {
        let meta = &document.meta;
        let training = meta
            .training
            .iter()
            .flat_map(|training| &training.value.required_for);
        let named = document
            .sop
            .role_mentions
            .iter()
            .chain(&meta.audience)
            .chain(training)
            .chain(&meta.owner)
            .map(|name| name.value.as_str());
        let tasks = tasks(DocumentIndex(0), document);
        for name in named.chain(tasks.iter().map(|(_, name)| *name)) {
            let name = name.trim();
            let is_person = declared.person(name).is_some() || name.contains('@');
            if !name.is_empty() && !is_person && index.find(name).is_none() {
                met.entry(name.to_lowercase())
                    .or_insert_with(|| name.to_owned());
            }
        }
    }
    met
}

fn unused_id(ids: &mut BTreeSet<String>, name: &str) -> RoleId {
    let plain = match slug(name) {
        plain if plain.is_empty() => "role".to_owned(),
        plain => shortened(&plain).to_owned(),
    };
    let mut id = plain.clone();
    let mut next = 2;
    while !ids.insert(id.clone()) {
        id = format!("{plain}-{next}");
        next += 1;
    }
    RoleId(id)
}

fn report(index: &mut RoleIndex, declared: &Roles) {
    for (at, role) in declared.roles.iter().enumerate() {
        let superior = role
            .reports_to
            .as_ref()
            .and_then(|name| index.find(&name.value));
        if let Some(superior) = superior.filter(|superior| superior.0 != at) {
            index.roles[at].reports_to = Some(superior);
            index.roles[superior.0].reports.push(RoleNumber(at));
        }
    }
}

fn gather(index: &mut RoleIndex, at: DocumentIndex, document: &Document) {
    let meta = &document.meta;
    let must_read = |index: &mut RoleIndex, name: &str, why| -> Option<RoleNumber> {
        let number = index.find(name)?;
        index.roles[number.0]
            .reading
            .entry(at)
            .or_default()
            .insert(why);
        Some(number)
    };
    if let Some(owner) = &meta.owner
        && let Some(number) = index.find(&owner.value)
    {
        index.roles[number.0].owns.push(at);
    }
    for approver in &meta.approvers {
        let named = approver.role.as_ref().unwrap_or(&approver.name);
        if let Some(number) = index.find(&named.value) {
            let signs = &mut index.roles[number.0].signs;
            if signs.last() != Some(&at) {
                signs.push(at);
            }
        }
    }
    // The landing page of a folder takes over the owner and the readers of its documents; that makes
    // it nobody's duty.
    let duties = match document.is_controlled {
        true => meta,
        false => &document.sop.meta,
    };
    if let Some(owner) = &duties.owner {
        must_read(index, &owner.value, Why::Owns);
    }
    for role in &duties.audience {
        must_read(index, &role.value, Why::Audience);
    }
    let training = duties.training.iter();
    for role in training.flat_map(|training| &training.value.required_for) {
        must_read(index, &role.value, Why::Training);
    }
    let mentions = &document.sop.role_mentions;
    for (procedure, steps) in document.sop.procedures.iter().enumerate() {
        for (step, found) in steps.steps.iter().enumerate() {
            let place = StepRef {
                document: at,
                procedure,
                step,
            };
            let actor = found.actor(mentions);
            if let Some(number) = actor.and_then(|role| must_read(index, &role.value, Why::Acts)) {
                index.roles[number.0].performs.push(place);
            }
            for detail in &found.details {
                let why = match detail.kind {
                    DetailKind::Approves | DetailKind::Escalate => Why::Acts,
                    _ => Why::Involved,
                };
                for role in &detail.roles {
                    let Some(number) = must_read(index, &mentions[*role].value, why) else {
                        continue;
                    };
                    let role = &mut index.roles[number.0];
                    match detail.kind {
                        DetailKind::Approves => role.approves.push(place),
                        DetailKind::Consulted => role.consulted.push(place),
                        DetailKind::Informs => role.informed.push(place),
                        DetailKind::Escalate => role.escalations.push(place),
                        _ => {}
                    }
                }
            }
        }
    }
    for (task, name) in tasks(at, document) {
        let why = match task.letter {
            Letter::Responsible | Letter::Accountable => Why::Acts,
            Letter::Consulted | Letter::Informed => Why::Involved,
        };
        if let Some(number) = must_read(index, name, why) {
            index.roles[number.0].tasks.push(task);
        }
    }
}

/// The parts that the `raci` blocks of a document give, each with the role as written. A block that
/// is taken from the steps says nothing new.
fn tasks(at: DocumentIndex, document: &Document) -> Vec<(TaskRef, &str)> {
    let mut found = Vec::new();
    for (block, placed) in document.sop.blocks.iter().enumerate() {
        let Some(Block::Raci(RaciBlock {
            rows: Some(rows), ..
        })) = &placed.block
        else {
            continue;
        };
        for (row, task) in rows.iter().enumerate() {
            found.extend(task.roles.iter().map(|(role, letter)| {
                let task = TaskRef {
                    document: at,
                    block,
                    row,
                    letter: *letter,
                };
                (task, role.value.as_str())
            }));
        }
    }
    found
}
