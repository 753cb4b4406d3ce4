//! Reads `sopress.toml`. A value that cannot be used is reported, and its default is used.

use std::collections::BTreeMap;

use crate::config::read_types::{add_procedure_headings, read_fields, read_type};
use crate::config::table::{self, Table, quoted};
use crate::config::types;
use crate::config::{
    HtmlMode, LibrarySettings, LinkSettings, Reading, ReviewSettings, SearchSettings, Settings,
    SiteSettings,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::dialect::Dialect;
use crate::source::Source;
use crate::suggest::nearest;
use crate::text::SlugDialect;

pub const SECTIONS: &[&str] = &[
    "site", "library", "links", "review", "search", "severity", "types", "fields",
];
pub const SITE: &[&str] = &[
    "title",
    "tagline",
    "base_url",
    "language",
    "time_zone",
    "logo",
    "accent",
    "repository",
    "edit_branch",
    "footer",
    "acknowledge",
    "contact",
    "theme",
    "rebuild",
];
pub const LIBRARY: &[&str] = &[
    "source",
    "include",
    "exclude",
    "max_bytes",
    "mount",
    "id_pattern",
    "dialect",
    "wiki_links",
    "html",
    "heading_ids",
];
pub const LINKS: &[&str] = &["allow"];
pub const REVIEW: &[&str] = &["notice_days", "cycle"];
pub const SEARCH: &[&str] = &["excerpts"];

pub fn read_settings(source: &Source) -> (Settings, Vec<Diagnostic>) {
    table::read(source, |root| {
        root.only(SECTIONS);
        let table = |key, name| root.table(key, name);
        let mut settings = Settings::default();
        if let Some(site) = table("site", "`[site]`") {
            settings.site = read_site(site);
            settings.types = types::built_in(&settings.site.language);
        }
        if let Some(library) = table("library", "`[library]`") {
            settings.library = read_library(library);
            read_reading(library, &mut settings.reading);
        }
        if let Some(links) = table("links", "`[links]`") {
            settings.links = read_links(links);
        }
        if let Some(review) = table("review", "`[review]`") {
            settings.review = read_review(review);
        }
        if let Some(search) = table("search", "`[search]`") {
            settings.search = read_search(search);
        }
        if let Some(severity) = table("severity", "`[severity]`") {
            settings.severity = read_severities(severity);
        }
        if let Some(fields) = table("fields", "`[fields]`") {
            read_fields(fields, &mut settings.reading);
        }
        for (name, of_type) in root.items("types", "a document type") {
            if let Some(name) = name {
                read_type(name.value, of_type, &mut settings);
            }
        }
        add_procedure_headings(&mut settings);
        settings
    })
}

fn read_site(table: Table<'_>) -> SiteSettings {
    table.only(SITE);
    let default = SiteSettings::default();
    let words = |key, or: String| table.words(key).unwrap_or(or);
    SiteSettings {
        title: words("title", default.title),
        tagline: table.words("tagline"),
        base_url: table.parsed(
            "base_url",
            "write it as `https://example.org/sops/`",
            base_url,
        ),
        language: words("language", default.language),
        time_zone: table
            .parsed(
                "time_zone",
                "use an IANA name such as `Europe/Berlin`",
                time_zone,
            )
            .unwrap_or(default.time_zone),
        logo: table.words("logo"),
        accent: table.parsed("accent", "write it as `#1a5fb4`", accent),
        repository: table.parsed(
            "repository",
            "write it as `https://github.com/firm/sops`",
            web_address,
        ),
        edit_branch: words("edit_branch", default.edit_branch),
        footer: table.words("footer"),
        acknowledge: table.words("acknowledge"),
        contact: table.words("contact"),
        theme: words("theme", default.theme),
        rebuild: table.cycle("rebuild").unwrap_or(default.rebuild),
    }
}

fn base_url(text: &str) -> Result<String, String> {
    let mut url = web_address(text)?;
    if !url.ends_with('/') {
        url.push('/');
    }
    Ok(url)
}

fn web_address(text: &str) -> Result<String, String> {
    let text = text.trim();
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(char::is_whitespace) => {
            Ok(text.to_owned())
        }
        _ => Err(format!("`{text}` is not a web address")),
    }
}

fn time_zone(text: &str) -> Result<String, String> {
    match jiff::tz::TimeZone::get(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!("there is no time zone `{text}`")),
    }
}

fn accent(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match digits.len() {
        6 if is_hex => Ok(text.to_lowercase()),
        3 if is_hex => {
            let doubled = digits.chars().flat_map(|digit| [digit, digit]);
            Ok(format!("#{}", doubled.collect::<String>().to_lowercase()))
        }
        _ => Err(format!("`{text}` is not a colour")),
    }
}

fn read_library(table: Table<'_>) -> LibrarySettings {
    table.only(LIBRARY);
    let default = LibrarySettings::default();
    LibrarySettings {
        source: table.parsed("source", "name a folder inside the library", inner_folder),
        include: read_globs(table, "include").unwrap_or(default.include),
        exclude: read_globs(table, "exclude").unwrap_or_default(),
        max_bytes: table.number("max_bytes").unwrap_or(default.max_bytes),
        mount: table.words("mount").map(|mount| {
            let inner = mount.trim_matches('/');
            format!("/{inner}/").replace("//", "/")
        }),
    }
}

