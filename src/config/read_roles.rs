//! Reads `roles.toml`: `[[role]]` or `[role.ID]`, `[[person]]` or `[person.ID]`.

use crate::config::table::{self, Table};
use crate::config::{Person, Role, RoleId, Roles, TrackStep};
use crate::date::{Date, DateError, parse_date};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::text::{At, slug};

pub const SECTIONS: &[&str] = &["role", "roles", "person", "people"];
pub const ROLE_KEYS: &[&str] = &[
    "id",
    "name",
    "aliases",
    "department",
    "reports_to",
    "summary",
    "contact",
    "deputy",
    "track",
];
pub const TRACK: &[&str] = &["day", "sop"];
pub const PERSON_KEYS: &[&str] = &["name", "role", "roles", "contact", "left"];

pub fn read_roles(source: &Source) -> (Roles, Vec<Diagnostic>) {
    table::read(source, |root| {
        root.only(SECTIONS);
        let (mut roles, mut people) = (Vec::new(), Vec::new());
        for key in ["role", "roles"] {
            for (id, entry) in root.items(key, "a role") {
                roles.extend(role(id, entry));
            }
        }
        for key in ["person", "people"] {
            for (name, entry) in root.items(key, "a person") {
                people.extend(person(name, entry));
            }
        }
        report_duplicates(&roles, root);
        Roles::new(roles, people)
    })
}

fn role(key: Option<At<&str>>, entry: Table<'_>) -> Option<Role> {
    entry.only(ROLE_KEYS);
    let key = key.map(|key| At::new(key.value.to_owned(), key.span));
    let given = entry.text("id").or(key);
    let name = entry.text("name");
    let (id, name) = match (given, name) {
        (Some(id), Some(name)) => (id, name.value),
        (Some(id), None) => (id.clone(), id.value),
        (None, Some(name)) => (At::new(slug(&name.value), name.span), name.value),
        (None, None) => {
            entry.invalid(
                entry.span,
                "a role has no `id` and no `name`",
                Some("give it a name"),
            );
            return None;
        }
    };
    Some(Role {
        id: At::new(RoleId(slug(&id.value)), id.span),
        name,
        aliases: entry.strings("aliases").unwrap_or_default(),
        department: entry.words("department"),
        reports_to: entry.text("reports_to"),
        summary: entry.words("summary"),
        contact: entry.words("contact"),
        deputy: entry.text("deputy"),
        track: entry
            .items("track", "a step of a track")
            .into_iter()
            .filter_map(|(_, step)| track_step(step))
            .collect(),
    })
}

fn track_step(step: Table<'_>) -> Option<TrackStep> {
    step.only(TRACK);
    let day: Option<u16> = step.number("day");
    match (day, step.text("sop")) {
        (Some(day), Some(sop)) if day > 0 => Some(TrackStep { day, sop }),
        (Some(0), _) => {
            step.invalid(step.span, "a track begins on day 1, not 0", None);
            None
        }
        _ => {
            let help = Some("write `{ day = 1, sop = \"SOP-001\" }`");
            step.invalid(step.span, "a step of a track needs `day` and `sop`", help);
            None
        }
    }
}

fn person(key: Option<At<&str>>, entry: Table<'_>) -> Option<Person> {
    entry.only(PERSON_KEYS);
    let key = key.map(|key| At::new(key.value.to_owned(), key.span));
    let Some(name) = entry.text("name").or(key) else {
        entry.invalid(entry.span, "a person has no `name`", None);
        return None;
    };
    let mut roles = entry.list("roles").unwrap_or_default();
    roles.extend(entry.list("role").unwrap_or_default());
    Some(Person {
        name,
        roles,
        contact: entry.words("contact"),
        left: entry.parsed("left", "write it as `YYYY-MM-DD`", day),
    })
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|error| match error {
        DateError::NoSuchDay => format!("there is no day `{text}`"),
        DateError::NotIso { .. } => format!("`{text}` is not a date"),
    })
}

/// Two roles of one id or name: the second would never be found.
fn report_duplicates(roles: &[Role], root: Table<'_>) {
    for (at, role) in roles.iter().enumerate() {
        let earlier = &roles[..at];
        if earlier.iter().any(|other| other.id.value == role.id.value) {
            let message = format!("the role `{}` is declared twice", role.id.value.0);
            root.invalid(role.id.span, message, Some("keep one of the two"));
        }
    }
}
