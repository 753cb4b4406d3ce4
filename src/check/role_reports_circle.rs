//! Roles that report to each other in a circle.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = &facts.sources.roles else { return };
    let roles = &facts.config.roles;
    let superior = |at: usize| {
        let to = roles.roles[at].reports_to.as_ref()?;
        let to = roles.find(&to.value)?;
        roles.roles.iter().position(|role| role.id.value == to.id.value)
    };
    for (at, role) in roles.roles.iter().enumerate() {
        let mut names = vec![format!("`{}`", role.name)];
        let mut above = superior(at);
        while let Some(next) = above.filter(|_| names.len() <= roles.roles.len()) {
            names.push(format!("`{}`", roles.roles[next].name));
            if next == at {
                break;
            }
            above = superior(next);
        }
        // The circle is told once, at the first of its roles.
        let is_circle = names.len() > 1 && names.first() == names.last() && above == Some(at);
        let is_first = is_circle && circle(at, superior).iter().all(|other| *other >= at);
        if let (true, Some(reports_to)) = (is_first, &role.reports_to) {
            let message = format!("roles report to each other in a circle: {}", names.join(" → "));
            let finding = Diagnostic::new(Code::RoleReportsCircle, &file.path, reports_to.span, message);
            found.push(finding.help("let one of them report to a role outside of the circle, or to none"));
        }
    }
}

fn circle(start: usize, superior: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut members = vec![start];
    let mut above = superior(start);
    while let Some(next) = above.filter(|next| *next != start) {
        members.push(next);
        above = superior(next);
    }
    members
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::check::testing::library;
    use crate::diagnostic::Code;

    #[test]
    fn a_reporting_circle_is_told_once() {
        library(
            r#"
-- roles.toml --
[[role]]
name = "A"
reports_to = "B"
[[role]]
name = "B"
reports_to = "C"
[[role]]
name = "C"
reports_to = "A"
[[role]]
name = "D"
reports_to = "A"
"#,
        )
        .finds(
            Code::RoleReportsCircle,
            expect![[r#""#]],
        );
    }
}
