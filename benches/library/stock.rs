//! Libraries of any size: procedures with real sentences, steps, tables, charts, code and links.
//!
//! A document of the same number is the same on every machine.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// How many roles share the work.
const ROLES: usize = 200;
/// Documents in a folder.
const FOLDER: usize = 250;

const ACTORS: [&str; 10] = [
    "Clerk",
    "Shift Leader",
    "Technician",
    "Buyer",
    "Planner",
    "Inspector",
    "Warehouse Keeper",
    "Engineer",
    "Assistant",
    "Coordinator",
];
const VERBS: [&str; 24] = [
    "Check",
    "Record",
    "Weigh",
    "Label",
    "Compare",
    "Measure",
    "Sign off",
    "Return",
    "Clean",
    "Calibrate",
    "Inspect",
    "Count",
    "Seal",
    "Photograph",
    "Replace",
    "Log",
    "Confirm",
    "Collect",
    "Store",
    "Release",
    "Report",
    "Book",
    "Test",
    "Archive",
];
const THINGS: [&str; 32] = [
    "the delivery note",
    "the batch record",
    "the balance",
    "the sample",
    "the invoice",
    "the pump",
    "the pressure gauge",
    "the order",
    "the filter housing",
    "the customer file",
    "the calibration certificate",
    "the training record",
    "the pallet",
    "the seal number",
    "the tank level",
    "the work permit",
    "the stock card",
    "the complaint form",
    "the supplier list",
    "the test report",
    "the drum",
    "the cleaning log",
    "the shift handover",
    "the spare part",
    "the access badge",
    "the temperature chart",
    "the retained sample",
    "the purchase request",
    "the risk assessment",
    "the emergency shower",
    "the forklift key",
    "the reject bin",
];
const PLACES: [&str; 16] = [
    "at the goods gate",
    "in the cold store",
    "before the shift begins",
    "against the order",
    "with the second signature",
    "on the same day",
    "in the logbook",
    "next to the mixing room",
    "under the extraction hood",
    "at the end of the run",
    "within two hours",
    "at the front desk",
    "in the quarantine area",
    "after the first sample",
    "during the weekly walk",
    "on the shared drive",
];
const REASONS: [&str; 12] = [
    "so that a later reader can tell what was done",
    "because an unmarked container has caused a recall before",
    "unless the customer has agreed otherwise in writing",
    "so that the next shift starts with the facts",
    "which the auditor asks for every year",
    "because the supplier changes the packaging without notice",
    "so that nobody relies on memory",
    "unless the line is stopped for cleaning",
    "which keeps the numbers comparable",
    "because two people have to agree on the result",
    "so that a missing entry shows at once",
    "which takes less than five minutes",
];

/// A generator of choices, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn sentence(&mut self) -> String {
        let (verb, thing, place) = (self.pick(&VERBS), self.pick(&THINGS), self.pick(&PLACES));
        match self.roll(3) {
            0 => format!("{verb} {thing} {place}."),
            1 => format!("{verb} {thing} {place}, {}.", self.pick(&REASONS)),
            _ => format!(
                "{verb} {thing} {place} and compare it with {}, {}.",
                self.pick(&THINGS),
                self.pick(&REASONS)
            ),
        }
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        let sentences: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}

fn role(number: usize) -> String {
    format!(
        "{} {}",
        ACTORS[number % ACTORS.len()],
        number / ACTORS.len() + 1
    )
}

fn id(number: usize) -> String {
    format!("SOP-GEN-{:05}", number + 1)
}

/// The path of a document, relative to the library.
pub fn path(number: usize) -> String {
    format!("sops/area-{:03}/sop-{:05}.md", number / FOLDER, number)
}

