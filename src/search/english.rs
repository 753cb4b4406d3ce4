//! What English says in several ways: British and American spellings, irregular forms, nouns and
//! the verbs they come from, numbers in words.

use std::borrow::Cow;

use super::alike;

/// `word`, folded, as American English spells it, and in its plain form where its forms are
/// irregular: what a stemmer, which knows only endings, cannot bring together.
pub(super) fn one_form(word: &str) -> Cow<'_, str> {
    let plain = IRREGULAR
        .binary_search_by_key(&word, |&(form, _)| form)
        .ok()
        .map(|place| IRREGULAR[place].1);
    if let Some(first) = alike::first_of(plain.unwrap_or(word)) {
        return Cow::Borrowed(first);
    }
    if let Some(plain) = plain {
        return Cow::Borrowed(plain);
    }
    if word.len() < 5 {
        return Cow::Borrowed(word);
    }
    if let Some((start, _)) = word.split_once("ification") {
        return Cow::Owned(format!("{start}ify"));
    }
    for (british, american) in WORDS_APART {
        if let Some(at) = word.find(british) {
            let (start, end) = (&word[..at], &word[at + british.len()..]);
            return Cow::Owned(format!("{start}{american}{end}"));
        }
    }
    for (british, american) in ENDINGS_APART {
        if let Some(start) = word.strip_suffix(british).filter(|start| start.len() >= 4) {
            return Cow::Owned(format!("{start}{american}"));
        }
    }
    Cow::Borrowed(word)
}

/// Every irregular form with its plain one, and every word with those that are used for the same:
/// whoever types the one finds what says the other.
pub(super) fn irregular() -> impl Iterator<Item = &'static str> {
    let forms = IRREGULAR.iter().flat_map(|&(form, plain)| [form, plain]);
    forms.chain(alike::words())
}

