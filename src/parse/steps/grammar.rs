//! The facts below a step, and the roles that they name.

use crate::language::RoleNames;

/// What a fact below a step says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DetailKind {
    /// What must be read before acting.
    Warning,
    /// With what.
    Tools,
    /// What is needed.
    Input,
    /// What comes out.
    Output,
    /// What is written down.
    Record,
    /// How long it takes, or by when.
    Time,
    /// To whom it goes when it cannot be done.
    Escalate,
    /// Who answers for it (accountable).
    Approves,
    /// Who is asked before.
    Consulted,
    /// Who is told after.
    Informs,
}

impl DetailKind {
    /// In kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            DetailKind::Warning => "warning",
            DetailKind::Tools => "tools",
            DetailKind::Input => "input",
            DetailKind::Output => "output",
            DetailKind::Record => "record",
            DetailKind::Time => "time",
            DetailKind::Escalate => "escalate",
            DetailKind::Approves => "approves",
            DetailKind::Consulted => "consulted",
            DetailKind::Informs => "informs",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<DetailKind> {
        DetailKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// All kinds.
    pub const ALL: [DetailKind; 10] = [
        DetailKind::Warning,
        DetailKind::Tools,
        DetailKind::Input,
        DetailKind::Output,
        DetailKind::Record,
        DetailKind::Time,
        DetailKind::Escalate,
        DetailKind::Approves,
        DetailKind::Consulted,
        DetailKind::Informs,
    ];

    /// Whether the detail names roles.
    pub fn names_roles(self) -> bool {
        matches!(
            self,
            DetailKind::Escalate
                | DetailKind::Approves
                | DetailKind::Consulted
                | DetailKind::Informs
        )
    }
}

/// The roles that a detail names, in the words of its language: parted by commas, semicolons and
/// `and`. A condition that follows (`…, when the client asks`, `…, 30 days later`) is not a role.
/// `Health and Safety Officer` is one role: an `and` after a single word parts only single words.
pub fn role_names<'t>(text: &'t str, known: &RoleNames) -> Vec<&'t str> {
    let and = format!("{} ", known.and);
    let late: Vec<String> = known.late.iter().map(|word| format!(" {word} ")).collect();
    let mut names = Vec::new();
    for part in text.trim_end_matches(['.', ' ']).split([',', ';']) {
        let part = part.trim();
        let lower = part.to_lowercase();
        let first = lower.split_whitespace().next().unwrap_or_default();
        let is_figure = part.starts_with(|c: char| c.is_ascii_digit());
        if is_figure || known.conditions.iter().any(|word| word == first) {
            break;
        }
        let part = part.strip_prefix(&and).unwrap_or(part);
        let condition = late.iter().filter_map(|word| part.find(word)).min();
        let part_named = part[..condition.unwrap_or(part.len())].trim();
        match part_named.split_once(&format!(" {and}")) {
            Some((one, other)) if one.contains(' ') || !other.trim().contains(' ') => {
                names.extend([one.trim(), other.trim()]);
            }
            _ => names.push(part_named),
        }
        if condition.is_some() {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use crate::language::vocabulary;

    fn role_names(text: &str) -> Vec<&str> {
        super::role_names(text, &vocabulary("en").role_names)
    }

    #[test]
    fn a_detail_names_roles_and_its_condition_is_none() {
        assert_eq!(
            role_names("Finance Manager, when the total is above £500"),
            ["Finance Manager"]
        );
        assert_eq!(role_names("Owner, 30 days after the due date"), ["Owner"]);
        assert_eq!(
            role_names("Sales Manager when it rains, or snows"),
            ["Sales Manager"]
        );
        assert_eq!(role_names("Owner, 30 days after the due date"), ["Owner"]);
        assert_eq!(
            role_names("Owner; Buyer and Clerk."),
            ["Owner", "Buyer", "Clerk"]
        );
        assert_eq!(
            role_names("Sales Manager and Finance Manager"),
            ["Sales Manager", "Finance Manager"]
        );
        assert_eq!(
            role_names("Health and Safety Officer, Clerk"),
            ["Health and Safety Officer", "Clerk"]
        );
        assert_eq!(role_names(" , ; "), Vec::<&str>::new());
    }
}
