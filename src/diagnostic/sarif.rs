//! Findings as SARIF 2.1.0 (OASIS), which code scanning services read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Code, Diagnostic, Severity, Texts};
use crate::text::Span;

/// `prefix` leads from the repository's root to the library: empty, or `docs/sops/`.
pub fn sarif(found: &[Diagnostic], texts: &Texts<'_>, prefix: &str) -> String {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "sopress",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: Code::ALL.iter().map(|code| rule(*code)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: found
                .iter()
                .map(|finding| result(finding, texts, prefix))
                .collect(),
        }],
    };
    let mut out = serde_json::to_string_pretty(&log).expect("strings and numbers are JSON");
    out.push('\n');
    out
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<ResultObject<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: Message,
    locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

fn rule(code: Code) -> Rule {
    let text: Vec<&str> = code.explanation().split_whitespace().collect();
    let text = text.join(" ");
    let short = match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text.clone(),
    };
    Rule {
        id: code.name(),
        short_description: Message { text: short },
        full_description: Message { text: text.clone() },
        help: Message { text },
        default_configuration: Configuration {
            level: level(code.severity()),
        },
    }
}

fn result<'a>(finding: &'a Diagnostic, texts: &Texts<'_>, prefix: &str) -> ResultObject<'a> {
    let index = Code::ALL.iter().position(|code| *code == finding.code);
    let text = match &finding.help {
        None => finding.message.clone(),
        Some(help) => format!("{}\n{help}", finding.message),
    };
    let has_region = finding.place.span != Span::default();
    ResultObject {
        rule_id: finding.code.name(),
        rule_index: index.expect("the table holds every code"),
        level: level(finding.severity),
        message: Message { text },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri(&format!("{prefix}{}", finding.place.path)),
                },
                region: has_region.then(|| region(finding, texts)),
            },
        }],
    }
}

fn region(finding: &Diagnostic, texts: &Texts<'_>) -> Region {
    let range = texts.range(&finding.place);
    Region {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn uri(path: &str) -> String {
    const KEEP: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~')
        .remove(b'/');
    utf8_percent_encode(path, KEEP).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FilePath, Source};

    #[test]
    fn a_result_names_its_rule_and_its_region() {
        let source = Source {
            path: FilePath::new("sops/a b%.md").unwrap(),
            text: "one\ntwo\n".to_owned(),
        };
        let whole = Diagnostic::new(Code::IdMissing, &source.path, Span::default(), "no id");
        let part = Diagnostic::new(Code::LinkText, &source.path, Span::new(4, 7), "`two`");
        let text = sarif(&[whole, part], &Texts::from_iter([&source]), "docs/");
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        let results = &log["runs"][0]["results"];
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/sops/a%20b%25.md");
        assert!(place.get("region").is_none());
        let region = &results[1]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], 2);
        assert_eq!(region["endColumn"], 4);
        let index = results[1]["ruleIndex"].as_u64().unwrap() as usize;
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], "link-text");
        assert_eq!(results[1]["level"], "note");
    }
}
