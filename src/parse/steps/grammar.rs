//! The words that make a list a procedure.

use super::ExitTarget;

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

/// The detail that an item opens with and the text after its colon: `Tools: CRM`.
pub fn detail_label(text: &str) -> Option<(DetailKind, &str)> {
    let (label, rest) = text.split_once(':')?;
    let kind = match label.trim().to_lowercase().as_str() {
        "warning" | "caution" | "danger" => DetailKind::Warning,
        "tool" | "tools" | "equipment" | "materials" => DetailKind::Tools,
        "input" | "inputs" => DetailKind::Input,
        "output" | "outputs" => DetailKind::Output,
        "record" | "records" => DetailKind::Record,
        "time" | "deadline" | "duration" => DetailKind::Time,
        "escalate to" | "escalate" | "escalation" => DetailKind::Escalate,
        "approves" | "approved by" | "approver" | "accountable" => DetailKind::Approves,
        "consulted" | "consults" | "consult" => DetailKind::Consulted,
        "informs" | "informed" | "inform" => DetailKind::Informs,
        _ => return None,
    };
    Some((kind, rest.trim()))
}

/// The roles that a detail names: parted by commas, semicolons and `and`; a condition that
/// follows (`…, when the client asks`, `…, 30 days later`) is none. `Health and Safety Officer` is one role: an `and`
/// after a single word parts only single words.
pub fn role_names(text: &str) -> Vec<&str> {
    const CONDITIONS: [&str; 12] = [
        "when", "if", "unless", "once", "at", "above", "over", "after", "within", "before",
        "where", "for",
    ];
    let mut names = Vec::new();
    for part in text.trim_end_matches(['.', ' ']).split([',', ';']) {
        let part = part.trim();
        let opens_with = |word: &&str| part.to_lowercase().split_whitespace().next() == Some(word);
        let is_figure = part.starts_with(|c: char| c.is_ascii_digit());
        if is_figure || CONDITIONS.iter().any(opens_with) {
            break;
        }
        let part = part.strip_prefix("and ").unwrap_or(part);
        let condition = [" when ", " if ", " unless ", " once "]
            .iter()
            .filter_map(|word| part.find(word))
            .min();
        let part_named = part[..condition.unwrap_or(part.len())].trim();
        match part_named.split_once(" and ") {
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

/// A `Step 2: Schedule meetings` heading: its number and its text.
pub fn step_heading(text: &str) -> Option<(u32, &str)> {
    let rest = text
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("step"))
        .map(|_| text[4..].trim_start())?;
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let number = rest[..digits].parse().ok()?;
    let title = rest[digits..]
        .trim_start_matches([':', '.', ')', '-', '–', '—', ' '])
        .trim();
    Some((number, title))
}

/// Where the text of an exit leads, by its last words; `None`: it is no exit.
/// A link at its end is the caller's to find.
pub fn exit_target(text: &str) -> Option<ExitTarget> {
    let words = text
        .trim()
        .trim_end_matches(['.', '!', ';', ','])
        .to_lowercase();
    if is_end(&words) {
        return Some(ExitTarget::Stop);
    }
    let last = words
        .rsplit([';', ',', '.'])
        .next()
        .unwrap_or(&words)
        .trim();
    let ends_in = |phrase: &str| last == phrase || last.ends_with(&format!(" {phrase}"));
    if ends_in("continue") || ends_in("carry on") || ends_in("next step") || ends_in("go on") {
        return Some(ExitTarget::Continue);
    }
    let last = [" above", " below", " again"]
        .iter()
        .find_map(|word| last.strip_suffix(word))
        .unwrap_or(last);
    let (before, number) = last.rsplit_once(' ')?;
    let number: u32 = number.parse().ok()?;
    let leads = [
        "go to step",
        "go back to step",
        "return to step",
        "continue with step",
        "continue at step",
        "repeat from step",
        "see step",
        "back to step",
        "skip to step",
        "proceed to step",
        "continue from step",
        "start again at step",
        "start again from step",
        "restart at step",
        "resume at step",
        "jump to step",
        "move to step",
        "move on to step",
    ];
    leads
        .iter()
        .any(|lead| before.ends_with(lead))
        .then_some(ExitTarget::Number(number))
}

/// Whether the last sentence of a step that sends its reader on holds in some cases only;
/// `None`: it forbids to go there.
pub fn is_conditional(text: &str) -> Option<bool> {
    const CASES: [&str; 14] = [
        "if",
        "unless",
        "when",
        "whenever",
        "where",
        "until",
        "once",
        "otherwise",
        "else",
        "case",
        "may",
        "can",
        "or",
        "should",
    ];
    let text = text
        .trim_end()
        .trim_end_matches(['.', '!', ';'])
        .to_lowercase();
    let sentence = text.rsplit(". ").next().unwrap_or(&text);
    let mut words = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let forbids = |word: &str| {
        matches!(word, "not" | "never" | "cannot") || word.ends_with("n't") || word.ends_with("n’t")
    };
    if words.clone().any(forbids) && !words.clone().any(|word| word == "if") {
        return None;
    }
    Some(words.any(|word| CASES.contains(&word)))
}

/// Whether a text ends the path: `…; stop.`
pub fn is_end(text: &str) -> bool {
    let words = text.trim().trim_end_matches(['.', '!', ';']).to_lowercase();
    let last = words
        .rsplit([';', ',', '.', ':'])
        .next()
        .unwrap_or(&words)
        .trim();
    matches!(
        last,
        "stop"
            | "stop here"
            | "end"
            | "end here"
            | "the end"
            | "and stop"
            | "then stop"
            | "finish"
            | "done"
    ) || last.ends_with(" and stop")
        || last.ends_with(" then stop")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exit_is_known_by_its_last_words() {
        let target = |text| exit_target(text);
        assert_eq!(target("continue."), Some(ExitTarget::Continue));
        assert_eq!(target("log it and continue"), Some(ExitTarget::Continue));
        assert_eq!(target("return it; stop."), Some(ExitTarget::Stop));
        assert_eq!(target("File the form and stop."), Some(ExitTarget::Stop));
        assert_eq!(
            target("correct it, then go to step 3."),
            Some(ExitTarget::Number(3))
        );
        assert_eq!(target("go back to step 12"), Some(ExitTarget::Number(12)));
        assert_eq!(target("the van cannot stop there"), None);
        assert_eq!(target("we discontinue"), None);
        assert_eq!(target("wait for 3"), None);
    }

    #[test]
    fn a_detail_is_known_by_its_first_words() {
        assert_eq!(
            detail_label("Tools: CRM, form"),
            Some((DetailKind::Tools, "CRM, form"))
        );
        assert_eq!(
            detail_label("escalate to: Owner"),
            Some((DetailKind::Escalate, "Owner"))
        );
        assert_eq!(detail_label("Yes: continue"), None);
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

    #[test]
    fn a_step_heading_has_a_number_and_a_text() {
        assert_eq!(
            step_heading("Step 2: Schedule meetings"),
            Some((2, "Schedule meetings"))
        );
        assert_eq!(step_heading("step 10 – Close"), Some((10, "Close")));
        assert_eq!(step_heading("Step back"), None);
        assert_eq!(step_heading("Stéphane 2"), None);
    }
}
