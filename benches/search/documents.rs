//! Documents that read like procedures, any number of them, the same every time.
//!
//! Sentences follow patterns; their words come from lists of technical terms and, ever more rarely, from a
//! long tail of names, codes and compounds, as in a real library: the commonest words are in every
//! document, most words in a few.

use sopress::search::{SearchDocument, Section};

const ACTS: &str = "check clean record inspect replace verify sign label weigh store report review approve \
    prepare test measure remove collect inform document calibrate adjust close open start stop fill drain \
    rinse dry pack ship receive return count sort file archive update copy print scan read note confirm compare";
const THINGS: &str = "balance pump valve filter tank sample batch form logbook label container pallet shipment \
    order invoice contract customer supplier ticket password account server backup printer laptop vehicle \
    forklift ladder harness extinguisher alarm exit spill waste chemical glove goggle mask apron freezer \
    autoclave incubator centrifuge pipette thermometer sensor gauge meter motor belt bearing gasket hose nozzle \
    drum cabinet drawer shelf room corridor bench scale cylinder regulator compressor boiler furnace oven mixer \
    blender conveyor scanner camera screen keyboard cable socket fuse switch breaker panel report record audit \
    finding complaint deviation change request training course certificate licence permit badge visitor";
const KINDS: &str = "damaged sealed empty full clean spare daily weekly monthly annual final first second hot \
    cold wet dry heavy light dangerous flammable toxic sterile fresh expired released blocked internal external \
    critical minor major urgent planned manual automatic digital signed printed approved missing open closed";
const PLACES: &str = "warehouse laboratory office workshop reception kitchen yard store plant line cell \
    archive counter dock garage clinic ward pharmacy classroom studio";
const PEOPLE: &str = "operator supervisor technician manager auditor driver nurse engineer buyer planner \
    analyst inspector cleaner trainer warden owner clerk";
const STARTS: &str = "bar cor den fal gri hol jan kel lor mar nes oss pel qui ras sil tor ul ver win xan yor zel \
    bram cler dros flin gant harl kest lind morv nord prav rusk stev tran vost";
const MIDDLES: &str = "a e i o u an en in on ar er ir or al el il ol at et it ot as es is os";
const ENDS: &str =
    "ton ford mix tec lin dor gate flex san col pharm max nol ric tin vex zyme plast lite form";

/// A small pseudo-random generator: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    /// Small numbers often, large ones rarely: about in proportion to one over the number.
    fn zipf(&mut self, limit: usize) -> usize {
        let unit = (self.below(1 << 20) as f64 + 1.0) / f64::from(1 << 20);
        (((limit as f64).powf(unit)) as usize - 1).min(limit - 1)
    }
}

pub struct Stock {
    acts: Vec<&'static str>,
    things: Vec<&'static str>,
    kinds: Vec<&'static str>,
    places: Vec<&'static str>,
    people: Vec<&'static str>,
    tail: Vec<String>,
}

impl Stock {
    pub fn new() -> Stock {
        let list = |words: &'static str| words.split_whitespace().collect::<Vec<_>>();
        let mut tail = Vec::new();
        let (starts, middles, ends) = (list(STARTS), list(MIDDLES), list(ENDS));
        let mut dice = Dice(0x5EED);
        for _ in 0..60_000 {
            let start = starts[dice.below(starts.len())];
            let middle = middles[dice.below(middles.len())];
            let second = if dice.below(2) == 0 {
                starts[dice.below(starts.len())]
            } else {
                ""
            };
            tail.push(format!(
                "{start}{middle}{second}{}",
                ends[dice.below(ends.len())]
            ));
        }
        Stock {
            acts: list(ACTS),
            things: list(THINGS),
            kinds: list(KINDS),
            places: list(PLACES),
            people: list(PEOPLE),
            tail,
        }
    }

