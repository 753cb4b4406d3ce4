//! Names given on the command line, checked against `roles.toml` as those in files are.

use anyhow::bail;

use crate::config::Roles;
use crate::suggest::nearest;

/// An error if the library declares roles or people, and `name` is none of them. `is_forced` accepts any
/// name.
pub fn declared(option: &str, name: &str, roles: &Roles, is_forced: bool) -> anyhow::Result<()> {
    let declares_none = roles.roles.is_empty() && roles.people.is_empty();
    let is_listed = roles.find(name).is_some() || roles.person(name).is_some();
    if is_forced || declares_none || is_listed {
        return Ok(());
    }
    let help = match meant(name, roles) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add it there".to_owned(),
    };
    bail!(
        "`{option} {name}` is not a role or person in `roles.toml`; {help} (`--force` accepts the name as it \
         is)"
    )
}

/// The declared role or person that a name most likely means.
pub fn meant<'a>(name: &str, roles: &'a Roles) -> Option<&'a str> {
    let names = roles.roles.iter().map(|role| role.name.as_str());
    let aliases = roles.roles.iter().flat_map(|role| &role.aliases);
    let ids = roles.roles.iter().map(|role| role.id.value.0.as_str());
    let people = roles.people.iter().map(|person| person.name.value.as_str());
    let known = names.chain(people).chain(ids);
    nearest(name, known.chain(aliases.map(String::as_str)))
}
