//! Charts per second, from text to SVG: charts as people write them, and large ones.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sopress::diagram::{Picture, parse};

const TYPICAL: &str = "flowchart TD
    start([Delivery arrives]) --> papers[Check the papers]
    papers --> complete{Complete?}
    complete -->|No| call[Call the supplier]
    call --> papers
    complete -->|Yes| sample[Take a sample]
    sample --> test{In specification?}
    test -->|Yes| book[Book into stock]
    test -->|No| block[Block the batch]
    block --> report[Open a deviation]
    report --> done
    book --> done([Done])";

/// A chart of this many steps: mostly in sequence, some decisions, some loops back.
fn procedure(steps: usize) -> String {
    let mut text = String::from("flowchart TD\n");
    for step in 0..steps {
        let shape = if step % 5 == 4 {
            ("{", "}")
        } else {
            ("[", "]")
        };
        let _ = writeln!(
            text,
            "n{step}{}Step {step} of the procedure{}",
            shape.0, shape.1
        );
        if step > 0 {
            let _ = writeln!(text, "n{} --> n{step}", (step - 1) - (step % 3 / 2));
        }
        if step % 5 == 4 && step > 8 {
            let _ = writeln!(text, "n{step} -->|No| n{}", step - 3);
        }
        if step % 7 == 6 && step + 4 < steps {
            let _ = writeln!(text, "n{step} -->|Yes| n{}", step + 4);
        }
    }
    text
}

fn picture(text: &str) -> String {
    let link = |_: &str| None;
    let parsed = parse(text).expect("flowcharts are drawn");
    let chart = parsed.diagram.expect("the benchmark's charts are valid");
    chart.draw(&Picture {
        id: "b",
        title: "b",
        description: None,
        lanes: false,
        is_alone: false,
        link: &link,
    })
}

fn charts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("flow");
    let texts = [
        ("typical", TYPICAL.to_owned()),
        ("100", procedure(100)),
        ("500", procedure(500)),
    ];
    for (name, text) in &texts {
        group.throughput(Throughput::Elements(1));
        group.bench_with_input(BenchmarkId::new("draw", name), text, |bencher, text| {
            bencher.iter(|| picture(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("parse", name), text, |bencher, text| {
            bencher.iter(|| parse(black_box(text)));
        });
    }
    group.finish();
}

criterion_group!(benches, charts);
criterion_main!(benches);
