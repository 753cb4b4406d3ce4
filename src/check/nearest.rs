//! The real name that an author most likely meant, as a question.

use crate::check::Facts;
use crate::library::Document;
use crate::source::FilePath;
use crate::suggest::nearest;

/// The document that a broken link or reference most likely means.
pub fn nearest_document(written: &str, from: &Document, facts: &Facts<'_>) -> String {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    if !path.contains('/') && !path.contains('.') {
        if let Some(help) = nearest_id(path, facts) {
            return help;
        }
    }
    nearest_file(written, from, facts)
}

fn nearest_id(written: &str, facts: &Facts<'_>) -> Option<String> {
    let documents = &facts.library.documents;
    let ids = documents.iter().filter_map(Document::id);
    let titles = documents.iter().map(Document::title);
    let near = nearest(written, ids.chain(titles))?;
    let is_it = |one: &&Document| one.id() == Some(near) || one.title() == near;
    let document = documents.iter().find(is_it)?;
    Some(match document.id() {
        Some(id) => format!("did you mean `{id}` ({})?", document.title()),
        None => format!("did you mean `{near}`?"),
    })
}

/// The file that a broken path most likely means: of the same name elsewhere, else of a name
/// much like it.
pub fn nearest_file(written: &str, from: &Document, facts: &Facts<'_>) -> String {
    let path = written.split(['#', '?']).next().unwrap_or_default();
    let none = "create it, or mend the link".to_owned();
    let Some(wanted) = from.sop.path.beside(path).or_else(|| FilePath::new(path)) else {
        return none;
    };
    let documents = facts.library.documents.iter();
    let documents = documents.map(|document| &document.sop.path);
    let files = documents.chain(facts.sources.assets.keys());
    let moved = files.clone().find(|file| file.stem() == wanted.stem());
    let found = moved.or_else(|| {
        let near = nearest(wanted.as_str(), files.clone().map(FilePath::as_str))?;
        files.clone().find(|file| file.as_str() == near)
    });
    match found {
        Some(file) => format!("did you mean `{}`?", relative(&from.sop.path, file)),
        None => none,
    }
}

/// `to` as a link in `from` has it.
fn relative(from: &FilePath, to: &FilePath) -> String {
    let folder: Vec<&str> = from.parts().collect();
    let folder = &folder[..folder.len() - 1];
    let to: Vec<&str> = to.parts().collect();
    let pairs = folder.iter().zip(&to[..to.len() - 1]);
    let shared = pairs.take_while(|(here, there)| here == there).count();
    let up = "../".repeat(folder.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

/// The declared role or person that a name most likely means.
pub fn nearest_role(written: &str, facts: &Facts<'_>) -> String {
    let roles = &facts.config.roles;
    let ids = roles.roles.iter().map(|role| role.id.value.0.as_str());
    let names = roles.roles.iter().map(|role| role.name.as_str());
    let people = roles.people.iter().map(|person| person.name.value.as_str());
    match nearest(written, names.chain(ids).chain(people)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it in `roles.toml`".to_owned(),
    }
}
