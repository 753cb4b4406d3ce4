//! Roles that report to each other in a circle.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};

pub fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = &facts.sources.roles else {
        return;
    };
    let roles = &facts.config.roles;
    let position = |name: &str| {
        let id = &roles.find(name)?.id.value;
        roles.roles.iter().position(|role| role.id.value == *id)
    };
    let reports_to = roles
        .roles
        .iter()
        .map(|role| position(&role.reports_to.as_ref()?.value));
    let superiors: Vec<Option<usize>> = reports_to.collect();
    for (at, role) in roles.roles.iter().enumerate() {
        let Some(circle) = circle(at, &superiors) else {
            continue;
        };
        // Reported once, at the first of its roles.
        if let (true, Some(reports_to)) =
            (circle.iter().all(|other| *other >= at), &role.reports_to)
        {
            let names = circle
                .iter()
                .chain([&at])
                .map(|at| format!("`{}`", roles.roles[*at].name));
            let names: Vec<String> = names.collect();
            let message = format!(
                "roles report to each other in a circle: {}",
                names.join(" → ")
            );
            let finding = Diagnostic::new(
                Code::RoleReportsCircle,
                &file.path,
                reports_to.span,
                message,
            );
            found.push(
                finding.help("let one of them report to a role outside the circle, or to nobody"),
            );
        }
    }
}

/// The roles from `start` upwards, if they lead back to `start`.
fn circle(start: usize, superiors: &[Option<usize>]) -> Option<Vec<usize>> {
    let mut members = vec![start];
    let mut above = superiors[start]?;
    while above != start {
        if members.contains(&above) {
            return None;
        }
        members.push(above);
        above = superiors[above]?;
    }
    Some(members)
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
            expect![[r#"
            roles.toml:3:14 "B"
                roles report to each other in a circle: `A` → `B` → `C` → `A`
                = let one of them report to a role outside the circle, or to nobody
        "#]],
        );
    }
}
