//! What search needs to know of a language: stems, stop words, compounds.

use std::borrow::Cow;

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::{english, related};

/// The language whose words are stemmed. Words of any other are found as written, and by prefixes
/// and despite misspellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    English,
    Danish,
    Dutch,
    Finnish,
    French,
    German,
    Italian,
    Norwegian,
    Portuguese,
    Spanish,
    Swedish,
    /// No endings, no stop words.
    Other,
}

impl Language {
    /// From a language tag such as `en`, `de-CH` or `pt-BR`.
    pub fn from_tag(tag: &str) -> Language {
        let primary = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match primary.as_str() {
            "en" => Language::English,
            "da" => Language::Danish,
            "nl" => Language::Dutch,
            "fi" => Language::Finnish,
            "fr" => Language::French,
            "de" => Language::German,
            "it" => Language::Italian,
            "nb" | "nn" | "no" => Language::Norwegian,
            "pt" => Language::Portuguese,
            "es" => Language::Spanish,
            "sv" => Language::Swedish,
            _ => Language::Other,
        }
    }

    /// Whether compounds are so common that a part must find the whole.
    pub(crate) fn has_compounds(self) -> bool {
        use Language::{Danish, Dutch, Finnish, German, Norwegian, Swedish};
        matches!(
            self,
            Danish | Dutch | Finnish | German | Norwegian | Swedish
        )
    }

