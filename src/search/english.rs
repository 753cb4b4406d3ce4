//! What English writes in several ways: British and American spellings, irregular forms.

use std::borrow::Cow;

/// `word`, folded, as American English spells it, and in its plain form where its forms are
/// irregular: what a stemmer, which knows only endings, cannot bring together.
pub(super) fn one_form(word: &str) -> Cow<'_, str> {
    if let Ok(place) = IRREGULAR.binary_search_by_key(&word, |&(form, _)| form) {
        return Cow::Borrowed(IRREGULAR[place].1);
    }
    if word.len() < 5 {
        return Cow::Borrowed(word);
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

/// Every irregular form and its plain one: whoever types the one finds what says the other.
pub(super) fn irregular() -> impl Iterator<Item = &'static str> {
    IRREGULAR.iter().flat_map(|&(form, plain)| [form, plain])
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

/// Irregular forms and the plain one, in order of the alphabet. Left out are those that are more
/// often another word: `ground`, `saw`, `wound`.
const IRREGULAR: &[(&str, &str)] = &[
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
    ("criteria", "criterion"),
    ("dealt", "deal"),
    ("drank", "drink"),
    ("drawn", "draw"),
    ("dreamt", "dream"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("drunk", "drink"),
    ("dug", "dig"),
    ("dwelt", "dwell"),
    ("eaten", "eat"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("feet", "foot"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forbidden", "forbid"),
    ("forgave", "forgive"),
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("halves", "half"),
    ("heard", "hear"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hung", "hang"),
    ("indices", "index"),
    ("kept", "keep"),
    ("knew", "know"),
    ("knives", "knife"),
    ("known", "know"),
    ("laid", "lay"),
    ("lain", "lie"),
    ("leant", "lean"),
    ("learnt", "learn"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lit", "light"),
    ("lost", "lose"),
    ("made", "make"),
    ("matrices", "matrix"),
    ("meant", "mean"),
    ("men", "man"),
    ("met", "meet"),
    ("mistaken", "mistake"),
    ("mistook", "mistake"),
    ("overran", "overrun"),
    ("oversaw", "oversee"),
    ("overseen", "oversee"),
    ("overtaken", "overtake"),
    ("overtook", "overtake"),
    ("paid", "pay"),
    ("proven", "prove"),
    ("ran", "run"),
    ("rang", "ring"),
    ("redone", "redo"),
    ("rewritten", "rewrite"),
    ("rewrote", "rewrite"),
    ("ridden", "ride"),
    ("risen", "rise"),
    ("rung", "ring"),
    ("said", "say"),
    ("sang", "sing"),
    ("sank", "sink"),
    ("sat", "sit"),
    ("seen", "see"),
    ("sent", "send"),
    ("shaken", "shake"),
    ("shelves", "shelf"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("shown", "show"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
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
    ("struck", "strike"),
    ("stuck", "stick"),
    ("sung", "sing"),
    ("sunk", "sink"),
    ("swept", "sweep"),
    ("swollen", "swell"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("swum", "swim"),
    ("swung", "swing"),
    ("taken", "take"),
    ("taught", "teach"),
    ("teeth", "tooth"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("undergone", "undergo"),
    ("understood", "understand"),
    ("undertaken", "undertake"),
    ("undertook", "undertake"),
    ("undone", "undo"),
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
        ] {
            assert_eq!(one_form(one), one_form(other));
        }
        assert_eq!(one_form("ground"), "ground");
    }
}
