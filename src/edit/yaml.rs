//! Edits of YAML front matter.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value as Read;

use super::front::{self, Field};
use super::{Place, Refusal, Value, yaml_scalar};

type Fields = BTreeMap<String, Read>;

pub(super) fn set(place: &Place<'_>, field: &str, value: &Value) -> Result<String, Refusal> {
    let (before, fields) = read(place)?;
    let (splice, written) = match only(place, &fields, field)? {
        Some(found) => {
            let raw = &place.text[found.value.clone()];
            let single = || Refusal::NotSingle {
                field: field.to_owned(),
            };
            let range = yaml_scalar::find(raw).ok_or_else(single)?;
            let is_single = !matches!(before.get(field), Some(Read::Array(_) | Read::Object(_)));
            if !is_single || place.text[found.value.end..found.entry.end].trim() != "" {
                return Err(single());
            }
            let written = yaml_scalar::write(value, Some(&raw[range.clone()]), false);
            let space = if range.start == 0 { " " } else { "" };
            let after = if raw[range.end..].starts_with('#') {
                " "
            } else {
                ""
            };
            let range = found.value.start + range.start..found.value.start + range.end;
            ((range, format!("{space}{written}{after}")), written)
        }
        None => {
            let written = yaml_scalar::write(value, None, false);
            let line = format!("{field}: {written}{}", place.line_end());
            ((place.content.end..place.content.end, line), written)
        }
    };
    let alone = read_alone(&written, field, value)?;
    finish(place, splice, field, &before, |after| *after == alone)
}

pub(super) fn append(
    place: &Place<'_>,
    field: &str,
    record: &[(&str, Value)],
) -> Result<String, Refusal> {
    let (before, fields) = read(place)?;
    let records = || Refusal::NotRecords {
        field: field.to_owned(),
    };
    let found = only(place, &fields, field)?;
    let old: Vec<Read> = match before.get(field) {
        None | Some(Read::Null) => Vec::new(),
        Some(Read::Array(items)) => items.clone(),
        Some(_) => return Err(records()),
    };
    if !old.iter().all(Read::is_object) {
        return Err(records());
    }
    let goes_first = runs_downwards(&old);
    let end = place.line_end();
    let splice = match found {
        None => {
            let item = block_item("  ", record, &BTreeMap::new(), end);
            (
                place.content.end..place.content.end,
                format!("{field}:{end}{item}"),
            )
        }
        Some(found) if old.is_empty() => begin_list(place, found, record).ok_or_else(records)?,
        Some(found) => {
            let raw = &place.text[found.value.clone()];
            if raw.trim_start().starts_with('[') {
                in_flow(place, found, record, goes_first).ok_or_else(records)?
            } else {
                in_block(place, found, record, goes_first).ok_or_else(records)?
            }
        }
    };
    let mut wanted = serde_json::Map::new();
    let likes = splice_likes(place, found);
    for (name, value) in record {
        let like = likes.get(*name).map(String::as_str);
        let written = yaml_scalar::write(value, like, false);
        wanted.insert((*name).to_owned(), read_alone(&written, field, value)?);
    }
    let mut all = old;
    all.insert(if goes_first { 0 } else { all.len() }, Read::Object(wanted));
    let all = Read::Array(all);
    finish(place, splice, field, &before, |after| *after == all)
}

/// The fields by value and by range.
fn read(place: &Place<'_>) -> Result<(Fields, Vec<Field>), Refusal> {
    let values = values(place.content())?;
    let fields = front::yaml_fields(place.text, place.content.clone());
    let mut names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    names.retain(|name| *name != "<<");
    let is_plain = names.iter().all(|name| values.contains_key(*name))
        && (values.len() == names.len() || names.len() < fields.len());
    if is_plain {
        Ok((values, fields))
    } else {
        Err(Refusal::UnusualLayout)
    }
}

fn values(content: &str) -> Result<Fields, Refusal> {
    if content
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(Fields::new());
    }
    // The fence is line 1 of the document, so that an error has the right line number.
    serde_saphyr::from_str::<Read>(&format!("\n{content}"))
        .map_err(|error| {
            let said = error.to_string();
            let line = said
                .lines()
                .next()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            // Advice for programmers rather than authors.
            let line = line
                .split(", set DuplicateKeyPolicy")
                .next()
                .unwrap_or(line);
            Refusal::Unreadable {
                said: line.to_owned(),
            }
        })
        .and_then(|read| match read {
            Read::Object(fields) => Ok(fields.into_iter().collect()),
            _ => Err(Refusal::UnusualLayout),
        })
}

