//! `roles.toml`: the roles people hold.

use crate::date::Date;
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
    /// The role that stands in, as written.
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
    /// The role whose id, name or alias is `text`; case and surrounding space do not matter.
    pub fn find(&self, text: &str) -> Option<&Role> {
        let wanted = text.trim();
        let is = |name: &str| is_same(name, wanted);
        self.roles.iter().find(|role| {
            is(&role.id.value.0) || is(&role.name) || role.aliases.iter().any(|alias| is(alias))
        })
    }

    /// The person of that name.
    pub fn person(&self, text: &str) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| is_same(&person.name.value, text.trim()))
    }
}

/// Asked for each role at each mention of one; plain names are compared without copies.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    match one.is_ascii() && other.is_ascii() {
        true => one.eq_ignore_ascii_case(other),
        false => letters(one) == letters(other),
    }
}
