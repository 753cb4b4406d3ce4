//! Where links, images and references of the front matter lead.

use crate::library::address::index_rank;
use crate::library::names::{Names, Thing};
use crate::library::{Broken, Document, DocumentIndex, Reference, Target};
use crate::parse::{Link, LinkForm};
use crate::source::FilePath;
use crate::text::At;

/// Schemes that are linked. Any other may start a program on the reader's machine.
const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "geo", "xmpp", "sip", "sips",
    "irc", "ircs", "slack", "msteams", "zoommtg", "webcal", "matrix",
];

/// Where a link of the body leads.
pub fn link(from: DocumentIndex, document: &Document, link: &Link, names: &Names) -> Target {
    match link.form {
        LinkForm::Mention => match names.id(link.target.trim()) {
            Some(thing) => to_thing(thing, None, names),
            None => Target::Broken(Broken::Unknown),
        },
        LinkForm::Wiki => wiki(from, document, &link.target, names),
        LinkForm::Markdown | LinkForm::Auto | LinkForm::Chart => {
            address(from, document, &link.target, names)
        }
    }
}

/// Where an image comes from.
pub fn image(document: &Document, target: &str, names: &Names) -> Target {
    let target = address(DocumentIndex(usize::MAX), document, target, names);
    match target {
        Target::Document { .. }
        | Target::Broken(Broken::Anchor { .. })
        | Target::Page(_)
        | Target::Here { .. } => Target::Broken(Broken::Unknown),
        Target::Asset(_) | Target::Outside(_) | Target::Broken(_) => target,
    }
}

/// An address as Markdown has it: with a scheme, an anchor, a path, or a document's id.
fn address(from: DocumentIndex, document: &Document, written: &str, names: &Names) -> Target {
    let written: String = written.trim().chars().filter(|c| !c.is_control()).collect();
    if written.is_empty() {
        return Target::Broken(Broken::Empty);
    }
    if written.starts_with("//") {
        return Target::Outside(written);
    }
    if written.starts_with("\\\\") {
        return network_path(&written, names).unwrap_or(Target::Broken(Broken::Unknown));
    }
    if let Some(scheme) = scheme(&written) {
        let scheme = scheme.to_lowercase();
        let is_allowed = names.allowed.contains(&scheme);
        return match is_allowed || SCHEMES.contains(&scheme.as_str()) {
            true => Target::Outside(written),
            false => Target::Broken(Broken::Unsafe),
        };
    }
    let (path, anchor) = match written.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (written.as_str(), None),
    };
    if path.is_empty() {
        return here(from, anchor.unwrap_or_default(), names);
    }
    let found = find(document, path, names).or_else(|missing| match path.split_once('?') {
        Some((path, _)) if !path.is_empty() => find(document, path, names),
        _ => Err(missing),
    });
    match found {
        Ok(thing) => to_thing(thing, anchor, names),
        Err(broken) => network_path(&written, names).unwrap_or(Target::Broken(broken)),
    }
}

/// Where a path on a Windows server leads. It begins with two `\`, of which Markdown leaves one.
fn network_path(written: &str, names: &Names) -> Option<Target> {
    let path = written.strip_prefix('\\')?.replace('\\', "/");
    let path = path.trim_start_matches('/');
    path.contains('/').then(
        || match names.allowed.iter().any(|scheme| scheme == "unc") {
            true => Target::Outside(format!("file://{path}")),
            false => Target::Broken(Broken::Unsafe),
        },
    )
}