/// The one field of that name, if nothing elsewhere depends on its text.
fn only<'f>(
    place: &Place<'_>,
    fields: &'f [Field],
    name: &str,
) -> Result<Option<&'f Field>, Refusal> {
    let mut found = fields.iter().filter(|field| field.name == name);
    let first = found.next();
    if found.next().is_some() {
        return Err(Refusal::GivenTwice {
            field: name.to_owned(),
        });
    }
    match first {
        Some(field) if is_linked(&place.text[field.value.clone()]) => Err(Refusal::Linked {
            field: name.to_owned(),
        }),
        found => Ok(found),
    }
}

/// Whether a value holds an anchor, alias or tag. Marks in multi-line text may be mistaken for one.
fn is_linked(raw: &str) -> bool {
    let (mut at, mut depth, mut begins, mut before) = (0, 0_usize, true, ' ');
    while let Some(symbol) = raw[at..].chars().next() {
        let rest = &raw[at..];
        let width = symbol.len_utf8();
        let next_is_space = rest[width..].chars().next().is_none_or(char::is_whitespace);
        let mut step = width;
        match symbol {
            '#' if before.is_whitespace() => step = rest.find('\n').unwrap_or(rest.len()),
            '\n' => begins |= depth == 0,
            _ if symbol.is_whitespace() => {}
            '&' | '*' | '!' if begins && !next_is_space => return true,
            '"' | '\'' if begins => {
                step = yaml_scalar::quoted_end(rest, symbol).unwrap_or(rest.len());
                begins = false;
            }
            '[' | '{' if begins => depth += 1,
            ']' | '}' if depth > 0 => {
                depth -= 1;
                begins = false;
            }
            ',' if depth > 0 => begins = true,
            ':' if next_is_space => begins = true,
            '-' if begins && next_is_space => {}
            _ => begins = false,
        }
        before = symbol;
        at += step;
    }
    false
}

/// Whether the first record with a date is newer than the last one.
fn runs_downwards(records: &[Read]) -> bool {
    let dates: Vec<&str> = records
        .iter()
        .filter_map(|record| record.get("date")?.as_str())
        .collect();
    dates.first() > dates.last()
}

/// `reviews:`, `reviews: []`, `reviews: null`: the list begins on the next line.
fn begin_list(
    place: &Place<'_>,
    found: &Field,
    record: &[(&str, Value)],
) -> Option<(Range<usize>, String)> {
    let raw = &place.text[found.value.clone()];
    let (line, rest) = raw.split_once('\n').unwrap_or((raw, ""));
    if rest
        .lines()
        .any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    {
        return None;
    }
    let value = line.split(" #").next().unwrap_or_default().trim();
    let comment = line.find(" #").map_or("", |at| line[at..].trim_end());
    if !["", "[]", "[ ]", "~", "null", "Null", "NULL"].contains(&value) && !value.starts_with('#') {
        return None;
    }
    let end = place.line_end();
    let kept = if value.starts_with('#') {
        format!(" {value}")
    } else {
        comment.to_owned()
    };
    let item = block_item("  ", record, &BTreeMap::new(), end);
    let line_ends = super::next_line(place.text, found.value.start);
    Some((found.value.start..line_ends, format!("{kept}{end}{item}")))
}

/// Adds to a list with dashes.
fn in_block(
    place: &Place<'_>,
    found: &Field,
    record: &[(&str, Value)],
    goes_first: bool,
) -> Option<(Range<usize>, String)> {
    let dashes = dashes(place, found);
    let first = dashes.first()?;
    let line = &place.text[first.clone()];
    let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
    let likes = splice_likes(place, Some(found));
    let end = place.line_end();
    let is_flow = line.trim_start()[1..].trim_start().starts_with('{');
    let item = if is_flow {
        format!("{indent}- {}{end}", flow_item(record, &likes))
    } else {
        block_item(indent, record, &likes, end)
    };
    let at = if goes_first {
        first.start
    } else {
        found.entry.end
    };
    Some((at..at, item))
}

