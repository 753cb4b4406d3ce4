//! The owner of a document and how to contact them.

use serde::Serialize;

use crate::config::Roles;
pub(in crate::render) use crate::library::role_name;

/// A way to contact someone.
#[derive(Clone, Serialize)]
pub(in crate::render) struct Contact {
    pub text: String,
    /// `mailto:`, `tel:` or a web address; `None` for plain text.
    pub href: Option<String>,
}

/// The owner of a document.
#[derive(Clone, Serialize)]
pub(in crate::render) struct Owner {
    /// As written in `roles.toml`, or else as in the document.
    pub name: String,
    pub contact: Option<Contact>,
    /// The deputy role.
    pub deputy: Option<String>,
}

/// The owner named `text`, with the contact that `roles.toml` gives for the role, or else for a
/// holder of it, or for the person.
pub(in crate::render) fn owner(roles: &Roles, text: &str) -> Owner {
    if let Some(role) = roles.find(text) {
        let holder = roles.people.iter().find(|person| {
            person.left.is_none()
                && person.roles.iter().any(|held| {
                    roles
                        .find(&held.value)
                        .is_some_and(|held| held.id.value == role.id.value)
                })
        });
        let reach = role.contact.as_deref();
        let reach = reach.or_else(|| holder.and_then(|person| person.contact.as_deref()));
        let deputy = role.deputy.as_ref().map(|deputy| {
            let known = roles.find(&deputy.value);
            known.map_or_else(|| deputy.value.clone(), |role| role.name.clone())
        });
        return Owner {
            name: role.name.clone(),
            contact: reach.map(contact),
            deputy,
        };
    }
    let person = roles.person(text);
    Owner {
        name: text.trim().to_owned(),
        contact: person
            .and_then(|person| person.contact.as_deref())
            .map(contact),
        deputy: None,
    }
}

/// Recognises an e-mail address, a web address, a telephone number or plain text.
pub(in crate::render) fn contact(text: &str) -> Contact {
    let text = text.trim();
    let is_one_word = !text.contains(char::is_whitespace);
    let href = if text.starts_with("https://")
        || text.starts_with("http://")
        || text.starts_with("mailto:")
        || text.starts_with("tel:")
    {
        Some(text.to_owned())
    } else if is_one_word && text.split_once('@').is_some_and(is_mail) {
        Some(format!("mailto:{text}"))
    } else {
        telephone(text).map(|number| format!("tel:{number}"))
    };
    Contact {
        text: text
            .trim_start_matches("mailto:")
            .trim_start_matches("tel:")
            .to_owned(),
        href,
    }
}

fn is_mail((name, host): (&str, &str)) -> bool {
    !name.is_empty() && host.contains('.') && !host.contains('@')
}

/// At least five digits, and otherwise only characters that telephone numbers may have.
fn telephone(text: &str) -> Option<String> {
    let is_number = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '/' | '.'));
    let number: String = text
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    (is_number && number.len() >= 5).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::contact;

    #[test]
    fn a_contact_is_linked_by_what_it_is() {
        let href = |text| contact(text).href;
        assert_eq!(
            href("qa@firm.example").as_deref(),
            Some("mailto:qa@firm.example")
        );
        assert_eq!(
            href("+44 (117) 496-0123").as_deref(),
            Some("tel:+441174960123")
        );
        assert_eq!(
            href("https://chat.example/qa").as_deref(),
            Some("https://chat.example/qa")
        );
        assert_eq!(href("#quality on the chat"), None);
        assert_eq!(href("room 12"), None);
    }
}