    /// Document `number` of a library, about a thousand words.
    pub fn document(&self, number: usize) -> SearchDocument {
        let mut dice =
            Dice(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
        let area = ["QA", "LAB", "WH", "IT", "HR", "SAL", "FIN", "ENG"][number % 8];
        let title = format!(
            "{} the {} {} in the {}",
            capital(self.acts[dice.below(self.acts.len())]),
            self.kinds[dice.below(self.kinds.len())],
            self.things[dice.below(self.things.len())],
            self.places[dice.below(self.places.len())],
        );
        // A document is about a few things, as a procedure is.
        let topics: Vec<usize> = (0..12).map(|_| dice.below(self.things.len())).collect();
        let sections = (0..9)
            .map(|place| self.section(place, &topics, &mut dice))
            .collect();
        let is_withdrawn = (number + 1).is_multiple_of(20);
        SearchDocument {
            url: format!("{}/procedure-{number}.html", area.to_lowercase()),
            id: Some(format!("SOP-{area}-{:04}", number / 8 + 1)),
            title,
            aliases: if number.is_multiple_of(4) {
                vec![format!("{} sheet", self.tail[number % self.tail.len()])]
            } else {
                vec![]
            },
            version: format!("{}.{}", 1 + dice.below(4), dice.below(10)),
            department: area.to_owned(),
            status: if is_withdrawn { "retired" } else { "approved" }.to_owned(),
            status_then: None,
            kind: ["procedure", "policy", "form", "instruction"][dice.zipf(4)].to_owned(),
            state: "reviewed".to_owned(),
            roles: (0..3)
                .map(|_| self.people[dice.below(self.people.len())].to_owned())
                .collect(),
            tags: (0..2)
                .map(|_| self.places[dice.below(self.places.len())].to_owned())
                .collect(),
            is_withdrawn,
            is_to_come: false,
            sections,
            review_due: Some(format!("2027-{:02}-01", 1 + dice.below(12))),
        }
    }

    fn section(&self, place: usize, topics: &[usize], dice: &mut Dice) -> Section {
        let heading = format!(
            "{} the {}",
            capital(self.acts[dice.below(self.acts.len())]),
            self.things[topics[place % topics.len()]]
        );
        let sentences: Vec<String> = (0..9).map(|_| self.sentence(topics, dice)).collect();
        Section {
            anchor: Some(format!("section-{place}")),
            heading,
            text: sentences.join(" "),
            ..Section::default()
        }
    }

    fn sentence(&self, topics: &[usize], dice: &mut Dice) -> String {
        let act = |dice: &mut Dice| self.acts[dice.zipf(self.acts.len())];
        let thing = |dice: &mut Dice| match dice.below(3) {
            0 => self.things[dice.zipf(self.things.len())],
            _ => self.things[topics[dice.below(topics.len())]],
        };
        let kind = |dice: &mut Dice| self.kinds[dice.zipf(self.kinds.len())];
        let place = |dice: &mut Dice| self.places[dice.zipf(self.places.len())];
        let person = |dice: &mut Dice| self.people[dice.zipf(self.people.len())];
        let rare = |dice: &mut Dice| self.tail[dice.zipf(self.tail.len())].as_str();
        match dice.below(6) {
            0 => format!(
                "{} the {} {} and {} it in the {}.",
                capital(act(dice)),
                kind(dice),
                thing(dice),
                act(dice),
                place(dice)
            ),
            1 => format!(
                "The {} must {} the {} before the {} is {} by {}.",
                person(dice),
                act(dice),
                thing(dice),
                thing(dice),
                kind(dice),
                rare(dice)
            ),
            2 => format!(
                "If the {} is not {}, {} the {} {} and inform the {} of the {}.",
                thing(dice),
                kind(dice),
                act(dice),
                rare(dice),
                thing(dice),
                person(dice),
                place(dice)
            ),
            3 => format!(
                "Use the {} {} for at most {} minutes and {} every {}.",
                rare(dice),
                thing(dice),
                dice.below(90),
                act(dice),
                thing(dice)
            ),
            4 => format!(
                "Each {} {} in the {} is {}ed again by the {} on the {} form.",
                kind(dice),
                thing(dice),
                place(dice),
                act(dice),
                person(dice),
                rare(dice)
            ),
            _ => format!(
                "Do not {} a {} {} unless the {} has {} it for the {}.",
                act(dice),
                kind(dice),
                thing(dice),
                person(dice),
                kind(dice),
                thing(dice)
            ),
        }
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
