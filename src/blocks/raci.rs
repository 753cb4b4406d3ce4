//! Who is responsible, accountable, consulted and informed.

use crate::blocks::{Attributes, Cell, Fault, Fence, Grid};
use crate::diagnostic::Code;
use crate::text::{At, Span};

/// A `raci` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaciBlock {
    /// The tasks; `None` to take them from the steps of the document.
    pub rows: Option<Vec<RaciRow>>,
    /// Every role as written, once, at the first cell that names it.
    pub names: Vec<At<String>>,
    /// Shown above.
    pub caption: Option<String>,
    /// Where the block stands.
    pub span: Span,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaciRow {
    /// What is done.
    pub task: At<String>,
    /// Roles as written, each with its letter, in the order written.
    pub roles: Vec<(At<String>, Letter)>,
}

/// A role's involvement in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// Responsible: does it.
    Responsible,
    /// Accountable: answers for it; one role only.
    Accountable,
    /// Consulted before.
    Consulted,
    /// Informed after.
    Informed,
}

impl Letter {
    /// `R`, `A`, `C` or `I`.
    pub(crate) fn sign(self) -> char {
        match self {
            Letter::Responsible => 'R',
            Letter::Accountable => 'A',
            Letter::Consulted => 'C',
            Letter::Informed => 'I',
        }
    }
}

impl RaciRow {
    /// The roles with that letter.
    pub(crate) fn with(&self, letter: Letter) -> impl Iterator<Item = &At<String>> {
        self.roles
            .iter()
            .filter(move |(_, given)| *given == letter)
            .map(|(role, _)| role)
    }
}

pub(super) fn parse(fence: &Fence<'_>, faults: &mut Vec<Fault>) -> Option<RaciBlock> {
    let attributes = Attributes::parse(fence, &["caption", "from"], faults);
    let span = Span::new(fence.info_offset, fence.info_offset + fence.info.len());
    let mut block = RaciBlock {
        rows: None,
        names: Vec::new(),
        caption: attributes.text("caption"),
        span,
    };
    if fence.body.trim().is_empty() {
        return Some(block);
    }
    let grid = Grid::parse(fence.body, &fence.origin, faults)?;
    let rows: Vec<RaciRow> = grid
        .rows
        .iter()
        .map(|row| raci_row(&grid, row, faults))
        .collect();
    rows.iter().for_each(|row| contradictions(row, faults));
    block.names = names(&grid, &rows);
    block.rows = Some(rows);
    Some(block)
}

fn names(grid: &Grid, rows: &[RaciRow]) -> Vec<At<String>> {
    let heads = grid.header.iter().skip(1);
    let heads = heads.filter(|head| !head.text.is_empty() && letter_column(&head.text).is_none());
    let heads = heads.map(|head| At::new(head.text.clone(), head.span));
    let cells = rows.iter().flat_map(|row| &row.roles);
    let mut names: Vec<At<String>> = Vec::new();
    for name in heads.chain(cells.map(|(role, _)| role.clone())) {
        if names.iter().all(|known| known.value != name.value) {
            names.push(name);
        }
    }
    names
}

/// The letter for which a column of this name lists the roles.
fn letter_column(name: &str) -> Option<Letter> {
    match name.to_lowercase().as_str() {
        "responsible" | "r" => Some(Letter::Responsible),
        "accountable" | "a" => Some(Letter::Accountable),
        "consulted" | "c" => Some(Letter::Consulted),
        "informed" | "i" => Some(Letter::Informed),
        _ => None,
    }
}

fn raci_row(grid: &Grid, row: &[Cell], faults: &mut Vec<Fault>) -> RaciRow {
    let mut roles = Vec::new();
    for (head, cell) in grid.header.iter().zip(row).skip(1) {
        if let Some(letter) = letter_column(&head.text) {
            let names = cell
                .text
                .split(';')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            roles.extend(names.map(|name| (At::new(name.to_owned(), cell.span), letter)));
            continue;
        }
        for sign in cell
            .text
            .split(['/', ',', ';', ' ', '+', '&'])
            .filter(|sign| !sign.is_empty())
        {
            let letter = match sign.to_uppercase().as_str() {
                "R" => Letter::Responsible,
                "A" => Letter::Accountable,
                "C" => Letter::Consulted,
                "I" => Letter::Informed,
                "-" | "–" | "—" => continue,
                _ => {
                    let message = format!("`{sign}` is not R, A, C or I");
                    let help = "write R, A, C or I, or leave the cell empty";
                    faults.push(Fault::new(Code::RaciLetterUnknown, cell.span, message).help(help));
                    continue;
                }
            };
            roles.push((At::new(head.text.clone(), cell.span), letter));
        }
    }
    RaciRow {
        task: At::new(row[0].text.clone(), row[0].span),
        roles,
    }
}

