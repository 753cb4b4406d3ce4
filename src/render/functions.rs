//! The functions that templates may call.
//!
//! `t(key="…", count=…, other=…)`: a message of the catalogue with its placeholders filled; with
//! `count`, in the plural form for that number.

use std::borrow::Cow;

use tera::{Kwargs, State, Tera, TeraResult};

use crate::render::Catalogue;

/// Registers the functions: once before templates compile, and again with the words of the site's
/// language.
pub(super) fn register(tera: &mut Tera, catalogue: Catalogue) {
    tera.register_function(
        "t",
        move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            message(&catalogue, &arguments)
        },
    );
}

fn message(catalogue: &Catalogue, arguments: &Kwargs) -> TeraResult<String> {
    let key = arguments.must_get::<&str>("key")?;
    let count = arguments.get::<i64>("count")?;
    let exists = match count {
        Some(_) => catalogue.has(&format!("{key}.other")),
        None => catalogue.has(key),
    };
    if !exists {
        return Err(tera::Error::message(format!(
            "the catalogue has no message `{key}`"
        )));
    }
    let blanks = arguments.iter().filter_map(|(name, value)| {
        let name = name
            .as_str()
            .filter(|name| !matches!(*name, "key" | "count"))?;
        Some((
            name,
            value
                .as_str()
                .map_or_else(|| Cow::from(value.to_string()), Cow::from),
        ))
    });
    let blanks: Vec<(&str, Cow<'_, str>)> = blanks.collect();
    let blanks: Vec<(&str, &str)> = blanks
        .iter()
        .map(|(name, value)| (*name, value.as_ref()))
        .collect();
    Ok(match count {
        Some(count) => catalogue.counted(key, count, &blanks),
        None => catalogue.filled(key, &blanks),
    })
}