/// British beginnings and middles, and what American English writes.
const WORDS_APART: [(&str, &str); 20] = [
    ("behaviour", "behavior"),
    ("cancell", "cancel"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colour", "color"),
    ("defence", "defense"),
    ("favour", "favor"),
    ("fibre", "fiber"),
    ("grey", "gray"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("judgement", "judgment"),
    ("labell", "label"),
    ("labour", "labor"),
    ("licence", "license"),
    ("mould", "mold"),
    ("programme", "program"),
    ("sulph", "sulf"),
    ("travell", "travel"),
];

const ENDINGS_APART: [(&str, &str); 10] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("yse", "yze"),
];

/// Irregular forms, and nouns that no ending leads back to their verb, with the plain form, in order
/// of the alphabet. Left out are those that are more often another word: `ground`, `saw`, `wound`.
const IRREGULAR: &[(&str, &str)] = &[
    ("absent", "absence"),
    ("advice", "advise"),
    ("analyses", "analyze"),
    ("analysis", "analyze"),
    ("arose", "arise"),
    ("ate", "eat"),
    ("awoke", "awake"),
    ("bacteria", "bacterium"),
    ("became", "become"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bent", "bend"),
    ("bitten", "bite"),
    ("bled", "bleed"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("bought", "buy"),
    ("bound", "bind"),
    ("breakage", "break"),
    ("bred", "breed"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("burnt", "burn"),
    ("came", "come"),
    ("caught", "catch"),
    ("children", "child"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("closure", "close"),
    ("complaint", "complain"),
    ("complaints", "complain"),
    ("criteria", "criterion"),
    ("dead", "die"),
    ("dealt", "deal"),
    ("death", "die"),
    ("deaths", "die"),
    ("decision", "decide"),
    ("decisions", "decide"),
    ("deliveries", "deliver"),
    ("delivery", "deliver"),
    ("departure", "depart"),
    ("description", "describe"),
    ("descriptions", "describe"),
    ("destruction", "destroy"),
    ("died", "die"),
    ("discoveries", "discover"),
    ("discovery", "discover"),
    ("drank", "drink"),
    ("drawn", "draw"),
    ("dreamt", "dream"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("drunk", "drink"),
    ("dug", "dig"),
    ("dwelt", "dwell"),
    ("dying", "die"),
    ("eaten", "eat"),
    ("eight", "8"),
    ("eighteen", "18"),
    ("eighty", "80"),
    ("eleven", "11"),
    ("expiry", "expire"),
    ("explanation", "explain"),
    ("explanations", "explain"),
    ("extension", "extend"),
    ("extensions", "extend"),
    ("failure", "fail"),
    ("failures", "fail"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("feet", "foot"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("fifteen", "15"),
    ("fifty", "50"),
    ("five", "5"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forbidden", "forbid"),
    ("forgave", "forgive"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("forty", "40"),
    ("fought", "fight"),
    ("found", "find"),
    ("four", "4"),
    ("fourteen", "14"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("growth", "grow"),
    ("halves", "half"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hundred", "100"),
    ("hung", "hang"),
    ("indices", "index"),
    ("injuries", "injure"),
    ("injury", "injure"),
    ("kept", "keep"),
    ("knew", "know"),
    ("knives", "knife"),
    ("known", "know"),
    ("laid", "lay"),
    ("lain", "lie"),
    ("leakage", "leak"),
    ("leant", "lean"),
    ("learnt", "learn"),
    ("leaver", "leave"),
    ("leavers", "leave"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lit", "light"),
    ("loss", "lose"),
    ("losses", "lose"),
    ("lost", "lose"),
    ("made", "make"),
    ("maintenance", "maintain"),
    ("matrices", "matrix"),
    ("meant", "mean"),
    ("men", "man"),
    ("met", "meet"),
    ("mistaken", "mistake"),
    ("mistook", "mistake"),
    ("nine", "9"),
    ("nineteen", "19"),
    ("ninety", "90"),
    ("overran", "overrun"),
    ("oversaw", "oversee"),
    ("overseen", "oversee"),
    ("overtaken", "overtake"),
    ("overtook", "overtake"),
    ("paid", "pay"),
    ("payment", "pay"),
    ("payments", "pay"),
    ("permission", "permit"),
    ("permissions", "permit"),
    ("prescription", "prescribe"),
    ("prescriptions", "prescribe"),
    ("proof", "prove"),
    ("proven", "prove"),
    ("ran", "run"),
    ("rang", "ring"),
    ("receipt", "receive"),
    ("receipts", "receive"),
    ("recovery", "recover"),
    ("redone", "redo"),
    ("rewritten", "rewrite"),
    ("rewrote", "rewrite"),
    ("ridden", "ride"),
    ("risen", "rise"),
    ("rung", "ring"),
    ("said", "say"),
    ("sale", "sell"),
    ("sales", "sell"),
    ("sang", "sing"),
    ("sank", "sink"),
    ("sat", "sit"),
    ("seen", "see"),
    ("sent", "send"),
    ("seven", "7"),
    ("seventeen", "17"),
    ("seventy", "70"),
    ("shaken", "shake"),
    ("shelves", "shelf"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("shown", "show"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
    ("signature", "sign"),
    ("signatures", "sign"),
    ("six", "6"),
    ("sixteen", "16"),
    ("sixty", "60"),
    ("slept", "sleep"),
    ("slid", "slide"),
    ("smelt", "smell"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("sped", "speed"),
    ("spelt", "spell"),
    ("spent", "spend"),
    ("spilt", "spill"),
    ("spoilt", "spoil"),
    ("spoken", "speak"),
    ("sprang", "spring"),
    ("sprung", "spring"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stood", "stand"),
    ("storage", "store"),
    ("struck", "strike"),
    ("stuck", "stick"),
    ("submission", "submit"),
    ("submissions", "submit"),
    ("subscription", "subscribe"),
    ("subscriptions", "subscribe"),
    ("success", "succeed"),
    ("sung", "sing"),
    ("sunk", "sink"),
    ("suspension", "suspend"),
    ("swept", "sweep"),
    ("swollen", "swell"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("swum", "swim"),
    ("swung", "swing"),
    ("taken", "take"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("ten", "10"),
    ("theft", "steal"),
    ("thefts", "steal"),
    ("thief", "steal"),
    ("thieves", "steal"),
    ("thirteen", "13"),
    ("thirty", "30"),
    ("thought", "think"),
    ("three", "3"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("transmission", "transmit"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("two", "2"),
    ("undergone", "undergo"),
    ("understood", "understand"),
    ("undertaken", "undertake"),
    ("undertook", "undertake"),
    ("undone", "undo"),
    ("weight", "weigh"),
    ("weights", "weigh"),
    ("withdrawal", "withdraw"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("withheld", "withhold"),
    ("withstood", "withstand"),
    ("woke", "wake"),
    ("woken", "wake"),
    ("women", "woman"),
    ("won", "win"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("wove", "weave"),
    ("woven", "weave"),
    ("written", "write"),
    ("wrote", "write"),
];

#[cfg(test)]
mod tests {
    use super::{IRREGULAR, one_form};

    #[test]
    fn irregular_forms_stand_in_order() {
        assert!(IRREGULAR.is_sorted());
    }

    #[test]
    fn spellings_and_forms_of_one_word_meet() {
        for (one, other) in [
            ("lost", "lose"),
            ("written", "wrote"),
            ("criteria", "criterion"),
            ("colour", "color"),
            ("authorise", "authorize"),
            ("qualification", "qualify"),
            ("sales", "sold"),
            ("began", "commence"),
            ("ninety", "90"),
        ] {
            assert_eq!(one_form(one), one_form(other));
        }
        assert_eq!(one_form("ground"), "ground");
    }
}
