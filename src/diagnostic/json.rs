//! Findings for other programs: an array of flat objects.

use serde::Serialize;

use super::{Diagnostic, Severity, Texts};

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: Option<&'a str>,
}

/// Lines and columns count from 1, columns in characters; the end is behind the last character.
pub fn json(found: &[Diagnostic], texts: &Texts<'_>) -> String {
    let rows: Vec<Row<'_>> = found.iter().map(|finding| row(finding, texts)).collect();
    let mut out = serde_json::to_string_pretty(&rows).expect("strings and numbers are JSON");
    out.push('\n');
    out
}

fn row<'a>(finding: &'a Diagnostic, texts: &Texts<'_>) -> Row<'a> {
    let range = texts.range(&finding.place);
    Row {
        code: finding.code.name(),
        severity: finding.severity,
        message: &finding.message,
        path: finding.place.path.as_str(),
        line: range.start.line,
        column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
        help: finding.help.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{FilePath, Source};
    use crate::text::Span;

    #[test]
    fn a_row_tells_where_in_characters() {
        let path = FilePath::new("a.md").unwrap();
        let source = Source {
            path: path.clone(),
            text: "é\nü[x](y)".to_owned(),
        };
        let finding = Diagnostic::new(Code::LinkUnknown, &path, Span::new(5, 11), "no `y`");
        expect_test::expect![[r#"
            [
              {
                "code": "link-unknown",
                "severity": "error",
                "message": "no `y`",
                "path": "a.md",
                "line": 2,
                "column": 2,
                "end_line": 2,
                "end_column": 8,
                "help": null
              }
            ]
        "#]]
        .assert_eq(&json(&[finding], &Texts::from_iter([&source])));
        assert_eq!(json(&[], &Texts::from_iter([])), "[]\n");
    }
}