/// The lines with which the items of a list begin.
fn dashes(place: &Place<'_>, found: &Field) -> Vec<Range<usize>> {
    let lines: Vec<Range<usize>> = front::lines(place.text, found.entry.clone())
        .skip(1)
        .collect();
    let indent_of = |line: &Range<usize>| {
        let written = &place.text[line.clone()];
        let bare = written.trim_start_matches(' ');
        (bare.starts_with("- ") || bare.trim_end() == "-").then_some(written.len() - bare.len())
    };
    let Some(indent) = lines.iter().find_map(indent_of) else {
        return Vec::new();
    };
    lines
        .into_iter()
        .filter(|line| indent_of(line) == Some(indent))
        .collect()
}

/// Adds to a list in brackets.
fn in_flow(
    place: &Place<'_>,
    found: &Field,
    record: &[(&str, Value)],
    goes_first: bool,
) -> Option<(Range<usize>, String)> {
    let raw = &place.text[found.value.clone()];
    let item = flow_item(record, &splice_likes(place, Some(found)));
    let open = raw.find('[')? + 1;
    if goes_first {
        let at = found.value.start + open + (raw[open..].len() - raw[open..].trim_start().len());
        return Some((at..at, format!("{item}, ")));
    }
    let close = raw.rfind(']')?;
    let body = raw[..close].trim_end();
    let last = body.strip_suffix(',').unwrap_or(body).trim_end();
    let at = found.value.start + last.len();
    Some((at..at, format!(", {item}")))
}

/// How each value of the list's last record is written.
fn splice_likes(place: &Place<'_>, found: Option<&Field>) -> BTreeMap<String, String> {
    let Some(found) = found else {
        return BTreeMap::new();
    };
    let Some(last) = dashes(place, found).pop() else {
        return BTreeMap::new();
    };
    let entry = &place.text[last.start..found.entry.end];
    entry
        .lines()
        .filter_map(|line| {
            let line = line.trim_start().trim_start_matches("- ").trim_start();
            let (name, value) = line.split_once(": ")?;
            let range = yaml_scalar::find(value)?;
            Some((name.to_owned(), value[range].to_owned()))
        })
        .collect()
}

fn block_item(
    indent: &str,
    record: &[(&str, Value)],
    likes: &BTreeMap<String, String>,
    end: &str,
) -> String {
    let mut item = String::new();
    for (place, (name, value)) in record.iter().enumerate() {
        let lead = if place == 0 { "- " } else { "  " };
        let written = yaml_scalar::write(value, likes.get(*name).map(String::as_str), false);
        item.push_str(&format!("{indent}{lead}{name}: {written}{end}"));
    }
    item
}

fn flow_item(record: &[(&str, Value)], likes: &BTreeMap<String, String>) -> String {
    let fields: Vec<String> = record
        .iter()
        .map(|(name, value)| {
            let written = yaml_scalar::write(value, likes.get(*name).map(String::as_str), true);
            format!("{name}: {written}")
        })
        .collect();
    format!("{{{}}}", fields.join(", "))
}

/// How a parser reads the written value by itself, after checking that this is the value's text.
fn read_alone(written: &str, field: &str, value: &Value) -> Result<Read, Refusal> {
    let unwritable = || Refusal::Unwritable {
        field: field.to_owned(),
    };
    let line = format!("x: {written}\n");
    let text = match value {
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
    };
    let as_text: BTreeMap<String, String> =
        serde_saphyr::from_str(&line).map_err(|_| unwritable())?;
    if as_text.get("x") != Some(&text) {
        return Err(unwritable());
    }
    serde_saphyr::from_str::<Fields>(&line)
        .ok()
        .and_then(|mut read| read.remove("x"))
        .ok_or_else(unwritable)
}

/// Makes the edit and parses the result: the field must be as intended, every other unchanged.
fn finish(
    place: &Place<'_>,
    splice: (Range<usize>, String),
    field: &str,
    before: &Fields,
    is_wanted: impl Fn(&Read) -> bool,
) -> Result<String, Refusal> {
    let damage = || Refusal::WouldDamage {
        field: field.to_owned(),
    };
    let (result, content) = place.spliced(&[splice]);
    let mut after = values(&content).map_err(|_| damage())?;
    let found = after.remove(field).ok_or_else(damage)?;
    let mut others = before.clone();
    others.remove(field);
    if is_wanted(&found)
        && after == others
        && front::find(&result).is_some_and(|front| result[front.content] == content)
    {
        Ok(result)
    } else {
        Err(damage())
    }
}
