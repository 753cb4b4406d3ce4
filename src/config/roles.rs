//! `roles.toml`: the roles people hold.

use std::collections::HashMap;

use crate::config::ActorName;
use crate::date::Date;
use crate::language::vocabulary;
use crate::text::At;

/// A role's id, in kebab-case: `sales-manager`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub String);

/// The declared roles and people. Empty where there is no `roles.toml`: then every role met in
/// a document counts as known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// In the order of the file.
    pub roles: Vec<Role>,
    /// In the order of the file.
    pub people: Vec<Person>,
    /// By id, name and alias, folded.
    role_of: HashMap<String, usize>,
    /// By name, folded.
    person_of: HashMap<String, usize>,
}

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Unique; where the file gives none, made of the name.
    pub id: At<RoleId>,
    /// `Sales Manager`.
    pub name: String,
    /// Other names that documents use for it.
    pub aliases: Vec<String>,
    /// Text.
    pub department: Option<String>,
    /// The role it reports to, as written.
    pub reports_to: Option<At<String>>,
    /// What the role is for, in a sentence.
    pub summary: Option<String>,
    /// An e-mail address, a URL, a telephone number or words.
    pub contact: Option<String>,
    /// The deputy role, as written.
    pub deputy: Option<At<String>>,
    /// Reading list in order, with the day on which each falls.
    pub track: Vec<TrackStep>,
}

/// One entry of a role's onboarding track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackStep {
    /// Day of employment, from 1.
    pub day: u16,
    /// A document's id.
    pub sop: At<String>,
}

/// A person who holds roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As documents name them.
    pub name: At<String>,
    /// Ids or names of the roles held.
    pub roles: Vec<At<String>>,
    /// An e-mail address, a URL, a telephone number or words.
    pub contact: Option<String>,
    /// The first day on which the person is no longer with the firm.
    pub left: Option<Date>,
}

impl Roles {
    /// Where a name is given twice, the first has it.
    pub fn new(roles: Vec<Role>, people: Vec<Person>) -> Roles {
        let mut role_of = HashMap::new();
        for (at, role) in roles.iter().enumerate() {
            for name in [&role.id.value.0, &role.name]
                .into_iter()
                .chain(&role.aliases)
            {
                role_of.entry(folded(name)).or_insert(at);
            }
        }
        let mut person_of = HashMap::new();
        for (at, person) in people.iter().enumerate() {
            person_of.entry(folded(&person.name.value)).or_insert(at);
        }
        Roles {
            roles,
            people,
            role_of,
            person_of,
        }
    }

    /// The role whose id, name or alias is `text`; case and surrounding space do not matter.
    pub fn find(&self, text: &str) -> Option<&Role> {
        let at = *self.role_of.get(&folded(text))?;
        self.roles.get(at)
    }

    /// The names by which documents in a language may call the declared roles and people.
    pub fn names(&self, language: &str) -> Vec<ActorName> {
        let vocabulary = vocabulary(language);
        let mut names = Vec::new();
        let mut add = |written: &str, name: &str| {
            let words = vocabulary.words(written).into_iter().map(|word| word.text);
            names.push(ActorName {
                words: words.collect(),
                name: name.to_owned(),
            });
        };
        for role in &self.roles {
            for written in std::iter::once(&role.name).chain(&role.aliases) {
                add(written, &role.name);
                for many in vocabulary.plurals(written) {
                    add(&many, &role.name);
                }
            }
        }
        for person in &self.people {
            add(&person.name.value, &person.name.value);
        }
        names
    }

    /// The person of that name; case and surrounding space do not matter.
    pub fn person(&self, text: &str) -> Option<&Person> {
        let at = *self.person_of.get(&folded(text))?;
        self.people.get(at)
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