fn scheme(written: &str) -> Option<&str> {
    let (scheme, _) = written.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

fn here(from: DocumentIndex, anchor: &str, names: &Names) -> Target {
    if from.0 == usize::MAX {
        return Target::Broken(Broken::Empty);
    }
    let anchor = match names.is_top(from, anchor) {
        true => "top",
        false => anchor,
    };
    match names.has_anchor(from, anchor) {
        true => Target::Here {
            anchor: anchor.to_owned(),
        },
        false => Target::Broken(Broken::Anchor { document: from }),
    }
}

fn find<'n>(document: &Document, path: &str, names: &'n Names) -> Result<&'n Thing, Broken> {
    if !path.contains(['/', '\\'])
        && names.path_beside(document, path).is_none()
        && let Some(thing) = names.id(path)
    {
        return Ok(thing);
    }
    let candidates = match path.strip_prefix('/') {
        Some(rest) => from_root(rest, names),
        None => vec![Place::of(document.sop.path.folder(), path)],
    };
    let paths = candidates.iter();
    if let Some(thing) = paths.clone().find_map(|place| place.thing(names)) {
        return Ok(thing);
    }
    if let Some(thing) = as_folder(document, path).and_then(|place| place.thing(names)) {
        return Ok(thing);
    }
    let in_other_case = paths.clone().find_map(|place| match place {
        Place::File(path) => names.in_other_case(path),
        Place::Root | Place::Outside => None,
    });
    match in_other_case {
        Some(actual) => Err(Broken::Case {
            actual: actual.clone(),
        }),
        None if candidates.contains(&Place::Outside) => Err(Broken::OutsideLibrary),
        None => Err(Broken::Unknown),
    }
}

/// What a path means in a site where each page is a folder: `keys.md` is at `keys/`, and `../ops/`
/// leads from there to its neighbour `ops`. Only links without the ending of a Markdown file are
/// written so.
fn as_folder(document: &Document, path: &str) -> Option<Place> {
    let is_relative = !path.starts_with(['/', '\\']);
    let is_markdown = FilePath::new(path).is_some_and(|path| path.is_markdown());
    let is_index = index_rank(&document.source_path).is_some();
    if !is_relative || is_markdown || is_index {
        return None;
    }
    let own = document.sop.path.beside(document.sop.path.stem())?;
    Some(Place::of(Some(own), path))
}

/// A place that a path may mean.
#[derive(PartialEq, Eq)]
enum Place {
    File(FilePath),
    Root,
    Outside,
}

impl Place {
    fn of(folder: Option<FilePath>, relative: &str) -> Place {
        // Joined to a name that is removed again, to distinguish the root from what is outside it.
        let probe = format!("{}/-", relative.trim_end_matches('/'));
        let joined = match folder {
            Some(folder) => folder.join(&probe),
            None => FilePath::new(&probe),
        };
        match joined.map(|path| path.folder()) {
            Some(Some(path)) => Place::File(path),
            Some(None) => Place::Root,
            None => Place::Outside,
        }
    }

    fn thing<'n>(&self, names: &'n Names) -> Option<&'n Thing> {
        match self {
            Place::File(path) => names.path(path),
            Place::Root => names.folder(None),
            Place::Outside => None,
        }
    }
}

/// What `/rest` may mean: below the mount, the source folder, the library's root, `static/`.
fn from_root(rest: &str, names: &Names) -> Vec<Place> {
    let whole = format!("/{}/", rest.trim_end_matches('/'));
    let mounted = names
        .mount
        .as_deref()
        .and_then(|mount| whole.strip_prefix(mount));
    let mut places = Vec::new();
    for rest in mounted.into_iter().chain([rest]) {
        if names.source.is_some() {
            places.push(Place::of(names.source.clone(), rest));
        }
        places.push(Place::of(None, rest));
        places.push(Place::of(FilePath::new("static"), rest));
    }
    places
}

/// `[[target#heading]]`: by id, title, alias or file name, else by path.
fn wiki(from: DocumentIndex, document: &Document, written: &str, names: &Names) -> Target {
    let (target, heading) = match written.split_once('#') {
        Some((target, heading)) => (target.trim(), Some(heading.trim())),
        None => (written.trim(), None),
    };
    if target.is_empty() && heading.is_none() {
        return Target::Broken(Broken::Empty);
    }
    let thing = match target {
        "" => Some(&Thing::Document(from)),
        target => names.word(target),
    };
    let anchor = heading.map(|heading| match thing {
        Some(Thing::Document(index)) if !names.has_anchor(*index, heading) => {
            names.heading_ids.slug(heading)
        }
        _ => heading.to_owned(),
    });
    match thing {
        Some(thing) => to_thing(thing, anchor.as_deref(), names),
        None => address(from, document, written, names),
    }
}

