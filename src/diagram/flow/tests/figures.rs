//! How the engine does on a folder of charts with known answers: `SOPRESS_FLOWCHARTS` names it. The
//! tests are skipped unless they are asked for.
#![allow(clippy::print_stdout)]

use std::path::PathBuf;

use serde_json::Value;

use crate::diagram::Picture;
use crate::diagram::flow::chart::{Chart, End};
use crate::diagram::flow::layout::faults::{Faults, faults};
use crate::diagram::flow::layout::lay_out;
use crate::diagram::flow::svg::draw;
use crate::diagram::flow::tests::parse;
use crate::diagram::mermaid::labels::{self, LabelSyntax};

fn folder() -> PathBuf {
    PathBuf::from(
        std::env::var_os("SOPRESS_FLOWCHARTS").expect("SOPRESS_FLOWCHARTS names a folder"),
    )
}

struct Case {
    id: String,
    text: String,
    truth: Value,
}

fn cases(file: &str) -> Vec<Case> {
    let path = folder().join(file);
    let text =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("reading {path:?}: {error}"));
    let list: Vec<Value> = serde_json::from_str(&text).expect("a list of cases");
    list.into_iter()
        .map(|case| Case {
            id: case["id"].as_str().unwrap_or_default().to_owned(),
            text: case["text"].as_str().unwrap_or_default().to_owned(),
            truth: case["truth"].clone(),
        })
        .collect()
}

#[test]
#[ignore = "needs SOPRESS_FLOWCHARTS"]
fn valid_charts_give_the_same_model_and_invalid_ones_are_rejected() {
    let (mut valid, mut equal, mut invalid, mut rejected) = (0, 0, 0, 0);
    for case in cases("upstream.json") {
        let chart = parse(&case.text).chart;
        if case.truth["ok"] == true {
            if case.truth["edges"].is_null() {
                continue;
            }
            valid += 1;
            match differs(&case, chart.as_ref()) {
                None => equal += 1,
                Some(why) => println!("{}: {why}\n{}\n", case.id, first_fault(&case.text)),
            }
        } else {
            invalid += 1;
            rejected += usize::from(chart.is_none());
            if chart.is_some() {
                println!("{}: should be rejected\n{}\n", case.id, case.text);
            }
        }
    }
    println!("model equal {equal} of {valid}, rejected {rejected} of {invalid}");
    assert!(equal * 1000 >= valid * 979);
    assert_eq!(rejected, invalid);
}

#[test]
#[ignore = "needs SOPRESS_FLOWCHARTS"]
fn mutants_are_judged_as_their_own_program_does() {
    let (mut all, mut agreed, mut lines, mut rejected) = (0, 0, 0, 0);
    for case in cases("mutants.json") {
        all += 1;
        let parsed = parse(&case.text);
        let is_ok = case.truth["ok"] == true;
        let agrees = if is_ok {
            differs(&case, parsed.chart.as_ref())
        } else {
            parsed
                .chart
                .is_some()
                .then(|| "should be rejected".to_owned())
        };
        match agrees {
            None => agreed += 1,
            Some(why) => println!(
                "{}: {why}\n{}\n{}\n",
                case.id,
                first_fault(&case.text),
                case.text
            ),
        }
        if !is_ok && parsed.chart.is_none() {
            rejected += 1;
            lines += usize::from(
                parsed
                    .faults
                    .iter()
                    .all(|fault| fault.span.end <= case.text.len()),
            );
        }
    }
    println!("mutants agreed {agreed} of {all}; {lines} of {rejected} rejections inside the text");
    assert!(agreed * 100 >= all * 98);
    assert_eq!(lines, rejected);
}

