//! Edits of TOML front matter.

use std::ops::Range;

use toml_edit::{Document, Item, Table, Value as Read};

use super::{Place, Refusal, Value, front, next_line};

type Splices = Vec<(Range<usize>, String)>;

pub(super) fn set(place: &Place<'_>, field: &str, value: &Value) -> Result<String, Refusal> {
    let document = read(place.content())?;
    let single = || Refusal::NotSingle {
        field: field.to_owned(),
    };
    let splice = match document.get(field) {
        Some(Item::Value(Read::Array(_) | Read::InlineTable(_))) => return Err(single()),
        Some(Item::Value(old)) => {
            let range = old.span().ok_or_else(single)?;
            (shifted(place, range), write(value, Some(old)))
        }
        Some(Item::None) | None => {
            let at = end_of_root(place, &document);
            let line = format!(
                "{} = {}{}",
                key(field),
                write(value, None),
                place.line_end()
            );
            (at..at, line)
        }
        Some(_) => return Err(single()),
    };
    let wanted = plain(value, document.get(field).and_then(Item::as_value));
    finish(place, vec![splice], field, |after| {
        after == Some(wanted.as_str())
    })
}

pub(super) fn append(
    place: &Place<'_>,
    field: &str,
    record: &[(&str, Value)],
) -> Result<String, Refusal> {
    let document = read(place.content())?;
    let records = || Refusal::NotRecords {
        field: field.to_owned(),
    };
    let (splices, mut wanted) = match document.get(field) {
        None | Some(Item::None) => {
            let splice = new_table(place, place.content.end, field, record, None);
            (vec![splice], Vec::new())
        }
        Some(Item::ArrayOfTables(tables)) => {
            let at = end_of_tables(place, &document, field).ok_or_else(records)?;
            let last = tables.iter().last();
            let known = tables.iter().map(table_text).collect();
            (vec![new_table(place, at, field, record, last)], known)
        }
        Some(Item::Value(Read::Array(array))) => {
            if !array.iter().all(Read::is_inline_table) {
                return Err(records());
            }
            let known = array
                .iter()
                .filter_map(|item| Some(inline_text(item.as_inline_table()?)));
            (
                in_array(place, array, record).ok_or_else(records)?,
                known.collect(),
            )
        }
        Some(_) => return Err(records()),
    };
    let like = last_record(&document, field);
    let fields: Vec<String> = record
        .iter()
        .map(|(name, value)| {
            format!(
                "{name} = {}",
                plain(value, like.as_ref().and_then(|like| like.get(name)))
            )
        })
        .collect();
    wanted.push(fields.join("\n"));
    let wanted = wanted.join("\n\n");
    finish(place, splices, field, |after| {
        after == Some(wanted.as_str())
    })
}

fn read(content: &str) -> Result<Document<&str>, Refusal> {
    Document::parse(content).map_err(|error| Refusal::Unreadable {
        said: error
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned(),
    })
}

/// Converts an offset in the front matter to one in the text.
fn shifted(place: &Place<'_>, range: Range<usize>) -> Range<usize> {
    place.content.start + range.start..place.content.start + range.end
}

/// The lines that begin a table, outside multi-line values.
fn headers(place: &Place<'_>, document: &Document<&str>) -> Vec<Range<usize>> {
    let mut values: Vec<Range<usize>> = Vec::new();
    collect_values(document.as_table(), &mut values);
    front::lines(place.text, place.content.clone())
        .filter(|line| place.text[line.clone()].trim_start().starts_with('['))
        .filter(|line| {
            !values.iter().any(|value| {
                let value = shifted(place, value.clone());
                value.start < line.start && line.start < value.end
            })
        })
        .collect()
}

fn collect_values(table: &Table, values: &mut Vec<Range<usize>>) {
    for (_, item) in table.iter() {
        match item {
            Item::Value(value) => values.extend(value.span()),
            Item::Table(table) => collect_values(table, values),
            Item::ArrayOfTables(tables) => {
                tables
                    .iter()
                    .for_each(|table| collect_values(table, values));
            }
            Item::None => {}
        }
    }
}

/// After the last field before any table.
fn end_of_root(place: &Place<'_>, document: &Document<&str>) -> usize {
    match headers(place, document).first() {
        Some(header) => above(place, header.start),
        None => place.content.end,
    }
}

/// After the last record of an array of tables, including its own tables.
fn end_of_tables(place: &Place<'_>, document: &Document<&str>, field: &str) -> Option<usize> {
    let headers = headers(place, document);
    let belongs = |line: &Range<usize>| {
        let name = place.text[line.clone()]
            .trim_start()
            .trim_start_matches('[')
            .trim_start();
        let name = name.strip_prefix(['"', '\'']).unwrap_or(name);
        name.strip_prefix(field).is_some_and(|rest| {
            rest.trim_start_matches(['"', '\''])
                .trim_start()
                .starts_with(['.', ']'])
        })
    };
    let last = headers.iter().rposition(belongs)?;
    Some(
        headers
            .get(last + 1)
            .map_or(place.content.end, |next| above(place, next.start)),
    )
}

/// Moves back over blank lines and comments.
fn above(place: &Place<'_>, end: usize) -> usize {
    let lines = front::lines(place.text, place.content.start..end);
    let is_said = |line: &Range<usize>| {
        let written = place.text[line.clone()].trim();
        !written.is_empty() && !written.starts_with('#')
    };
    lines
        .filter(is_said)
        .last()
        .map_or(place.content.start, |line| line.end)
}