/// Exactly one role answers for a task, at least one does it, and no role that does it or answers
/// for it is also consulted or informed.
fn contradictions(row: &RaciRow, faults: &mut Vec<Fault>) {
    let task = &row.task.value;
    let accountable: Vec<_> = row.with(Letter::Accountable).collect();
    match accountable.as_slice() {
        [_] => {}
        [] => faults.push(
            Fault::new(
                Code::RaciAccountable,
                row.task.span,
                format!("nobody is accountable for `{task}`"),
            )
            .help("name the one role that is accountable"),
        ),
        [_, second, ..] => {
            let names: Vec<_> = accountable
                .iter()
                .map(|role| format!("`{}`", role.value))
                .collect();
            let message = format!(
                "`{task}` has {} accountable roles: {}",
                names.len(),
                names.join(", ")
            );
            faults.push(
                Fault::new(Code::RaciAccountable, second.span, message)
                    .help("keep one; make the others responsible or consulted"),
            );
        }
    }
    if row.with(Letter::Responsible).next().is_none() {
        let message = format!("nobody is responsible for `{task}`");
        faults.push(
            Fault::new(Code::RaciResponsibleMissing, row.task.span, message)
                .help("name the role that does it"),
        );
    }
    for (role, letter) in &row.roles {
        let is_idle = matches!(letter, Letter::Consulted | Letter::Informed);
        let acts = row.roles.iter().any(|(other, part)| {
            other.value.eq_ignore_ascii_case(&role.value)
                && matches!(part, Letter::Responsible | Letter::Accountable)
        });
        if is_idle && acts {
            let part = if *letter == Letter::Consulted {
                "consulted on"
            } else {
                "informed of"
            };
            let message = format!(
                "`{}` is responsible or accountable for `{task}` and also {part} it",
                role.value
            );
            faults.push(
                Fault::new(Code::RaciContradiction, role.span, message).help("remove C or I"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Origin;

    fn read_body(body: &str) -> (Vec<RaciRow>, Vec<String>) {
        let fence = Fence {
            word: "raci",
            info: "",
            info_offset: 0,
            body,
            origin: Origin::contiguous(0),
        };
        let mut faults = Vec::new();
        let block = parse(&fence, &mut faults).unwrap();
        (
            block.rows.unwrap_or_default(),
            faults.into_iter().map(|fault| fault.message).collect(),
        )
    }

    #[test]
    fn both_forms_say_the_same() {
        let by_letter =
            "task,responsible,accountable,consulted,informed\nBill,Clerk,Manager,,Partner; Sales\n";
        let by_role = "task,Clerk,Manager,Partner,Sales\nBill,R,A,I,I\n";
        let roles = |body| {
            let (rows, said) = read_body(body);
            assert_eq!(said, Vec::<String>::new());
            rows[0]
                .roles
                .iter()
                .map(|(role, letter)| (role.value.clone(), letter.sign()))
                .collect::<Vec<_>>()
        };
        assert_eq!(roles(by_letter), roles(by_role));
    }

    #[test]
    fn contradictions_are_found() {
        let (_, said) = read_body("task,Ann,Bob,Cy\nPay,A/R,A,I\nFile,C,,R\nSort,A/R/I,X,\n");
        assert_eq!(
            said,
            [
                "`X` is not R, A, C or I",
                "`Pay` has 2 accountable roles: `Ann`, `Bob`",
                "nobody is accountable for `File`",
                "`Ann` is responsible or accountable for `Sort` and also informed of it",
            ]
        );
    }
}
