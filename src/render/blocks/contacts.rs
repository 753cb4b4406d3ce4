//! Contacts.

use serde::Serialize;

use super::{Drawing, RoleView};
use crate::blocks::ContactsBlock;
use crate::render::views::{Contact, contact};

/// What `templates/blocks/contacts.html` may see.
#[derive(Serialize)]
pub(super) struct ContactsView {
    caption: Option<String>,
    contacts: Vec<ContactView>,
}

#[derive(Serialize)]
struct ContactView {
    /// A person, or the role if none is named.
    name: String,
    role: Option<RoleView>,
    subject: String,
    reach: Vec<Contact>,
    escalate: String,
}

pub(super) fn view(drawing: &Drawing<'_>, block: &ContactsBlock) -> ContactsView {
    let contacts = block.contacts.iter().map(|entry| {
        let role = (!entry.role.value.is_empty()).then(|| drawing.role(&entry.role.value));
        let is_person = !entry.who.is_empty();
        let name = match &role {
            Some(role) if !is_person => role.name.clone(),
            _ => entry.who.clone(),
        };
        ContactView {
            name,
            role: role.filter(|_| is_person),
            subject: entry.subject.clone(),
            reach: entry.reach.iter().map(|way| contact(way)).collect(),
            escalate: entry.escalate.clone(),
        }
    });
    ContactsView {
        caption: block.caption.clone(),
        contacts: contacts.collect(),
    }
}
