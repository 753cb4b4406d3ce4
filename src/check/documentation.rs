//! Generates `docs/checks.md` from the table of codes: every code with its severity and explanation.

use std::fmt::Write;

use crate::diagnostic::{Code, Severity};

const HEAD: &str = "\
# Checks

What sopress checks in a library. Each finding shows its code; `sopress.toml` can change the severity of \
a rule or switch it off:

```toml
[severity]
review-overdue = \"error\"
heading-duplicate = \"off\"
```

`error`: must be fixed; until then the build keeps the last good site. `warning`: should be fixed. \
`hint`: a suggestion for the author.

";

/// The text of `docs/checks.md`.
pub fn documentation() -> String {
    let mut text = HEAD.to_owned();
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let explanation = code.explanation().lines().map(str::trim);
        let explanation: Vec<&str> = explanation.collect();
        let explanation = explanation.join(" ");
        write!(
            text,
            "## {code}\n\n*{severity}.* {}\n\n",
            explanation.trim()
        )
        .expect("writing to a string cannot fail");
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_page_of_checks_is_what_the_code_says() {
        expect_test::expect_file!["../../docs/checks.md"].assert_eq(&documentation());
    }

    #[test]
    fn every_code_is_expected_by_a_test() {
        let mut tests = String::new();
        collect(
            Path::new(env!("CARGO_MANIFEST_DIR")),
            &["src", "tests"],
            &mut tests,
        );
        let is_expected = |code: &&Code| {
            let mut forms = [
                format!("Code::{code:?}"),
                format!("{code}:"),
                format!("[{code}]"),
                format!("\"{code}\""),
            ]
            .into_iter();
            forms.any(|form| tests.contains(&form))
        };
        let missing: Vec<&str> = Code::ALL
            .iter()
            .filter(|code| !is_expected(code))
            .map(|code| code.name())
            .collect();
        assert_eq!(missing, [""; 0]);
    }

    /// The test modules below the folders: what follows `#[cfg(test)]`, and whole files of tests.
    fn collect(root: &Path, folders: &[&str], tests: &mut String) {
        for folder in folders {
            let Ok(entries) = fs::read_dir(root.join(folder)) else {
                continue;
            };
            for entry in entries {
                let path = entry.expect("the source tree can be read").path();
                if path.is_dir() {
                    collect(&path, &["."], tests);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).expect("the source is text");
                    let is_whole = path.components().any(|part| part.as_os_str() == "tests")
                        || path.ends_with("tests.rs");
                    let start = if is_whole {
                        Some(0)
                    } else {
                        text.find("#[cfg(test)]\nmod tests")
                    };
                    tests.push_str(start.map_or("", |start| &text[start..]));
                }
            }
        }
    }
}
