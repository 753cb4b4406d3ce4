//! Every file of a site, each made when it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use camino::Utf8Path;
use rayon::prelude::*;

use super::index::{self, IndexMemory, NO_PANIC};
use super::{Assembled, Content, Files, Inputs, Site};
use crate::config::Config;
use crate::library::pages::FileKind;
use crate::library::{Library, Route};
use crate::plan::{self, Page};
use crate::render::{self, RenderError, Stage, Surroundings, Theme};
use crate::search::{self, Index};

/// The site of an assembled library, which gives no address twice.
pub struct Pages<'a> {
    library: &'a Library,
    config: &'a Config,
    stage: Stage<'a>,
    /// In the order of the addresses.
    pages: Vec<Page>,
    /// The files beside the pages.
    files: BTreeMap<Route, FileKind>,
    /// Put together when the first of its files is asked for.
    index: Mutex<Option<Arc<Index>>>,
    index_memory: &'a IndexMemory,
    /// The library's own files.
    copies: BTreeMap<&'a Route, &'a Utf8Path>,
}

impl<'a> Pages<'a> {
    /// Prepares what pages share; linear in the library, renders nothing.
    pub fn new(inputs: Inputs<'a>, assembled: &'a Assembled, theme: &'a Theme) -> Pages<'a> {
        let Assembled {
            config, library, ..
        } = assembled;
        let assets = &inputs.sources.assets;
        let copies = library.assets.iter().map(|(path, route)| {
            let asset = assets.get(path);
            let asset = asset.expect("the library publishes only assets that were read");
            (route, asset.file.as_path())
        });
        let surroundings = Surroundings {
            library,
            config,
            texts: &inputs.sources.documents,
            assets,
            data: &inputs.sources.data,
            theme,
            today: inputs.today,
        };
        let (stage, pages) = rayon::join(|| Stage::new(surroundings), || plan::plan(library));
        Pages {
            library,
            config,
            stage,
            pages,
            files: render::files(library),
            index: Mutex::default(),
            index_memory: &assembled.index,
            copies: copies.collect(),
        }
    }

    /// How many pages there are; files beside them do not count.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// The page at an address; `None` for one that is no page.
    pub fn page(&self, route: &Route) -> Option<&Page> {
        let at = self.pages.binary_search_by(|page| page.route.cmp(route));
        at.ok().map(|at| &self.pages[at])
    }

    /// Every file at once.
    pub fn all(&self) -> Result<Site, RenderError> {
        let routes: Vec<Route> = self.routes().into_iter().collect();
        let made = routes.into_par_iter().map(|route| {
            let content = self.one(&route)?;
            Ok((route, content.expect("a site has every file that it lists")))
        });
        made.collect()
    }

    fn index(&self) -> Arc<Index> {
        let mut index = self.index.lock().expect(NO_PANIC);
        let make = || index::index(self.library, self.config, &self.stage, self.index_memory);
        Arc::clone(index.get_or_insert_with(make))
    }
}

impl Files for Pages<'_> {
    /// Makes what is made together, so that no thread waits for another that makes it.
    fn routes(&self) -> BTreeSet<Route> {
        let pages = self.pages.iter().map(|page| page.route.clone());
        let found_by = self.index().paths().into_iter().map(Route::new);
        let files = self.files.keys().cloned();
        let copies = self.copies.keys().map(|&route| route.clone());
        pages.chain(found_by).chain(files).chain(copies).collect()
    }

    fn one(&self, route: &Route) -> Result<Option<Content>, RenderError> {
        if let Some(page) = self.page(route) {
            return render::page(page, &self.stage).map(|bytes| Some(Content::Bytes(bytes)));
        }
        let file = self.files.get(route);
        let made = file.map(|kind| Content::Bytes(render::file(&self.stage, route, *kind)));
        let found = || {
            let name = route.as_str();
            let is_found_by = name.starts_with(search::FOLDER);
            let file = is_found_by.then(|| self.index().file(name)).flatten();
            file.map(Content::Bytes)
        };
        let copied = || {
            self.copies
                .get(route)
                .map(|file| Content::Copy((*file).to_owned()))
        };
        Ok(made.or_else(found).or_else(copied))
    }

    fn goes_first(&self, route: &Route) -> bool {
        route.as_str().starts_with(search::FOLDER)
    }

    fn first_are_made(&self) {
        *self.index.lock().expect(NO_PANIC) = None;
        self.index_memory.forget();
    }
}
