//! The known name that an author most likely meant, worded as a question.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::source::FilePath;
use crate::suggest::{self, Known, nearest};
use crate::text::At;

/// The names of a library, made ready when the first broken link asks for them. A name that many
/// documents get wrong is looked up once.
pub struct Nearest<'a> {
    facts: &'a Facts<'a>,
    documents: OnceCell<Documents<'a>>,
    files: OnceCell<Files<'a>>,
    pictures: OnceCell<Files<'a>>,
}

/// The ids of all documents, then the titles.
struct Documents<'a> {
    named: Vec<&'a Document>,
    known: Known,
    answers: Answers,
}

struct Files<'a> {
    paths: Vec<&'a FilePath>,
    stems: Known,
    by_stem: HashMap<&'a str, Vec<usize>>,
    words: Vec<BTreeSet<String>>,
    by_word: HashMap<String, Vec<usize>>,
    answers: Answers,
}

/// The place of the name that each wanted one most likely means.
type Answers = RefCell<HashMap<String, Option<usize>>>;

impl<'a> Nearest<'a> {
    /// Of the library of `facts`.
    pub fn new(facts: &'a Facts<'a>) -> Nearest<'a> {
        Nearest {
            facts,
            documents: OnceCell::new(),
            files: OnceCell::new(),
            pictures: OnceCell::new(),
        }
    }

    /// The document that a broken link or reference most likely means.
    pub fn document(&self, written: &str, from: &Document) -> String {
        let path = written.split(['#', '?']).next().unwrap_or_default();
        let named = match path.contains(['/', '.']) {
            true => None,
            false => self.named(written, from),
        };
        named.unwrap_or_else(|| self.file(written, from))
    }

    fn named(&self, written: &str, from: &Document) -> Option<String> {
        let documents = self.documents.get_or_init(|| Documents::new(self.facts));
        let document = documents.nearest(written, from)?;
        let title = document.title();
        Some(match document.id() {
            Some(id) => format!("did you mean `{id}` ({title})?"),
            None => format!("did you mean `{title}`?"),
        })
    }

    /// The file that a broken path most likely means: of the same name elsewhere, else of a name
    /// much like it.
    fn file(&self, written: &str, from: &Document) -> String {
        let files = self.files.get_or_init(|| {
            let documents = self.facts.library.documents.iter();
            let documents = documents.map(|document| &document.sop.path);
            Files::new(documents.chain(self.facts.sources.assets.keys()))
        });
        files.nearest(written, from)
    }

    /// The picture that a broken path most likely means.
    pub fn picture(&self, written: &str, from: &Document) -> String {
        let pictures = self.pictures.get_or_init(|| {
            let assets = self.facts.sources.assets.keys();
            Files::new(assets.filter(|path| path.is_picture()))
        });
        pictures.nearest(written, from)
    }
}

/// The remembered answer, unless it is one that does not count this time.
fn remembered(
    answers: &Answers,
    wanted: &str,
    is_open: impl Fn(usize) -> bool,
    find: impl Fn(&dyn Fn(usize) -> bool) -> Option<usize>,
) -> Option<usize> {
    let known = answers.borrow().get(wanted).copied();
    let answer = known.unwrap_or_else(|| {
        let answer = find(&|_| true);
        answers.borrow_mut().insert(wanted.to_owned(), answer);
        answer
    });
    match answer {
        Some(place) if !is_open(place) => find(&is_open),
        answer => answer,
    }
}

impl<'a> Documents<'a> {
    fn new(facts: &Facts<'a>) -> Documents<'a> {
        let documents = || facts.library.iter();
        let with_id = documents().filter_map(|document| Some((document, document.id()?)));
        let by_title = documents().map(|document| (document, document.title()));
        let (named, names): (Vec<&Document>, Vec<&str>) = with_id.chain(by_title).unzip();
        Documents {
            named,
            known: Known::new(names),
            answers: Answers::default(),
        }
    }

    fn nearest(&self, written: &str, from: &Document) -> Option<&'a Document> {
        let is_open = |place: usize| self.named[place].sop.path != from.sop.path;
        let place = remembered(&self.answers, written, is_open, |is_open| {
            self.known.nearest(written, is_open)
        })?;
        Some(self.named[place])
    }
}

impl<'a> Files<'a> {
    fn new(paths: impl Iterator<Item = &'a FilePath>) -> Files<'a> {
        let paths: Vec<&FilePath> = paths.collect();
        let words: Vec<BTreeSet<String>> = paths.iter().map(|path| words(path)).collect();
        let mut by_stem: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, path) in paths.iter().enumerate() {
            by_stem.entry(path.stem()).or_default().push(place);
            for word in words[place].iter().filter(|word| is_telling(word)) {
                by_word.entry(word.clone()).or_default().push(place);
            }
        }
        Files {
            stems: Known::new(paths.iter().map(|path| path.stem())),
            paths,
            by_stem,
            words,
            by_word,
            answers: Answers::default(),
        }
    }

