//! Everyday English words that are used for the same thing at work: staff type the one, the document
//! says the other. Only such as mean the same in any trade; the rest is for a library's glossary.

use std::sync::LazyLock;

use fnv::FnvHashMap;

/// The first word of the group in which `word` is.
pub(super) fn first_of(word: &str) -> Option<&'static str> {
    static FIRST: LazyLock<FnvHashMap<&str, &str>> = LazyLock::new(|| {
        let groups = ALIKE.iter().map(|group| group.split_whitespace());
        groups
            .flat_map(|mut group| {
                let first = group.next().unwrap_or_default();
                group.chain([first]).map(move |word| (word, first))
            })
            .collect()
    });
    FIRST.get(word).copied()
}

/// Every word of every group.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    ALIKE.iter().flat_map(|group| group.split_whitespace())
}

const ALIKE: [&str; 40] = [
    "answer answers answered answering reply replies replied replying respond responds responded \
     responding response responses",
    "bid bids bidding tender tenders tendering",
    "buy buys buying bought purchase purchases purchased purchasing",
    "car cars vehicle vehicles",
    "choose chooses choosing chose chosen choice choices select selects selected selecting \
     selection selections",
    "client clients customer customers",
    "company companies firm firms",
    "colleague colleagues coworker coworkers",
    "defect defects defective fault faults faulty",
    "delete deletes deleted deleting deletion erase erases erased erasing erasure",
    "discard discards discarded discarding dispose disposes disposed disposing disposal",
    "doctor doctors physician physicians",
    "email emails emailed emailing mail mails mailed mailing",
    "employee employees personnel staff",
    "error errors mistake mistakes",
    "fast quick quickly rapid rapidly",
    "finish finishes finished finishing complete completes completed completing completion",
    "goal goals objective objectives aim aims",
    "guest guests visitor visitors",
    "hire hires hired hiring recruit recruits recruited recruiting recruitment",
    "holiday holidays vacation vacations",
    "ill illness illnesses sick sickness",
    "inform informs informed informing notify notifies notified notifying notification notifications",
    "invoice invoices invoiced invoicing bill bills billed billing",
    "keep keeps keeping kept retain retains retained retaining retention",
    "login logins logon logons signin",
    "lorry lorries truck trucks",
    "password passwords passcode passcodes passphrase",
    "phone phones phoned phoning telephone telephones telephoned telephoning",
    "photo photos photograph photographs picture pictures",
    "quote quotes quoted quoting quotation quotations",
    "refuse refuses refused refusing refusal decline declines declined declining",
    "repair repairs repaired repairing mend mends mended mending",
    "resign resigns resigned resigning resignation quit quits quitting",
    "rubbish garbage trash",
    "salary salaries wage wages",
    "start starts started starting begin begins beginning begun began commence commences commenced \
     commencing",
    "supplier suppliers vendor vendors",
    "talk talks talked talking speak speaks speaking spoke spoken",
    "toilet toilets restroom restrooms lavatory lavatories",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{first_of, words};

    #[test]
    fn no_word_is_in_two_groups() {
        let all: Vec<&str> = words().collect();
        assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
    }

    #[test]
    fn words_for_the_same_thing_meet() {
        assert_eq!(first_of("customers"), first_of("client"));
        assert_eq!(first_of("calibration"), None);
    }
}