/// One document of about a thousand words.
pub fn document(number: usize, count: usize) -> String {
    let mut dice =
        Dice(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
    let first = dice.roll(ROLES);
    let mut out = String::with_capacity(9 * 1024);
    let (verb, thing) = (dice.pick(&VERBS), dice.pick(&THINGS));
    let _ = write!(
        out,
        "---\nid: {}\ntitle: {verb} {thing} ({number})\nversion: \"{}.{}\"\nstatus: effective\nowner: {}\ndepartment: Area {}\n\
         effective: 2026-{:02}-01\nlast_reviewed: 2026-{:02}-{:02}\nreview_cycle: {} months\ntags: [area-{}, {}]\n---\n\n",
        id(number),
        1 + dice.roll(4),
        dice.roll(10),
        role(first),
        number / FOLDER,
        1 + dice.roll(9),
        1 + dice.roll(9),
        1 + dice.roll(28),
        [3, 6, 12, 24][dice.roll(4)],
        number / FOLDER,
        dice.pick(&["quality", "safety", "stock", "service"]),
    );
    let other = |dice: &mut Dice| dice.roll(count);
    let _ = write!(
        out,
        "## Purpose\n\n{}\n\n## Scope\n\n{}\n\n## Responsibilities\n\n",
        dice.paragraph(3),
        dice.paragraph(2)
    );
    for at in 0..3 {
        let _ = writeln!(out, "- {}: {}", role((first + at) % ROLES), dice.sentence());
    }
    out.push_str("\n## Policy\n\n");
    for _ in 0..5 {
        let _ = write!(out, "{}\n\n", dice.paragraph(6));
    }
    out.push_str("## Procedure\n\n");
    for step in 1..=8 {
        let acting = role((first + step % 3) % ROLES);
        if step == 4 {
            let _ = write!(
                out,
                "{step}. **{acting}:** Does {} agree with {}?\n   - **Yes:** continue.\n   - **No:** correct it, then go to step 2.\n",
                dice.pick(&THINGS),
                dice.pick(&THINGS)
            );
            continue;
        }
        let _ = write!(
            out,
            "{step}. **{acting}:** {}\n   - Record: {}\n   - Time: {} minutes\n",
            dice.sentence(),
            dice.pick(&THINGS),
            5 * (1 + dice.roll(12))
        );
    }
    let _ = write!(
        out,
        "\n```flow\nflowchart TD\n  A([Start]) --> B[{}]\n  B --> C{{{} right?}}\n  C -->|Yes| D[{}]\n  C -->|No| B\n  D --> E([Done])\n```\n\n",
        dice.pick(&VERBS),
        dice.pick(&THINGS),
        dice.pick(&VERBS)
    );
    for _ in 0..2 {
        out.push_str("| Item | Limit | Unit |\n| --- | ---: | --- |\n");
        for _ in 0..6 {
            let _ = writeln!(out, "| {} | {} | kg |", dice.pick(&THINGS), dice.roll(500));
        }
        let _ = write!(out, "\n{}\n\n", dice.paragraph(4));
    }
    let _ = write!(
        out,
        "```sql\nselect batch, weight from samples where day = '2026-0{}-01' and weight > {};\n```\n\n",
        1 + dice.roll(9),
        dice.roll(100)
    );
    out.push_str("## References\n\n");
    for _ in 0..4 {
        let to = other(&mut dice);
        let _ = writeln!(
            out,
            "- [{}](../area-{:03}/sop-{to:05}.md) {}",
            id(to),
            to / FOLDER,
            dice.sentence()
        );
    }
    let _ = write!(
        out,
        "\nSee also {} and {}.\n\n## History\n\n",
        id(other(&mut dice)),
        id(other(&mut dice))
    );
    for _ in 0..4 {
        let _ = write!(out, "{}\n\n", dice.paragraph(6));
    }
    out
}

/// Writes a library of `count` documents.
pub fn write(root: &Path, count: usize) -> io::Result<()> {
    fs::create_dir_all(root)?;
    fs::write(
        root.join("sopress.toml"),
        "[site]\ntitle = \"Generated\"\nbase_url = \"https://sops.example/\"\n",
    )?;
    let mut roles = String::new();
    for number in 0..ROLES {
        let _ = write!(
            roles,
            "[[roles]]\nid = \"role-{number}\"\nname = \"{}\"\n\n",
            role(number)
        );
    }
    fs::write(root.join("roles.toml"), roles)?;
    for number in 0..count {
        let file = root.join(path(number));
        if number % FOLDER == 0 {
            fs::create_dir_all(file.parent().expect("a document lies in a folder"))?;
        }
        fs::write(file, document(number, count))?;
    }
    Ok(())
}