    fn nearest(&self, written: &str, from: &Document) -> String {
        let none = "create it, or fix the link".to_owned();
        let path = written.split(['#', '?']).next().unwrap_or_default();
        let Some(wanted) = from.sop.path.beside(path).or_else(|| FilePath::new(path)) else {
            return none;
        };
        // Every folder may have an index, so that of another folder is not what was meant.
        if ["index", "readme"].contains(&wanted.stem().to_lowercase().as_str()) {
            return none;
        }
        let is_open = |place: usize| *self.paths[place] != from.sop.path;
        let place = remembered(&self.answers, wanted.stem(), is_open, |is_open| {
            self.of_same_name(&wanted, is_open)
                .or_else(|| self.of_like_name(&wanted, is_open))
                .or_else(|| self.of_same_words(&wanted, is_open))
        });
        match place {
            Some(place) => format!(
                "did you mean `{}`?",
                relative(&from.sop.path, self.paths[place])
            ),
            None => none,
        }
    }

    /// The first file of that name in another folder.
    fn of_same_name(&self, wanted: &FilePath, is_open: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut places = self.by_stem.get(wanted.stem())?.iter().copied();
        places.find(|place| is_open(*place))
    }

    fn of_like_name(&self, wanted: &FilePath, is_open: &dyn Fn(usize) -> bool) -> Option<usize> {
        let stem = wanted.stem();
        (!has_code(stem)).then(|| self.stems.nearest(stem, is_open))?
    }

    /// The one file whose name has the same words in another order (`SOP-004-capa` for
    /// `SOP-CAPA-001`), or most of the words and no other.
    fn of_same_words(&self, wanted: &FilePath, is_open: &dyn Fn(usize) -> bool) -> Option<usize> {
        if has_code(wanted.stem()) {
            return None;
        }
        let words = words(wanted);
        let sharing = words.iter().filter(|word| is_telling(word));
        let sharing = sharing.filter_map(|word| self.by_word.get(word));
        let mut places = sharing.flatten().copied().filter(|&place| {
            let (theirs, stem) = (&self.words[place], self.paths[place].stem());
            let shared = words.intersection(theirs);
            let is_part = words.is_subset(theirs) || theirs.is_subset(&words);
            let is_like = words == *theirs || (is_part && shared.count() >= 2);
            is_like && is_open(place) && !suggest::is_other_number(wanted.stem(), stem)
        });
        let first = places.next()?;
        places.all(|place| place == first).then_some(first)
    }
}

fn words(path: &FilePath) -> BTreeSet<String> {
    let parts = path.stem().split(|c: char| !c.is_alphanumeric());
    let words = parts.filter(|part| !part.is_empty() && part.chars().all(char::is_alphabetic));
    words.map(str::to_lowercase).collect()
}

/// Short words are the letters that all ids begin with (`SOP`), or say little.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 4
}

/// Whether a name holds a code that a program made, such as `5b4a63593e15`: every such file has a
/// name like all the others.
fn has_code(stem: &str) -> bool {
    let mut parts = stem.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        part.len() >= 8 && digits > 1 && digits < part.len()
    })
}

/// `to` as a relative link from `from`.
fn relative(from: &FilePath, to: &FilePath) -> String {
    let folder: Vec<&str> = from.parts().collect();
    let folder = &folder[..folder.len() - 1];
    let to: Vec<&str> = to.parts().collect();
    let pairs = folder.iter().zip(&to[..to.len() - 1]);
    let shared = pairs.take_while(|(here, there)| here == there).count();
    let up = "../".repeat(folder.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

/// The finding that a name is not a declared role, if any roles are declared; `who` starts the
/// sentence "the audience names `Driver`, which is not a role in `roles.toml`".
pub fn undeclared(
    code: Code,
    who: &str,
    role: &At<String>,
    path: &FilePath,
    facts: &Facts<'_>,
) -> Option<Diagnostic> {
    if !facts.declares_roles() || facts.config.roles.find(&role.value).is_some() {
        return None;
    }
    let message = format!(
        "{who} `{}`, which is not a role in `roles.toml`",
        role.value
    );
    let finding = Diagnostic::new(code, path, role.span, message);
    Some(finding.help(nearest_role(&role.value, facts)))
}

/// The declared role or person that a name most likely means.
pub fn nearest_role(written: &str, facts: &Facts<'_>) -> String {
    let roles = &facts.config.roles;
    let ids = roles.roles.iter().map(|role| role.id.value.0.as_str());
    let names = roles.roles.iter().map(|role| role.name.as_str());
    let people = roles.people.iter().map(|person| person.name.value.as_str());
    match nearest(written, names.chain(ids).chain(people)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add it to `roles.toml`".to_owned(),
    }
}