fn inner_folder(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let leads_out = text.starts_with('/') || text.split('/').any(|part| part == "..");
    if leads_out {
        return Err(format!("`{text}` is not inside the library"));
    }
    Ok(text.to_owned())
}

fn read_globs(table: Table<'_>, key: &str) -> Option<Vec<String>> {
    let globs = table.list(key)?.into_iter();
    let valid = globs.filter_map(|glob| match globset::Glob::new(&glob.value) {
        Ok(_) => Some(glob.value),
        Err(error) => {
            let message = format!("`{}` is not a glob: {}", glob.value, error.kind());
            table.invalid(glob.span, message, None);
            None
        }
    });
    Some(valid.collect())
}

fn read_reading(table: Table<'_>, reading: &mut Reading) {
    let is_pattern = |text: &str| match regex::Regex::new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!("`{text}` is not a regular expression")),
    };
    let help = "write it as `SOP-[A-Z]{3}-[0-9]{3}`";
    if let Some(pattern) = table.parsed("id_pattern", help, is_pattern) {
        reading.id_pattern = pattern;
    }
    let tools = Dialect::ALL.map(|dialect| dialect.name);
    let help = format!("use {}", quoted(&tools));
    for name in table.list("dialect").unwrap_or_default() {
        match Dialect::named(&name.value) {
            Some(dialect) => reading.dialects.push(dialect),
            None => {
                let message = format!("`dialect`: `{}` is not a dialect of Markdown", name.value);
                table.invalid(name.span, message, Some(&help));
            }
        }
    }
    if let Some(wiki_links) = table.flag("wiki_links") {
        reading.wiki_links = wiki_links;
    }
    let html = table.parsed(
        "html",
        "use `sanitise`, `escape` or `trust`",
        |text| match text {
            "sanitise" | "sanitize" => Ok(HtmlMode::Sanitise),
            "escape" => Ok(HtmlMode::Escape),
            "trust" => Ok(HtmlMode::Trust),
            other => Err(format!("`{other}` is not a way to handle HTML")),
        },
    );
    reading.html = html.unwrap_or_default();
    let dialects = SlugDialect::NAMES;
    let names: Vec<&str> = dialects.iter().map(|(name, _)| *name).collect();
    let help = format!("use {}", quoted(&names));
    let heading_ids = table.parsed("heading_ids", &help, |text| {
        let dialect = dialects.iter().find(|(name, _)| *name == text);
        dialect
            .map(|(_, dialect)| *dialect)
            .ok_or_else(|| format!("`{text}` is not a way to make heading ids"))
    });
    reading.heading_ids = heading_ids.unwrap_or_default();
}

fn read_links(table: Table<'_>) -> LinkSettings {
    table.only(LINKS);
    // These run code in the page, whoever allows them.
    const NEVER: [&str; 3] = ["javascript", "vbscript", "data"];
    let schemes = table.list("allow").unwrap_or_default().into_iter();
    let allowed = schemes.filter_map(|scheme| {
        let name = scheme.value.trim_end_matches(':').to_lowercase();
        let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if is_scheme && !NEVER.contains(&name.as_str()) {
            return Some(name);
        }
        let message = format!("`{}` cannot be allowed in links", scheme.value);
        table.invalid(
            scheme.span,
            message,
            Some("name schemes such as `file`, `onenote` or `unc`"),
        );
        None
    });
    LinkSettings {
        allow: allowed.collect(),
    }
}

fn read_review(table: Table<'_>) -> ReviewSettings {
    table.only(REVIEW);
    let default = ReviewSettings::default();
    ReviewSettings {
        notice_days: table.number("notice_days").unwrap_or(default.notice_days),
        cycle: table.cycle("cycle"),
    }
}

fn read_search(table: Table<'_>) -> SearchSettings {
    table.only(SEARCH);
    let has_excerpts = table.parsed("excerpts", "use `on` or `none`", |text| match text {
        "on" => Ok(true),
        "none" => Ok(false),
        other => Err(format!("`{other}` is not a way to show excerpts")),
    });
    let default = SearchSettings::default();
    SearchSettings {
        has_excerpts: has_excerpts.unwrap_or(default.has_excerpts),
    }
}

fn read_severities(table: Table<'_>) -> BTreeMap<Code, Option<Severity>> {
    let names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
    let mut severities = BTreeMap::new();
    for (key, _) in table.entries_in_order() {
        let Some(code) = Code::named(key.value) else {
            let help = match nearest(key.value, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "run `sopress check --help` for where the rules are listed".to_owned(),
            };
            table.unknown(key.span, format!("unknown rule `{}`", key.value), help);
            continue;
        };
        let levels = ["off", "hint", "warning", "error"];
        let help = format!("use {}", quoted(&levels));
        let severity = table.parsed(key.value, &help, |text| match text {
            "off" | "ignore" => Ok(None),
            "hint" => Ok(Some(Severity::Hint)),
            "warning" | "warn" => Ok(Some(Severity::Warning)),
            "error" => Ok(Some(Severity::Error)),
            other => Err(format!("`{other}` is not a severity")),
        });
        severities.extend(severity.map(|severity| (code, severity)));
    }
    severities
}
