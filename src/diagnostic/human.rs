//! Findings for a person at a terminal.

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity, Texts};

/// Columns for text that goes to no terminal.
const WIDTH: usize = 100;

/// The lines of a span that are shown; a longer one is cut.
const MOST_LINES: usize = 6;

/// Whether the text may hold colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Text alone.
    Plain,
    /// With the escape codes of terminals.
    Coloured,
}

/// One block a finding, an empty line after each.
pub fn human(found: &[Diagnostic], texts: &Texts<'_>, look: Look) -> String {
    human_in("", found, texts, look)
}

/// The same; the paths as they are written from `folder` on, which ends in `/` or is empty.
pub fn human_in(folder: &str, found: &[Diagnostic], texts: &Texts<'_>, look: Look) -> String {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Coloured => Renderer::styled(),
    }
    .term_width(WIDTH);
    let mut out = String::new();
    for finding in found {
        let path = format!("{folder}{}", finding.place.path);
        out.push_str(&one(finding, &path, texts, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(finding: &Diagnostic, path: &str, texts: &Texts<'_>, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.code.name());
    let help = finding
        .help
        .as_deref()
        .map(|help| Element::from(Level::HELP.message(help)));
    let group = title.element(place(finding, path, texts)).elements(help);
    renderer.render(&[group])
}

fn place<'a>(finding: &Diagnostic, path: &'a str, texts: &Texts<'a>) -> Element<'a> {
    let span = finding.place.span;
    let lines = texts.lines(&finding.place.path);
    let Some((number, start, text)) = lines.map(|lines| lines.lines_of(span)) else {
        return Origin::path(path).into();
    };
    // A finding about the file as a whole, or about something that is not there.
    if span.start == 0 && span.end == 0 {
        return Origin::path(path).into();
    }
    let text = first_lines(text);
    let from = (span.start - start).min(text.len());
    let to = (span.end.max(span.start) - start).min(text.len());
    Snippet::source(text)
        .line_start(number)
        .path(path)
        .annotation(AnnotationKind::Primary.span(from..to))
        .into()
}

fn first_lines(text: &str) -> &str {
    match text.match_indices('\n').nth(MOST_LINES - 1) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{FilePath, Source};
    use crate::text::Span;

    fn shown(text: &str, span: Span) -> String {
        let path = FilePath::new("sops/cleaning.md").unwrap();
        let source = Source {
            path: path.clone(),
            text: text.to_owned(),
        };
        let finding = Diagnostic::new(
            Code::LinkUnknown,
            &path,
            span,
            "no document is called `SOP-022`",
        )
        .help("did you mean `SOP-002` (Gowning)?");
        human(&[finding], &Texts::from_iter([&source]), Look::Plain)
    }

    #[test]
    fn a_finding_shows_its_line_and_what_to_do() {
        let text = "# Cleaning\n\nFirst see [gowning](SOP-022), then start.\n";
        let at = text.find("SOP-022").unwrap();
        expect_test::expect![[r#"
            error[link-unknown]: no document is called `SOP-022`
             --> sops/cleaning.md:3:21
              |
            3 | First see [gowning](SOP-022), then start.
              |                     ^^^^^^^
              |
              = help: did you mean `SOP-002` (Gowning)?

        "#]]
        .assert_eq(&shown(text, Span::new(at, at + 7)));
    }

    #[test]
    fn a_finding_about_a_whole_file_shows_no_line() {
        expect_test::expect![[r#"
            error[link-unknown]: no document is called `SOP-022`
            --> sops/cleaning.md
             = help: did you mean `SOP-002` (Gowning)?

        "#]]
        .assert_eq(&shown("text", Span::default()));
    }

    #[test]
    fn a_line_of_any_length_is_shown_in_part() {
        let text = format!("|{}SOP-022{}|\n", "x".repeat(9000), "y".repeat(9000));
        let out = shown(&text, Span::new(9001, 9008));
        assert!(out.contains("SOP-022") && out.len() < 1000, "{out}");
    }

    #[test]
    fn a_span_past_the_end_or_over_many_lines_is_cut() {
        let out = shown("a\nb\n", Span::new(3, 400));
        assert!(out.contains("sops/cleaning.md:2"), "{out}");
        let text = "line\n".repeat(500);
        let out = shown(&text, Span::new(1, text.len()));
        assert!(out.lines().count() < 20, "{out}");
    }
}
