//! Variants in English: British and American spellings, irregular forms, nouns and their verbs,
//! numbers in words.

use std::borrow::Cow;

use super::irregular::IRREGULAR;
use super::synonyms;

/// `word`, folded, as American English spells it, and in its plain form where its forms are
/// irregular: which a stemmer, which knows only endings, does not unify.
pub(super) fn one_form(word: &str) -> Cow<'_, str> {
    let plain = IRREGULAR
        .binary_search_by_key(&word, |&(form, _)| form)
        .ok()
        .map(|place| IRREGULAR[place].1);
    if let Some(first) = synonyms::first_of(plain.unwrap_or(word)) {
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

/// Every irregular form with its plain one, and every synonym: typing one finds documents with the
/// other.
pub(super) fn irregular() -> impl Iterator<Item = &'static str> {
    let forms = IRREGULAR.iter().flat_map(|&(form, plain)| [form, plain]);
    forms.chain(synonyms::words())
}

/// British spellings of parts of words, and the American ones.
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

#[cfg(test)]
mod tests {
    use super::one_form;

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
