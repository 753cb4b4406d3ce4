//! Which address each document and file has in the site.

use std::collections::HashMap;
use std::iter::successors;

use crate::config::Config;
use crate::library::pages::is_search_file;
use crate::library::{Clash, Holder, Route};
use crate::source::FilePath;
use crate::text::beginning;

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
        // The first page of a wiki or a vault.
        "home" if path.folder().is_none() => Some(3),
        _ => None,
    }
}

fn in_folder(path: &FilePath, name: &str) -> String {
    match path.folder() {
        Some(folder) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// The address of a published file: files in `static/` are published at the site's root, those in
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
/// address below the site's own, each perhaps with `#heading`. `None` for what is no address.
pub fn old_address(written: &str, config: &Config) -> Option<Route> {
    let base = config.settings.site.base_url.as_deref().unwrap_or("/");
    let mut text = written.trim();
    text = text.strip_prefix(base).unwrap_or(text);
    // Servers do not see what follows a `#`: the page at the old address leads on for all of it.
    text = text.split('#').next().unwrap_or(text);
    if text.contains("://") || text.contains('?') {
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

/// Gives each address to one file only, whatever the case of its letters, and no file an address
/// that is a folder of another: a disk can hold no such two.
pub struct Addresses {
    /// Lower-case address to the address and its holder.
    given: HashMap<String, (Route, Holder)>,
    /// Lower-case folder to the first address in it and its holder.
    folders: HashMap<String, (Route, Holder)>,
    /// Those that could not have the address they asked for.
    pub clashes: Vec<Clash>,
}

impl Addresses {
    /// With what sopress makes itself.
    pub fn new<'r>(own: impl Iterator<Item = &'r Route>) -> Addresses {
        let mut addresses = Addresses {
            given: HashMap::new(),
            folders: HashMap::new(),
            clashes: Vec::new(),
        };
        own.for_each(|route| addresses.reserve(route));
        addresses
    }

    /// Keeps an address for something that sopress makes itself.
    pub fn reserve(&mut self, route: &Route) {
        self.take(route, &Holder::Own);
    }

    /// Keeps an old address of a document.
    pub fn pass_on(&mut self, route: &Route, document: &FilePath) {
        self.take(route, &Holder::Formerly(document.clone()));
    }

    fn take(&mut self, route: &Route, holder: &Holder) {
        let lower = route.as_str().to_lowercase();
        for folder in folders(&lower) {
            let first = self.folders.entry(folder.to_owned());
            first.or_insert_with(|| (route.clone(), holder.clone()));
        }
        let given = self.given.entry(lower);
        given.or_insert_with(|| (route.clone(), holder.clone()));
    }

    /// What keeps a file from having an address: the address that is in the way, and its holder.
    pub fn obstacle(&self, wanted: &Route) -> Option<(Route, Holder)> {
        let lower = wanted.as_str().to_lowercase();
        if is_search_file(&lower) {
            return Some((wanted.clone(), Holder::Own));
        }
        let above = folders(&lower).find_map(|folder| self.given.get(folder));
        let same = self.given.get(&lower);
        same.or(above).or_else(|| self.folders.get(&lower)).cloned()
    }

    /// `wanted` if it is free, else the first numbered form that is. `with` are the addresses that
    /// come with an address, reserved for the file already where it gets what it wants.
    pub fn give(
        &mut self,
        path: &FilePath,
        wanted: Route,
        with: impl Fn(&Route) -> Vec<Route>,
    ) -> Route {
        let obstacle = self.obstacle(&wanted);
        let given = match &obstacle {
            None => wanted.clone(),
            Some(_) => self.numbered(&wanted, &with),
        };
        self.take(&given, &Holder::File(path.clone()));
        for route in with(&given) {
            self.reserve(&route);
        }
        if let Some((held, holder)) = obstacle {
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

    /// The number goes to the part of the address that cannot be had: the name of the file, or that
    /// of the outermost folder that is the address of a file or keeps the files of the search.
    fn numbered(&self, wanted: &Route, with: &impl Fn(&Route) -> Vec<Route>) -> Route {
        let text = wanted.as_str();
        let is_file = |folder: &&str| self.given.contains_key(&folder.to_lowercase());
        let above = match is_search_file(&text.to_lowercase()) {
            true => folders(text).last(),
            false => folders(text).filter(is_file).last(),
        };
        let (taken, below) = text.split_at(above.unwrap_or(text).len());
        let name = taken.rfind('/').map_or(0, |slash| slash + 1);
        let (stem, extension) = match taken[name..].rfind('.') {
            Some(dot) if dot > 0 => taken.split_at(name + dot),
            _ => (taken, ""),
        };
        let is_free = |route: &Route| self.obstacle(route).is_none();
        (2..)
            .map(|number| Route::new(format!("{stem}-{number}{extension}{below}")))
            .find(|candidate| is_free(candidate) && with(candidate).iter().all(is_free))
            .expect("there are more numbers than files")
    }
}

/// The folders that an address is in, the innermost first.
fn folders(address: &str) -> impl Iterator<Item = &str> {
    successors(parent(address), |folder| parent(folder))
}

fn parent(address: &str) -> Option<&str> {
    address.rfind('/').map(|slash| &address[..slash])
}
