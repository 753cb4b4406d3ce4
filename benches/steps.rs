//! Steps per second: documents with procedures, from text to model.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sopress::config::Reading;
use sopress::parse::parse;
use sopress::source::{FilePath, Source};

/// A procedure of this many steps, every fifth of them a decision.
fn document(steps: usize) -> String {
    let mut text = String::from("---\nid: SOP-001\ntitle: Intake\n---\n\n## Procedure\n\n");
    for step in 1..=steps {
        let _ = match step % 5 {
            0 => writeln!(
                text,
                "{step}. **Clerk:** Do papers and goods of delivery {step} agree?\n    - **Yes:** continue.\n    - **No:** call the supplier; go to step {}.",
                step - 1
            ),
            _ => writeln!(
                text,
                "{step}. **Clerk:** Check delivery {step} against [its order](orders.md). {{#check-{step}}}\n    - Tools: scanner, CRM\n    - Time: 5 minutes\n    - Informs: Buyer, Foreman"
            ),
        };
    }
    text
}

fn steps(criterion: &mut Criterion) {
    let reading = Reading::default();
    let mut group = criterion.benchmark_group("steps");
    for count in [10, 100, 1000] {
        let path = FilePath::new("sops/intake.md").expect("a plain path");
        let source = Source {
            path,
            text: document(count),
        };
        assert_eq!(
            parse(&source, &reading).sop.procedures[0].steps.len(),
            count
        );
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(count),
            &source,
            |bench, source| {
                bench.iter(|| black_box(parse(source, &reading)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, steps);
criterion_main!(benches);
