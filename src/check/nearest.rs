//! The known name that an author most likely meant, worded as a question.

use crate::check::Facts;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::Document;
use crate::source::FilePath;
use crate::suggest::nearest;
use crate::text::At;

/// The document that a broken link or reference most likely means.
pub fn nearest_document(written: &str, from: &Document, facts: &Facts<'_>) -> String {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    if !path.contains('/')
        && !path.contains('.')
        && let Some(help) = nearest_id(path, from, facts)
    {
        return help;
    }
    nearest_file(written, from, facts)
}

fn nearest_id(written: &str, from: &Document, facts: &Facts<'_>) -> Option<String> {
    let documents = facts.library.iter();
    let mut others = documents.filter(|document| document.sop.path != from.sop.path);
    let ids = others.clone().filter_map(Document::id);
    let titles = others.clone().map(Document::title);
    let near = nearest(written, ids.chain(titles))?;
    let document = others.find(|one| one.id() == Some(near) || one.title() == near)?;
    Some(match document.id() {
        Some(id) => format!("did you mean `{id}` ({})?", document.title()),
        None => format!("did you mean `{near}`?"),
    })
}

/// The file that a broken path most likely means: one of the same name in another folder, or else
/// one of a similar name.
fn nearest_file(written: &str, from: &Document, facts: &Facts<'_>) -> String {
    let documents = facts.library.documents.iter();
    let documents = documents.map(|document| &document.sop.path);
    nearest_of(written, from, documents.chain(facts.sources.assets.keys()))
}

/// The picture that a broken path most likely means.
pub fn nearest_image(written: &str, from: &Document, facts: &Facts<'_>) -> String {
    let assets = facts.sources.assets.keys();
    nearest_of(written, from, assets.filter(|path| path.is_picture()))
}

fn nearest_of<'a>(
    written: &str,
    from: &Document,
    files: impl Iterator<Item = &'a FilePath> + Clone,
) -> String {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let none = "create it, or fix the link".to_owned();
    let Some(wanted) = from.sop.path.beside(path).or_else(|| FilePath::new(path)) else {
        return none;
    };
    let files = files.filter(|file| **file != from.sop.path);
    let same_name = files.clone().find(|file| file.stem() == wanted.stem());
    let found = same_name.or_else(|| {
        let near = nearest(wanted.stem(), files.clone().map(FilePath::stem));
        let near = near.filter(|near| near.len().abs_diff(wanted.stem().len()) <= 3)?;
        files.clone().find(|file| file.stem() == near)
    });
    let found = found.or_else(|| with_shared_word(&wanted, files));
    match found {
        Some(file) => format!("did you mean `{}`?", relative(&from.sop.path, file)),
        None => none,
    }
}

/// The file whose name shares the longest word with `wanted`: `SOP-004-capa` for `SOP-CAPA-001`.
/// Words shorter than four letters are skipped: a prefix such as `SOP` is in every id.
fn with_shared_word<'a>(
    wanted: &FilePath,
    files: impl Iterator<Item = &'a FilePath>,
) -> Option<&'a FilePath> {
    let words = |path: &FilePath| -> Vec<String> {
        let words = path.stem().split(|c: char| !c.is_alphabetic());
        let long = words.filter(|word| word.chars().count() >= 4);
        long.map(str::to_lowercase).collect()
    };
    let wanted = words(wanted);
    let shared = |file: &FilePath| {
        let theirs = words(file);
        let shared = wanted.iter().filter(|word| theirs.contains(word));
        shared.map(String::len).max()
    };
    let best = files.filter_map(|file| Some((shared(file)?, file)));
    // The first path where several match equally well, so that the answer is always the same.
    let best = best.max_by_key(|(length, file)| (*length, std::cmp::Reverse(*file)));
    best.map(|(_, file)| file)
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