fn new_table(
    place: &Place<'_>,
    at: usize,
    field: &str,
    record: &[(&str, Value)],
    like: Option<&Table>,
) -> (Range<usize>, String) {
    let end = place.line_end();
    let is_after_blank =
        at == place.content.start || place.text[..at].ends_with(&format!("{end}{end}"));
    let mut text = if is_after_blank {
        String::new()
    } else {
        end.to_owned()
    };
    text.push_str(&format!("[[{}]]{end}", key(field)));
    for (name, value) in record {
        let old = like
            .and_then(|like| like.get(name))
            .and_then(Item::as_value);
        text.push_str(&format!("{} = {}{end}", key(name), write(value, old)));
    }
    (at..at, text)
}

/// Adds after the last element; comments stay with their element.
fn in_array(
    place: &Place<'_>,
    array: &toml_edit::Array,
    record: &[(&str, Value)],
) -> Option<Splices> {
    let whole = shifted(place, array.span()?);
    let like = array.iter().last().and_then(Read::as_inline_table);
    let fields: Vec<String> = record
        .iter()
        .map(|(name, value)| {
            let old = like.and_then(|like| like.get(name));
            format!("{} = {}", key(name), write(value, old))
        })
        .collect();
    let item = format!("{{ {} }}", fields.join(", "));
    let Some(last) = array.iter().last() else {
        return Some(vec![(whole.start + 1..whole.start + 1, item)]);
    };
    let last = shifted(place, last.span()?);
    let rest = &place.text[last.end..whole.end - 1];
    let line_start = place.text[..last.start]
        .rfind('\n')
        .map_or(0, |found| found + 1);
    let lead = &place.text[line_start..last.start];
    if !rest.contains('\n') || !lead.trim().is_empty() {
        return Some(vec![(last.end..last.end, format!(", {item}"))]);
    }
    let at = next_line(place.text, last.end);
    let has_comma = rest.trim_start().starts_with(',');
    let mut splices = Vec::new();
    if !has_comma {
        splices.push((last.end..last.end, ",".to_owned()));
    }
    let comma = if has_comma { "," } else { "" };
    splices.push((at..at, format!("{lead}{item}{comma}{}", place.line_end())));
    Some(splices)
}

fn key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !name.is_empty() && name.bytes().all(is_bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

fn write(value: &Value, like: Option<&Read>) -> String {
    let was_text = like.is_some_and(Read::is_str);
    match value {
        Value::Date(date) if was_text => quoted(&date.to_string()),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => quoted(text),
    }
}

/// What [`text_of`] must return for the value once written.
fn plain(value: &Value, like: Option<&Read>) -> String {
    let was_text = like.is_some_and(Read::is_str);
    match value {
        Value::Date(date) if was_text => format!("text {date}"),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => format!("text {text}"),
    }
}

fn text_of(value: &Read) -> String {
    match value {
        Read::String(text) => format!("text {}", text.value()),
        Read::InlineTable(table) => inline_text(table),
        Read::Array(array) => array.iter().map(text_of).collect::<Vec<_>>().join("\n\n"),
        other => other.clone().decorated("", "").to_string(),
    }
}

fn inline_text(table: &toml_edit::InlineTable) -> String {
    let fields: Vec<String> = table
        .iter()
        .map(|(name, value)| format!("{name} = {}", text_of(value)))
        .collect();
    fields.join("\n")
}

fn table_text(table: &Table) -> String {
    let fields: Vec<String> = table
        .iter()
        .map(|(name, item)| format!("{name} = {}", item_text(item)))
        .collect();
    fields.join("\n")
}

fn item_text(item: &Item) -> String {
    match item {
        Item::None => String::new(),
        Item::Value(value) => text_of(value),
        Item::Table(table) => table_text(table),
        Item::ArrayOfTables(tables) => tables
            .iter()
            .map(table_text)
            .collect::<Vec<_>>()
            .join("\n\n"),
    }
}

/// The last record of a list, in either style.
fn last_record(document: &Document<&str>, field: &str) -> Option<toml_edit::InlineTable> {
    match document.get(field)? {
        Item::ArrayOfTables(tables) => tables
            .iter()
            .last()
            .map(|table| table.clone().into_inline_table()),
        Item::Value(Read::Array(array)) => array.iter().last()?.as_inline_table().cloned(),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for symbol in text.chars() {
        match symbol {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            symbol if symbol.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(symbol)))
            }
            symbol => quoted.push(symbol),
        }
    }
    quoted.push('"');
    quoted
}

/// Makes the edit and parses the result: the field must be as intended, every other unchanged.
fn finish(
    place: &Place<'_>,
    splices: Splices,
    field: &str,
    is_wanted: impl Fn(Option<&str>) -> bool,
) -> Result<String, Refusal> {
    let damage = || Refusal::WouldDamage {
        field: field.to_owned(),
    };
    let (result, content) = place.spliced(&splices);
    let before = read(place.content())?;
    let after = read(&content).map_err(|_| damage())?;
    let others = |document: &Document<&str>| -> Vec<(String, String)> {
        let fields = document.iter().filter(|(name, _)| *name != field);
        fields
            .map(|(name, item)| (name.to_owned(), item_text(item)))
            .collect()
    };
    let found = after.get(field).map(item_text);
    let is_whole = front::find(&result).is_some_and(|front| result[front.content] == content);
    if is_wanted(found.as_deref()) && others(&before) == others(&after) && is_whole {
        Ok(result)
    } else {
        Err(damage())
    }
}