#[test]
#[ignore = "needs SOPRESS_FLOWCHARTS"]
fn drawings_are_clean_and_small() {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder().join("charts"))
        .expect("the folder holds charts")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    paths.sort();
    let (mut common, mut all) = (0, 0);
    let mut worst = Faults::default();
    for path in paths {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable chart");
        let Some(chart) = parse(&text).chart else {
            println!("{name}: rejected");
            continue;
        };
        let wants_lanes = name.starts_with('c') && name.contains("lanes");
        for lanes in if wants_lanes {
            vec![false, true]
        } else {
            vec![false]
        } {
            let drawing = lay_out(&chart, lanes);
            let found = faults(&chart, &drawing);
            let link = |_: &str| None;
            let svg = draw(
                &chart,
                &Picture {
                    id: "f",
                    title: &name,
                    description: None,
                    lanes,
                    is_alone: false,
                    link: &link,
                },
            );
            println!(
                "{name} lanes {lanes}: {} nodes, {} bytes, {}x{}, {found:?}",
                chart.nodes.len(),
                svg.len(),
                drawing.width,
                drawing.height
            );
            if !lanes {
                common += if name.starts_with(['a', 'b', 'c']) {
                    found.crossings
                } else {
                    0
                };
                let is_counted = ["e01", "e03", "e06"]
                    .iter()
                    .any(|large| name.starts_with(large));
                all += if is_counted { found.crossings } else { 0 };
            }
            worst.overlapping_boxes += found.overlapping_boxes;
            worst.lines_through_boxes += found.lines_through_boxes;
            worst.overlapping_labels += found.overlapping_labels;
            worst.lines_through_labels += found.lines_through_labels;
            worst.shared_lines += found.shared_lines;
        }
    }
    println!(
        "crossings a b c: {common}, with e01 e03 e06: {}, {worst:?}",
        common + all
    );
    assert!(common <= 3 && common + all <= 15);
    assert_eq!(
        (
            worst.overlapping_boxes,
            worst.lines_through_boxes,
            worst.overlapping_labels
        ),
        (0, 0, 0)
    );
}

fn first_fault(text: &str) -> String {
    let faults = parse(text).faults;
    let Some(fault) = faults.iter().find(|fault| fault.kind.rejects()) else {
        return String::new();
    };
    let line = text[..fault.span.start].matches('\n').count() + 1;
    format!(
        "   line {line} `{}`: {} ({:?})",
        &text[fault.span.clone()],
        fault.message,
        fault.help
    )
}

/// Why the model is not the one expected.
fn differs(case: &Case, chart: Option<&Chart>) -> Option<String> {
    let Some(chart) = chart else {
        return Some("rejected".to_owned());
    };
    let group_ids: Vec<&str> = chart.groups.iter().map(|group| group.id.as_str()).collect();
    let list = |key: &str| case.truth[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut expected: Vec<(String, String)> = list("nodes")
        .iter()
        .filter(|node| !group_ids.contains(&text(node, "id").as_str()))
        .map(|node| (text(node, "id"), letters(&text(node, "label"))))
        .collect();
    let mut found: Vec<(String, String)> = chart
        .nodes
        .iter()
        .map(|node| (node.id.clone(), letters(&node.label.text())))
        .collect();
    expected.sort();
    found.sort();
    if expected != found {
        return Some(format!("nodes\n  {expected:?}\n  {found:?}"));
    }
    let name = |end: End| match end {
        End::Node(node) => chart.nodes[node].id.clone(),
        End::Group(group) => chart.groups[group].id.clone(),
    };
    let mut expected: Vec<[String; 3]> = list("edges")
        .iter()
        .map(|edge| {
            [
                text(edge, "from"),
                text(edge, "to"),
                letters(&text(edge, "label")),
            ]
        })
        .collect();
    let mut found: Vec<[String; 3]> = chart
        .edges
        .iter()
        .map(|edge| [name(edge.from), name(edge.to), letters(&edge.label.text())])
        .collect();
    expected.sort();
    found.sort();
    if expected != found {
        return Some(format!("edges\n  {expected:?}\n  {found:?}"));
    }
    let groups = list("subgraphs").len();
    (groups != chart.groups.len()).then(|| format!("subgraphs {groups} {}", chart.groups.len()))
}

/// The letters and digits of a label: both programs decode and mark up in their own way.
fn letters(label: &str) -> String {
    let label = label
        .replace("ﬂ°°", "#")
        .replace("ﬂ°", "&")
        .replace("¶ß", ";")
        .replace("&;", "");
    labels::parse(&label, LabelSyntax::Plain)
        .text()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}
