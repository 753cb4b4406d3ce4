//! Everyday English synonyms: staff type one word, the document uses another. Only words that mean
//! the same in any trade; others belong in a library's glossary. A verb of two words, which the
//! browser looks up as one, is joined: `signoff` for `sign off`.

use std::sync::LazyLock;

use fnv::FnvHashMap;

/// The first word of the group that contains `word`.
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

const ALIKE: [&str; 97] = [
    "accident accidents mishap mishaps",
    "amend amends amended amending amendment amendments modify modifies modified modifying \
     modification modifications alter alters altered altering alteration alterations",
    "annual annually yearly",
    "answer answers answered answering reply replies replied replying respond responds \
     responded responding response responses",
    "approve approves approved approving approval approvals authorise authorises authorised \
     authorising authorisation authorisations authorize authorizes authorized authorizing \
     authorization authorizations signoff signsoff signingoff signedoff",
    "argue argues argued arguing argument arguments dispute disputes disputed disputing \
     disagree disagrees disagreed disagreeing disagreement disagreements quarrel quarrels \
     fallout fallsout fallingout fellout fallenout",
    "assess assesses assessed assessing assessment assessments evaluate evaluates evaluated \
     evaluating evaluation evaluations appraise appraises appraised appraising appraisal \
     appraisals",
    "attendee attendees participant participants",
    "bid bids bidding tender tenders tendering",
    "boss bosses manager managers",
    "buy buys buying bought purchase purchases purchased purchasing",
    "calculate calculates calculated calculating calculation calculations workout worksout \
     workingout workedout",
    "cancel cancels cancelled canceled cancelling canceling cancellation cancellations calloff \
     callsoff callingoff calledoff",
    "car cars vehicle vehicles",
    "cargo freight consignment consignments",
    "certificate certificates cert certs",
    "choose chooses choosing chose chosen choice choices select selects selected selecting \
     selection selections pickout picksout pickingout pickedout",
    "client clients customer customers",
    "clothes clothing garment garments",
    "colleague colleagues coworker coworkers",
    "company companies firm firms",
    "computer computers pc pcs",
    "configure configures configured configuring configuration configurations setup setsup \
     settingup",
    "contract contracts agreement agreements",
    "contractor contractors subcontractor subcontractors freelancer freelancers",
    "correct corrects corrected correcting correction corrections rectify rectifies rectified \
     rectifying putright putsright puttingright",
    "deadline deadlines duedate duedates",
    "defect defects defective fault faults faulty",
    "delete deletes deleted deleting deletion erase erases erased erasing erasure",
    "deploy deploys deployed deploying deployment deployments golive goeslive goinglive \
     wentlive rollout rollsout rollingout rolledout",
    "discard discards discarded discarding dispose disposes disposed disposing disposal \
     throwaway throwsaway throwingaway threwaway thrownaway throwout throwsout throwingout \
     threwout thrownout",
    "dispatch dispatches dispatched dispatching despatch despatched ship ships shipped shipping",
    "doctor doctors physician physicians",
    "email emails emailed emailing mail mails mailed mailing",
    "employee employees personnel staff",
    "enquire enquires enquiry enquiries inquire inquires inquiry inquiries",
    "error errors mistake mistakes",
    "expense expenses expenditure",
    "fast quick quickly rapid rapidly",
    "finish finishes finished finishing complete completes completed completing completion \
     fillin fillsin fillingin filledin fillout fillsout fillingout filledout",
    "forbid forbids forbidding prohibit prohibits prohibited prohibiting prohibition ban bans \
     banned banning",
    "goal goals objective objectives aim aims",
    "guest guests visitor visitors",
    "handover handovers handoff handoffs",
    "hazard hazards hazardous danger dangers dangerous",
    "hire hires hired hiring recruit recruits recruited recruiting recruitment takeon takeson \
     takingon tookon takenon",
    "holiday holidays vacation vacations",
    "ill illness illnesses sick sickness",
    "inform informs informed informing notify notifies notified notifying notification \
     notifications",
    "injure injures injured injuring hurt hurts hurting harm harms harmed",
    "investigate investigates investigated investigating investigation investigations findout \
     findsout findingout foundout",
    "invoice invoices invoiced invoicing bill bills billed billing",
    "keep keeps keeping kept retain retains retained retaining retention",
    "leaflet leaflets brochure brochures flyer flyers",
    "login logins logon logons signin logsin loggingin loggedin logson loggingon loggedon \
     signsin signingin signedin",
    "lorry lorries truck trucks",
    "machine machines machinery",
    "maintain maintains maintained maintaining lookafter looksafter lookingafter lookedafter",
    "mandatory compulsory obligatory",
    "medicine medicines medication medications drug drugs",
    "minor trivial",
    "omit omits omitted omitting leaveout leavesout leavingout leftout",
    "outage outages downtime",
    "outdated obsolete",
    "parcel parcels package packages",
    "password passwords passcode passcodes passphrase",
    "perform performs performed performing carryout carriesout carryingout carriedout",
    "phone phones phoned phoning telephone telephones telephoned telephoning ringup ringsup \
     ringingup rangup callup callsup callingup calledup",
    "photo photos photograph photographs picture pictures",
    "postpone postpones postponed postponing defer defers deferred deferral reschedule \
     reschedules rescheduled putoff putsoff puttingoff",
    "proof prove proves proved proving evidence",
    "questionnaire questionnaires survey surveys",
    "quote quotes quoted quoting quotation quotations",
    "reduce reduces reduced reducing cutdown cutsdown cuttingdown bringdown bringsdown \
     bringingdown broughtdown",
    "refund refunds refunded refunding reimburse reimburses reimbursed reimbursing \
     reimbursement reimbursements payback paysback payingback paidback giveback givesback \
     givingback gaveback givenback",
    "refuse refuses refused refusing refusal decline declines declined declining turndown \
     turnsdown turningdown turneddown",
    "rent rents rented renting rental lease leases leased leasing",
    "repair repairs repaired repairing mend mends mended mending",
    "request requests requested requesting askfor asksfor askingfor askedfor",
    "resign resigns resigned resigning resignation quit quits quitting",
    "resolve resolves resolved resolving sortout sortsout sortingout sortedout",
    "return returns returned returning sendback sendsback sendingback sentback bringback \
     bringsback bringingback broughtback",
    "revenue revenues income earn earns earned earning earnings",
    "rota rotas roster rosters",
    "rubbish garbage trash",
    "salary salaries wage wages",
    "smartphone smartphones cellphone cellphones",
    "specimen specimens sample samples",
    "spreadsheet spreadsheets excel",
    "start starts started starting begin begins beginning begun began commence commences \
     commenced commencing",
    "submit submits submitted submitting submission submissions handin handsin handingin \
     handedin",
    "supplier suppliers vendor vendors",
    "talk talks talked talking speak speaks speaking spoke spoken",
    "terminate terminates terminated terminating termination dismiss dismisses dismissed \
     dismissing dismissal layoff laysoff layingoff laidoff",
    "timetable timetables schedule schedules scheduled scheduling",
    "toilet toilets restroom restrooms lavatory lavatories",
    "website websites webpage webpages homepage",
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
