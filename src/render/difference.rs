//! What changed between two texts, as HTML: additions as `<ins>`, removals as `<del>`.
//!
//! Unchanged sections and blocks are only named or left out, so that a page shows what changed and
//! little else. Words come from the catalogue.

use crate::history::diff::{
    BlockChange, Content, Difference, Form, Piece, Run, SectionChange, State, Style, TableChange,
};
use crate::render::Catalogue;
use crate::render::body::escape;

/// The whole difference except the front matter; empty if the texts are the same.
pub(super) fn html(difference: &Difference, words: &Catalogue) -> String {
    let mut out = String::new();
    let mut kept = 0;
    for section in &difference.sections {
        let is_kept = section.state == State::Kept && !section.is_moved;
        if is_kept {
            kept += usize::from(!section.heading.is_empty() || !section.blocks.is_empty());
            continue;
        }
        unchanged(&mut out, &mut kept, words);
        write_section(&mut out, section, words);
    }
    if !out.is_empty() {
        unchanged(&mut out, &mut kept, words);
    }
    out
}

fn unchanged(out: &mut String, kept: &mut usize, words: &Catalogue) {
    if *kept > 0 {
        let count = i64::try_from(*kept).unwrap_or(i64::MAX);
        out.push_str("<p class=\"diff-kept\">");
        escape(&words.counted("diff.kept", count, &[]), out);
        out.push_str("</p>\n");
    }
    *kept = 0;
}

fn write_section(out: &mut String, section: &SectionChange, words: &Catalogue) {
    let class = class(section.state);
    out.push_str(&format!("<section class=\"diff-section diff-{class}\">\n"));
    out.push_str("<h3>");
    match section.heading.is_empty() {
        true => escape(words.text("diff.beginning"), out),
        false => pieces(out, &section.heading),
    }
    let note = match (section.state, section.is_moved) {
        (State::Added, _) => Some("diff.section-added"),
        (State::Removed, _) => Some("diff.section-removed"),
        (_, true) => Some("diff.section-moved"),
        _ => None,
    };
    if let Some(note) = note {
        out.push_str(" <small>");
        escape(words.text(note), out);
        out.push_str("</small>");
    }
    out.push_str("</h3>\n");
    let blocks = &section.blocks;
    let is_near = |at: usize| {
        let near = at.saturating_sub(1)..(at + 2).min(blocks.len());
        near.into_iter().any(|at| blocks[at].state != State::Kept)
    };
    let mut is_gap = false;
    // The heading already names its step.
    let mut named = section.step;
    for (at, block) in blocks.iter().enumerate() {
        if is_near(at) {
            let is_new_step = block.step.is_some() && block.step != named;
            write_block(out, block, is_new_step, words);
            named = block.step;
            is_gap = false;
        } else if !is_gap {
            out.push_str("<p class=\"diff-gap\">…</p>\n");
            is_gap = true;
        }
    }
    out.push_str("</section>\n");
}

fn write_block(out: &mut String, block: &BlockChange, is_new_step: bool, words: &Catalogue) {
    let depth = block.depth.min(4);
    let class = class(block.state);
    out.push_str(&format!(
        "<div class=\"diff-block diff-{class} diff-depth-{depth}\">"
    ));
    label(out, block, is_new_step, words);
    match &block.content {
        Content::Words(text) => {
            let element = match block.form {
                Form::Html => "pre",
                _ => "p",
            };
            out.push_str(&format!("<{element}>"));
            pieces(out, text);
            out.push_str(&format!("</{element}>"));
        }
        Content::Lines(lines) => {
            out.push_str("<pre>");
            for line in lines {
                marked(out, line.state, |out| escape(&line.text, out));
                out.push('\n');
            }
            out.push_str("</pre>");
        }
        Content::Table(table) => write_table(out, table, words),
    }
    out.push_str("</div>\n");
}

/// A label for the block, if needed: the step that it starts, or belongs to if the step itself is
/// left out; the word of a fence.
fn label(out: &mut String, block: &BlockChange, is_new_step: bool, words: &Catalogue) {
    let mut labels: Vec<String> = Vec::new();
    if let Some(step) = block.step.filter(|_| is_new_step) {
        let number = |number: Option<u64>| number.map(|number| number.to_string());
        labels.extend(match (number(step.before), number(step.after)) {
            (Some(old), Some(new)) if old != new => {
                Some(words.filled("diff.step-renumbered", &[("old", &old), ("new", &new)]))
            }
            (Some(number), _) | (None, Some(number)) => {
                Some(words.filled("diff.step", &[("number", &number)]))
            }
            (None, None) => None,
        });
    }
    if let Form::Code { word } = &block.form
        && !word.is_empty()
    {
        labels.push(word.clone());
    }
    for label in labels {
        out.push_str("<span class=\"diff-label\">");
        escape(&label, out);
        out.push_str("</span> ");
    }
}

fn write_table(out: &mut String, table: &TableChange, words: &Catalogue) {
    out.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    escape(words.text("diff.table"), out);
    out.push_str("\"><table><thead><tr>");
    for column in &table.columns {
        out.push_str(&format!(
            "<th scope=\"col\" class=\"diff-{}\">",
            class(column.state)
        ));
        pieces(out, &column.head);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        if row.state == State::Kept {
            continue;
        }
        out.push_str(&format!("<tr class=\"diff-{}\">", class(row.state)));
        for cell in &row.cells {
            out.push_str("<td>");
            pieces(out, cell);
            out.push_str("</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn pieces(out: &mut String, pieces: &[Piece]) {
    for piece in pieces {
        marked(out, piece.state, |out| runs(out, &piece.runs));
    }
}

fn marked(out: &mut String, state: State, inner: impl FnOnce(&mut String)) {
    let element = match state {
        State::Added => "ins",
        State::Removed => "del",
        State::Kept | State::Changed => return inner(out),
    };
    out.push_str(&format!("<{element}>"));
    inner(out);
    out.push_str(&format!("</{element}>"));
}

fn runs(out: &mut String, runs: &[Run]) {
    for run in runs {
        let elements = elements(&run.style);
        for element in &elements {
            out.push_str(&format!("<{element}>"));
        }
        escape(&run.text, out);
        for element in elements.iter().rev() {
            out.push_str(&format!("</{element}>"));
        }
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Kept => "same",
        State::Added => "added",
        State::Removed => "removed",
        State::Changed => "changed",
    }
}

fn elements(style: &Style) -> Vec<&'static str> {
    let set = [
        (style.strong, "strong"),
        (style.emphasis, "em"),
        (style.struck, "s"),
        (style.code, "code"),
        (style.image, "i"),
        (style.link.is_some(), "u"),
    ];
    let set = set.into_iter().filter(|(is_set, _)| *is_set);
    set.map(|(_, element)| element).collect()
}
