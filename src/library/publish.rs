//! The files that a build publishes, and the old addresses that lead to documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::library::address::{Addresses, file_address, old_address};
use crate::library::{Holder, Library, Redirect, RedirectClash, Route, Target};
use crate::source::{FilePath, Sources};

/// The files that this build publishes, each with its address.
pub(super) fn publish(
    library: &Library,
    addresses: &mut Addresses,
    source: Option<&FilePath>,
    sources: &Sources,
    config: &Config,
) -> BTreeMap<FilePath, Route> {
    let mut used: BTreeSet<FilePath> = BTreeSet::new();
    let whole =
        ["static", "theme/assets"].map(|name| FilePath::new(name).expect("a plain name is a path"));
    let is_wanted = |path: &&FilePath| whole.iter().any(|folder| path.below(folder).is_some());
    used.extend(sources.assets.keys().filter(is_wanted).cloned());
    for document in &library.documents {
        let references = document.references.iter();
        let references = references.filter_map(|reference| reference.target.as_ref());
        let targets = document
            .links
            .iter()
            .chain(&document.images)
            .chain(references);
        for target in targets {
            if let Target::Asset(path) = target {
                used.insert(path.clone());
            }
        }
    }
    let logo = config.settings.site.logo.as_deref();
    let logo = logo.and_then(FilePath::new);
    used.extend(logo.filter(|logo| sources.assets.contains_key(logo)));
    let mut give = |path: FilePath| {
        let route = addresses.give(&path, file_address(&path, source), |_| Vec::new());
        (path, route)
    };
    used.into_iter().map(&mut give).collect()
}

/// The first document that claims an old address has it; whatever exists keeps its own.
pub(super) fn redirect(library: &mut Library, addresses: &mut Addresses, config: &Config) {
    let mut redirects: BTreeMap<Route, Redirect> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (index, document) in library.indexed() {
        for old in &document.meta.redirects {
            let Some(route) = old_address(&old.value, config) else {
                continue;
            };
            let holder = match redirects.get(&route) {
                Some(first) => {
                    let first = library.document(first.document);
                    Some(Holder::Formerly(first.sop.path.clone()))
                }
                // Servers that tell upper case from lower can lead from one to the other.
                None => addresses
                    .obstacle(&route)
                    .filter(|(held, _)| !held.differs_in_case_only(&route))
                    .map(|(_, holder)| holder),
            };
            match holder {
                Some(holder) => clashes.push(RedirectClash {
                    document: index,
                    written: old.clone(),
                    holder,
                }),
                None => {
                    let document = index;
                    let span = old.span;
                    addresses.pass_on(&route, &library.document(index).sop.path);
                    redirects.insert(route, Redirect { document, span });
                }
            }
        }
    }
    (library.redirects, library.redirect_clashes) = (redirects, clashes);
}
