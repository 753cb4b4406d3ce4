//! The next free document id, derived from the ids in use.

use std::collections::BTreeMap;

/// A document that has an id.
pub struct Used<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub kind: &'a str,
    pub department: Option<&'a str>,
}

/// One more than the highest number in the most common series of the department, or else of the type;
/// `SOP-001` in an empty library.
pub fn next_id(used: &[Used<'_>], kind: &str, department: Option<&str>) -> String {
    let is_kind = |one: &&Used<'_>| one.kind == kind;
    let is_department = |one: &&Used<'_>| match (one.department, department) {
        (Some(one), Some(wanted)) => one.eq_ignore_ascii_case(wanted),
        _ => false,
    };
    let both = commonest(used.iter().filter(is_kind).filter(is_department));
    let prefix = both
        .or_else(|| match department {
            // A new department does not continue the series of another one.
            Some(_) => None,
            None => commonest(used.iter().filter(is_kind)),
        })
        .unwrap_or_else(|| fresh(kind, department, used));
    let taken = used.iter().filter_map(|one| {
        let (before, digits) = split(one.id)?;
        let number = digits.parse::<u64>().ok()?;
        (before == prefix).then_some((number, digits.len()))
    });
    let (highest, width) = taken.max().unwrap_or((0, 3));
    format!("{prefix}{:0width$}", highest + 1)
}

fn commonest<'a>(used: impl Iterator<Item = &'a Used<'a>>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in used {
        if let Some((prefix, _)) = split(one.id) {
            *counts.entry(prefix).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(prefix, _)| prefix.to_owned())
}

/// The prefix for the first document of a type, in the style of the library's other ids.
fn fresh(kind: &str, department: Option<&str>, used: &[Used<'_>]) -> String {
    let letters: String = match kind {
        "sop" => "SOP".to_owned(),
        "work-instruction" => "WI".to_owned(),
        other => other
            .chars()
            .filter(char::is_ascii_alphabetic)
            .take(3)
            .collect(),
    };
    let letters = letters.to_uppercase();
    let has_departments = used
        .iter()
        .filter_map(|one| split(one.id))
        .any(|(prefix, _)| prefix.matches('-').count() > 1);
    let of_department: String = department
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(3)
        .collect();
    match has_departments && of_department.len() == 3 {
        true => format!("{letters}-{}-", of_department.to_uppercase()),
        false => format!("{letters}-"),
    }
}

/// `SOP-SAL-003` to `SOP-SAL-` and `003`.
fn split(id: &str) -> Option<(&str, &str)> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    (prefix.len() < id.len()).then(|| id.split_at(prefix.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(id: &'static str, kind: &'static str, department: &'static str) -> Used<'static> {
        Used {
            id,
            title: "",
            kind,
            department: Some(department),
        }
    }

    #[test]
    fn the_next_id_goes_on_where_the_department_left_off() {
        let library = [
            used("SOP-SAL-003", "sop", "Sales"),
            used("SOP-SAL-009", "sop", "Sales"),
            used("POL-SAL-020", "policy", "Sales"),
            used("SOP-OPS-0041", "sop", "Operations"),
        ];
        assert_eq!(next_id(&library, "sop", Some("sales")), "SOP-SAL-010");
        assert_eq!(next_id(&library, "policy", Some("Sales")), "POL-SAL-021");
        assert_eq!(next_id(&library, "sop", Some("Operations")), "SOP-OPS-0042");
        assert_eq!(next_id(&library, "sop", Some("Finance")), "SOP-FIN-001");
        assert_eq!(next_id(&library, "runbook", Some("Sales")), "RUN-SAL-001");
    }

    #[test]
    fn an_empty_library_begins_with_one() {
        assert_eq!(next_id(&[], "sop", None), "SOP-001");
        assert_eq!(next_id(&[], "work-instruction", Some("Sales")), "WI-001");
        assert_eq!(next_id(&[used("QP-7", "sop", "Q")], "sop", None), "QP-8");
    }
}
