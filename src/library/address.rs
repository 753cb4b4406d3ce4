//! Where each document and file stands in the site.

use std::collections::HashMap;

use crate::config::Config;
use crate::library::{Clash, Route};
use crate::source::FilePath;
use crate::text::beginning;

/// The addresses of pages that sopress makes itself; no document can have one of them.
pub fn own_pages(config: &Config) -> Vec<Route> {
    let mut pages = vec!["404.html", "a-z.html", "register.html", "search.html"];
    if !config.glossary.terms.is_empty() {
        pages.push("glossary.html");
    }
    pages.into_iter().map(Route::new).collect()
}

/// Bytes of a document's file name before its ending: file systems take 255 bytes, and the name of
/// its history is the longer by `.history-123.html`.
pub const LONGEST_STEM: usize = 235;

/// The address that a document asks for; `path` is relative to the source folder. A name too long
/// for its pages is cut.
pub fn page_address(path: &FilePath) -> Route {
    let stem = match index_rank(path) {
        Some(_) => "index",
        None => beginning(path.stem(), LONGEST_STEM),
    };
    Route::new(in_folder(path, &format!("{stem}.html")))
}

/// Whether the file is the index of its folder, and which of several counts: the lowest.
pub fn index_rank(path: &FilePath) -> Option<u8> {
    match path.stem().to_lowercase().as_str() {
        "index" => Some(0),
        "_index" => Some(1),
        "readme" => Some(2),
        _ => None,
    }
}

fn in_folder(path: &FilePath, name: &str) -> String {
    match path.folder() {
        Some(folder) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// The address of a published file: files below `static/` stand at the site's root, those below
/// `theme/assets/` beside the theme's own.
pub fn file_address(path: &FilePath, source: Option<&FilePath>) -> Route {
    let folder = |name| FilePath::new(name).expect("a plain name is a path");
    let below = path
        .below(&folder("static"))
        .or_else(|| path.below(&folder("theme")))
        .or_else(|| path.below(source?));
    Route::new(below.as_ref().unwrap_or(path).as_str())
}

/// The address of a page that moved, as its author gives it: `/old/page`, `old/page.html`, a web
/// address below the site's own. `None` for what is no address.
pub fn old_address(written: &str, config: &Config) -> Option<Route> {
    let base = config.settings.site.base_url.as_deref().unwrap_or("/");
    let mut text = written.trim();
    text = text.strip_prefix(base).unwrap_or(text);
    if text.contains("://") || text.contains(['?', '#']) {
        return None;
    }
    let mount = config.settings.library.mount.as_deref().unwrap_or("/");
    text = text.strip_prefix(mount).unwrap_or(text);
    let path = FilePath::new(text)?;
    if path.parts().any(|part| part.len() > LONGEST_STEM) {
        // No page was ever there.
        return None;
    }
    Some(match path.extension().as_str() {
        _ if text.ends_with('/') => Route::new(format!("{path}/index.html")),
        "html" | "htm" => Route::new(path.as_str()),
        "md" | "markdown" => page_address(&path),
        _ => Route::new(format!("{path}/index.html")),
    })
}

/// Hands out addresses, each only once whatever the case of its letters.
pub struct Addresses {
    /// Lower-case address to the address and its holder.
    given: HashMap<String, (Route, Option<FilePath>)>,
    /// Who had to give way.
    pub clashes: Vec<Clash>,
}

impl Addresses {
    /// With the pages that are taken from the start.
    pub fn new(taken: Vec<Route>) -> Addresses {
        let given = taken
            .into_iter()
            .map(|route| (route.as_str().to_lowercase(), (route, None)));
        Addresses {
            given: given.collect(),
            clashes: Vec::new(),
        }
    }

    /// `wanted` if it is free, else the first numbered form that is.
    pub fn give(&mut self, path: &FilePath, wanted: Route) -> Route {
        let holder = self.given.get(&wanted.as_str().to_lowercase()).cloned();
        let given = match &holder {
            None => wanted.clone(),
            Some(_) => self.numbered(&wanted),
        };
        self.given.insert(
            given.as_str().to_lowercase(),
            (given.clone(), Some(path.clone())),
        );
        if let Some((held, holder)) = holder {
            self.clashes.push(Clash {
                path: path.clone(),
                wanted,
                given: given.clone(),
                holder,
                held,
            });
        }
        given
    }

    fn numbered(&self, wanted: &Route) -> Route {
        let text = wanted.as_str();
        let name = text.rfind('/').map_or(0, |slash| slash + 1);
        let (stem, extension) = match text[name..].rfind('.') {
            Some(dot) if dot > 0 => text.split_at(name + dot),
            _ => (text, ""),
        };
        (2..)
            .map(|number| format!("{stem}-{number}{extension}"))
            .find(|candidate| !self.given.contains_key(&candidate.to_lowercase()))
            .map(Route::new)
            .expect("there are more numbers than files")
    }
}