fn to_thing(thing: &Thing, anchor: Option<&str>, names: &Names) -> Target {
    match thing {
        Thing::Asset(path) => Target::Asset(path.clone()),
        Thing::Page(route) => Target::Page(route.clone()),
        Thing::Withheld => Target::Broken(Broken::Withheld),
        Thing::Document(document) => match anchor {
            Some(anchor) if !names.has_anchor(*document, anchor) => {
                Target::Broken(Broken::Anchor {
                    document: *document,
                })
            }
            anchor => Target::Document {
                document: *document,
                anchor: anchor
                    .filter(|anchor| !names.is_top(*document, anchor))
                    .map(str::to_owned),
            },
        },
    }
}

/// The fields that refer to documents and files.
pub const REFERRING: [&str; 6] = [
    "attachments",
    "records",
    "references",
    "related",
    "superseded_by",
    "supersedes",
];

/// What the document's own front matter refers to.
pub fn references(from: DocumentIndex, document: &Document, names: &Names) -> Vec<Reference> {
    let meta = &document.sop.meta;
    let lists: [&[At<String>]; 6] = [
        &meta.attachments,
        &meta.records,
        &meta.references,
        &meta.related,
        &meta.superseded_by,
        &meta.supersedes,
    ];
    let each = REFERRING.into_iter().zip(lists).flat_map(|(field, list)| {
        list.iter().map(move |written| Reference {
            field,
            written: written.clone(),
            target: reference(from, document, field, &written.value, names),
        })
    });
    each.collect()
}

fn reference(
    from: DocumentIndex,
    document: &Document,
    field: &str,
    written: &str,
    names: &Names,
) -> Option<Target> {
    let (label, written) = labelled(written);
    if let Some(thing) = names.id(written) {
        return Some(to_thing(thing, None, names));
    }
    if field.starts_with("supersede") {
        return Some(Target::Broken(Broken::Unknown));
    }
    let target = address(from, document, written, names);
    match target {
        Target::Broken(Broken::Unknown | Broken::OutsideLibrary) => {}
        Target::Broken(Broken::Unsafe) if written.contains(' ') => return None,
        target => return Some(target),
    }
    let from_root = address(from, document, &format!("/{written}"), names);
    // A document without the anchor is found all the same.
    let is_found = matches!(from_root, Target::Broken(Broken::Anchor { .. }));
    if is_found || !matches!(from_root, Target::Broken(_)) {
        return Some(from_root);
    }
    if let Some(thing) = names.word(written) {
        return Some(to_thing(thing, None, names));
    }
    (label.is_some() || is_meant_as_reference(written, names)).then_some(target)
}

/// An id of this library's kind, or a file name; anything else is words.
fn is_meant_as_reference(written: &str, names: &Names) -> bool {
    let has_extension = FilePath::new(written).is_some_and(|path| {
        let extension = path.extension();
        (2..=5).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    let is_one_word = !written.contains(char::is_whitespace);
    is_one_word && (names.is_like_id(written) || has_extension)
}

/// What a value of the front matter that is no id points at: a web address, or a path beside the
/// document or from the root. `None` for what points nowhere, and for a word that may be a file's
/// name by chance.
pub fn value(
    from: DocumentIndex,
    document: &Document,
    written: &str,
    names: &Names,
) -> Option<Target> {
    if written.starts_with('#') || !written.contains(['.', '/', ':']) {
        return None;
    }
    let beside = address(from, document, written, names);
    let found = match beside {
        Target::Broken(_) => address(from, document, &format!("/{written}"), names),
        found => found,
    };
    match found {
        Target::Broken(Broken::Anchor { document }) => Some(Target::Document {
            document,
            anchor: None,
        }),
        Target::Broken(_) => None,
        found => Some(found),
    }
}

/// `[label](target)` in its two parts; anything else is a target.
pub fn labelled(text: &str) -> (Option<&str>, &str) {
    let parts = text
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("]("));
    match parts {
        Some((label, target)) => (Some(label), target),
        None => (None, text.trim()),
    }
}
