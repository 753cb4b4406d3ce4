//! Contacts, in order of escalation.

use crate::blocks::{Attributes, Fault, Fence, Grid, kpi, table};
use crate::diagnostic::Code;
use crate::text::At;

/// A `contacts` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactsBlock {
    /// In order of escalation.
    pub contacts: Vec<Contact>,
    /// Shown above.
    pub caption: Option<String>,
}

/// One person or role to contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// A person's name; empty for the holder of the role.
    pub who: String,
    /// The role as written; empty where none is given.
    pub role: At<String>,
    /// For what.
    pub subject: String,
    /// Addresses, numbers or words.
    pub reach: Vec<String>,
    /// When to escalate to the next.
    pub escalate: String,
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<ContactsBlock> {
    let attributes = Attributes::parse(fence, &["caption"], faults);
    let Some(grid) = Grid::parse(fence.body, &fence.origin, faults) else {
        faults.push(table::empty(fence));
        return None;
    };
    let optional = ["who", "role", "for what", "when to escalate"];
    let columns = kpi::columns(&grid, &["how to reach"], &optional, faults)?;
    let mut contacts = Vec::new();
    for row in &grid.rows {
        let cell = |name| kpi::cell(row, &columns, name);
        let text = |name| cell(name).map_or(String::new(), |cell| cell.text.clone());
        let role = cell("role").map(|cell| At::new(cell.text.clone(), cell.span));
        let reach: Vec<String> = text("how to reach")
            .split(';')
            .map(str::trim)
            .filter(|way| !way.is_empty())
            .map(str::to_owned)
            .collect();
        let contact = Contact {
            who: text("who"),
            role: role.unwrap_or_else(|| At::new(String::new(), row[0].span)),
            subject: text("for what"),
            reach,
            escalate: text("when to escalate"),
        };
        let name = if contact.who.is_empty() {
            &contact.role.value
        } else {
            &contact.who
        };
        if contact.reach.is_empty() {
            let message = format!("`{name}` has no address or number");
            faults.push(
                Fault::new(Code::ContactReachMissing, row[0].span, message)
                    .help("give an address or a number under `how to reach`"),
            );
        }
        contacts.push(contact);
    }
    Some(ContactsBlock {
        contacts,
        caption: attributes.text("caption"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Origin;

    #[test]
    fn a_contact_that_cannot_be_reached_is_found() {
        let body =
            "who,role,how to reach\nIsla,Coordinator,isla@x.example; 0117 496 0123\n,Manager,\n";
        let fence = Fence {
            word: "contacts",
            info: "",
            info_offset: 0,
            body,
            origin: Origin::contiguous(0),
        };
        let mut faults = Vec::new();
        let block = parse(&fence, &mut faults).unwrap();
        assert_eq!(block.contacts[0].reach, ["isla@x.example", "0117 496 0123"]);
        assert_eq!(faults[0].message, "`Manager` has no address or number");
    }
}