    /// Folded stop words, which do not say what a document is about: indexed only where they stand
    /// in a title, a name or a heading, and counted in a query only if it has no others.
    pub(crate) fn stop_words(self) -> &'static str {
        match self {
            Language::English => {
                "a about an and any are as at be been but by can could did do does for from had has have \
                 he her his how i if in into is it its may me must my no not of on one or our shall she \
                 should so some such than that the their them then there these they this those to up \
                 was we were what when where which while who why will with would you your"
            }
            Language::German => {
                "aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese \
                 dieser durch ein eine einem einen einer eines er es fur hat ich ihr im in ist ja kann \
                 kein mein mit muss nach nicht noch nur ob oder sich sie sind so um und uns vom von vor \
                 was wenn wer wie wir wird wo zu zum zur"
            }
            Language::French => {
                "a au aux avec ce ces cette comme d dans de des du elle en est et il ils je l la le les \
                 leur lui mais me n ne nos notre nous on ou par pas pour qu que qui s sa se ses si son \
                 sont sur un une vos votre vous y"
            }
            Language::Spanish => {
                "a al como con cual de del donde el ella en es esta este esto ha hay la las le lo los \
                 mas me mi muy no nos o para pero por que se si sin son su sus te un una uno y ya yo"
            }
            Language::Portuguese => {
                "a ao aos as com como da das de do dos e ela ele em entre essa esse esta este eu foi ha \
                 isso mais mas na nao nas no nos o os ou para pela pelo por que se sem ser seu sua um \
                 uma voce"
            }
            Language::Italian => {
                "a ai al alla che chi ci come con da dal dei del della delle di e ed essere gli ha i il \
                 in io la le lo ma ne nei nel nella no non o per piu se si sono su sul un una uno"
            }
            Language::Dutch => {
                "aan als bij dan dat de der deze die dit door een en er het hij hoe ik in is je kan met \
                 naar niet nog of om onder ook op over te tot u uit van voor was wat we wie wij ze zijn \
                 zo"
            }
            Language::Swedish | Language::Danish | Language::Norwegian => {
                "af at av de den der det du e efter eller en er et ett for fra fran han har hon hvad \
                 hvem hvor i ikke inte jeg jag kan med men mot og och om pa sa som skal skall til till \
                 var vi"
            }
            Language::Finnish => {
                "että ei he ja jos kuin me mika mita mutta myos ne niin nyt on ovat se tai te"
            }
            Language::Other => "",
        }
    }

    /// Folded words that are common in questions and say little about their subject: they have
    /// little weight in a query, and are not treated as misspellings of others.
    pub(crate) fn weak_words(self) -> &'static str {
        match self {
            Language::English => {
                "actually ahead again along already also always anybody anyone anything around apart aside away back because become becomes \
                 before behind besides between both came cannot cant come comes coming did didnt doesnt \
                 done dont doing down during each either else ever every everybody everyone everything exactly \
                 far few find finding finds forward found further gave get gets getting give given gives giving \
                 go goes going gone good got happen happened happening happens here hers herself himself \
                 however instead itself just knew know knowing known knows later least less let lets like \
                 little long look looking looks lot lots made make makes making many maybe mean means might \
                 more most much myself need needed needs neither never next nobody none nothing now off often \
                 oh ok okay once only other others ought ourselves out over own per perhaps please possible \
                 put puts putting quite rather really right round said same saw say saying says see seeing seen \
                 several show shows since somebody somehow someone something sometimes soon still such sure \
                 take taken takes taking tell telling tells themselves thing things think though thought \
                 through till together told too took toward towards tried tries try trying under unless \
                 until us use used uses using usually very via want wanted wants way ways well went whatever \
                 whenever whether whoever whole whom whose within without wont yes yet yourself"
            }
            Language::German => {
                "alle alles andere bekomme bekommen bekommt bevor brauche brauchen braucht damit dann dazu \
                 dort durfen darf etwas finde finden findet geben geht gehen gibt habe haben hatte hier \
                 immer irgendwo jede jeden jeder jedes jemand jetzt kommen kommt konnen konnte lange machen \
                 mache macht mal mehr mochte mussen niemand nochmal oft ohne sagen sagt schon sehr selbst \
                 sollen soll sollte sonst tun tut uber unser unsere unter viel viele wann warum wegen welche \
                 welchen welcher welches wem wen werden wessen wieder wieso wieviel will wohin wollen wurde"
            }
            Language::French => {
                "aller alors apres aussi avant avoir besoin beaucoup bien combien comment dire doit donc \
                 encore entre etre faire fait faut moi quand quel quelle quelles quels quelque quoi rien \
                 sans toujours tous tout toute toutes trop trouver va veut veux vouloir"
            }
            Language::Spanish => {
                "alguien algo antes aqui bien cada cuando cuanto cuantos cuales debe debo decir desde despues \
                 encontrar entre hacer hago hace hasta mas mucho muchos nada nadie necesita necesito nuestro \
                 otro otra poder puede puedo quien quienes quiero siempre sobre tambien tener tengo tiene \
                 todo todos usar"
            }
            Language::Portuguese => {
                "alguem algo antes aqui bem cada deve devo depois dizer encontrar entre fazer faco faz muito \
                 muitos nada ninguem nosso onde outro outra poder pode posso preciso precisa quais qual \
                 quando quanto quantos quem quero sempre sobre tambem tenho ter todo todos usar"
            }
            Language::Italian => {
                "alcuni altro altra anche ancora avere bene bisogno cosa deve devo dire dopo dove fare faccio \
                 fra molto molti nessuno niente nostro ogni perche poi posso prima puo quale quali quando \
                 quanto quanti qualcosa qualcuno sempre senza stesso tra trovare tutti tutto usare vogliamo \
                 voglio"
            }
            Language::Dutch => {
                "alle alles altijd andere doen doet elke gaan gaat geen geven heb hebben heeft hier iemand \
                 iets krijg krijgen maak maken maar meer moet moeten niemand niets nodig ons onze veel vinden \
                 waar waarom wanneer welk welke werd willen worden zeggen zelf zonder"
            }
            Language::Swedish | Language::Danish | Language::Norwegian => {
                "alla alle allt altid alltid behover be bliver finns finnes finde finna fore ga gar gor gora \
                 gjore gore have hittar hjelp hvad hvem hvilken hvordan hvorfor hvornar hur ikke ingen \
                 ingenting mange manga mer mera mycket naar nar nagon nagot noen nogen noget okt skulle uten \
                 utan vad var varfor vem vilken vill ville vil vores vart"
            }
            Language::Finnish | Language::Other => "",
        }
    }

    /// Endings by which an unused form is recognised as a form of a word in use, the longest first;
    /// `ies>y` replaces the ending.
    pub(crate) fn endings(self) -> &'static str {
        match self {
            Language::English => {
                "ifications>ify ification>ify ations>at ation>at ings ying>y ing ies>y ied>y ed es ers er s e"
            }
            Language::German => "tet ten te en er es em e n s t",
            Language::Dutch => "den ten de te en t s",
            Language::French => "aient ent ees es ee ez er e s",
            Language::Spanish | Language::Portuguese | Language::Italian => "es os as o a e s i",
            Language::Swedish | Language::Danish | Language::Norwegian => {
                "erna erne arna ene en et er ar or na te de e a s t"
            }
            Language::Finnish | Language::Other => "",
        }
    }

    pub(super) fn stemmer(self) -> Option<Stemmer> {
        let algorithm = match self {
            Language::English => Algorithm::English,
            Language::Danish => Algorithm::Danish,
            Language::Dutch => Algorithm::Dutch,
            Language::Finnish => Algorithm::Finnish,
            Language::French => Algorithm::French,
            Language::German => Algorithm::German,
            Language::Italian => Algorithm::Italian,
            Language::Norwegian => Algorithm::Norwegian,
            Language::Portuguese => Algorithm::Portuguese,
            Language::Spanish => Algorithm::Spanish,
            Language::Swedish => Algorithm::Swedish,
            Language::Other => return None,
        };
        Some(Stemmer::create(algorithm))
    }

    /// Words that are looked up under the stem of others, which no ending shows.
    pub(super) fn irregular(self) -> impl Iterator<Item = &'static str> {
        let is_english = self == Language::English;
        english::irregular().filter(move |_| is_english)
    }

    /// Words that staff type, each with words that documents may use for the same.
    pub(super) fn related(self) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
        let is_english = self == Language::English;
        related::words().filter(move |_| is_english)
    }

    /// `word` in its normal spelling and form, before stemming.
    pub(super) fn one_form(self, word: &str) -> Cow<'_, str> {
        match self {
            Language::English => english::one_form(word),
            _ => Cow::Borrowed(word),
        }
    }
}
