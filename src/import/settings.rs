//! What the files of another tool say about a library, and the same as the text of `sopress.toml`.

/// `None` and empty: the files do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The name of the site.
    pub title: Option<String>,
    /// One line below it.
    pub tagline: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Where the site of the other tool is published. It is only proposed, since that site may stay.
    pub address: Option<String>,
    /// Web address of the repository.
    pub repository: Option<String>,
    /// The branch in which pages are edited.
    pub edit_branch: Option<String>,
    /// The folder of the documents.
    pub source: Option<String>,
    /// File name patterns of documents besides the usual ones.
    pub include: Vec<String>,
    /// File name patterns of what is no document.
    pub exclude: Vec<String>,
    /// The name of the dialect, if this version of sopress has the setting for it.
    pub dialect: Option<String>,
    /// Whose heading ids the links are written for.
    pub heading_ids: Option<&'static str>,
    /// Whether `[[name]]` is a link.
    pub has_wiki_links: bool,
    /// Fields of the tool that mean nothing here.
    pub fields: Vec<String>,
}

impl Settings {
    /// The text of `sopress.toml`. `made_of` names the file that they come from.
    pub fn toml(&self, made_of: Option<&str>) -> String {
        let mut out = match made_of {
            Some(file) => format!("# Settings of this library, made from `{file}`.\n"),
            None => "# Settings of this library. Every key has a default.\n".to_owned(),
        };
        let text = |key: &str, value: &Option<String>| match value {
            Some(value) => format!("{key} = {}\n", quoted(value)),
            None => String::new(),
        };
        out.push_str("\n[site]\n");
        out.push_str(&text("title", &self.title));
        out.push_str(&text("tagline", &self.tagline));
        out.push_str(&text("language", &self.language));
        let address = self
            .address
            .as_deref()
            .unwrap_or("https://sops.example.com/");
        out.push_str(&format!("# base_url = {}\n", quoted(address)));
        out.push_str(&text("repository", &self.repository));
        out.push_str(&text("edit_branch", &self.edit_branch));
        let mut library = text("source", &self.source);
        library.push_str(&text("dialect", &self.dialect));
        if let Some(dialect) = self.heading_ids {
            library.push_str(&format!("heading_ids = {}\n", quoted(dialect)));
        }
        if self.has_wiki_links {
            library.push_str("wiki_links = true\n");
        }
        library.push_str(&list("include", &self.include));
        library.push_str(&list("exclude", &self.exclude));
        if !library.is_empty() {
            out.push_str(&format!("\n[library]\n{library}"));
        }
        if !self.fields.is_empty() {
            out.push_str(&format!("\n[fields]\n{}", list("allow", &self.fields)));
        }
        out
    }

    /// Takes the repository and the branch out of an address such as
    /// `https://github.com/firm/sops/edit/main/docs/`.
    pub(super) fn read_edit_address(&mut self, address: &str) {
        for joint in [
            "/-/edit/", "/edit/", "/-/tree/", "/tree/", "/-/blob/", "/blob/",
        ] {
            if let Some((repository, rest)) = address.split_once(joint) {
                self.repository = web_address(repository);
                let branch = rest.split('/').next().filter(|branch| !branch.is_empty());
                let is_own = |branch: &&str| *branch != "main" && self.repository.is_some();
                self.edit_branch = branch.filter(is_own).map(str::to_owned);
                return;
            }
        }
    }
}

/// The address, if it is one of the web, without a slash at its end.
pub(super) fn web_address(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let is_plain = !host.is_empty() && !host.contains(char::is_whitespace);
    is_plain.then(|| text.trim_end_matches(".git").to_owned())
}

fn list(key: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    let line = format!("{key} = [{}]\n", items.join(", "));
    match line.len() <= 100 {
        true => line,
        false => format!("{key} = [\n    {},\n]\n", items.join(",\n    ")),
    }
}

fn quoted(text: &str) -> String {
    // A control character has no place in a name.
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
