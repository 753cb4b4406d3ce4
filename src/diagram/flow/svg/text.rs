//! Lines of text, and the class of a tone.

use crate::diagram::flow::chart::Tone;
use crate::diagram::flow::svg::paint::Paint;
use crate::diagram::markup::{escape, number, put};
use crate::diagram::measure::{LINE_HEIGHT, Text};

/// Writes lines of text centred on a point.
pub fn text(svg: &mut String, text: &Text, x: f32, y: f32, paint: &Paint) {
    let Some(last) = text.lines.len().checked_sub(1) else {
        return;
    };
    let first = y - last as f32 * LINE_HEIGHT / 2.0 + 5.0;
    put(
        svg,
        format_args!(
            "<text x=\"{}\" y=\"{}\"{}>",
            number(x),
            number(first),
            paint.text
        ),
    );
    for (at, line) in text.lines.iter().enumerate() {
        if at > 0 {
            put(
                svg,
                format_args!("<tspan x=\"{}\" dy=\"{}\">", number(x), number(LINE_HEIGHT)),
            );
        }
        for run in line {
            let class = match (run.bold, run.italic) {
                (false, false) => {
                    svg.push_str(&escape(&run.text));
                    continue;
                }
                (true, false) => "flow-strong",
                (false, true) => "flow-em",
                (true, true) => "flow-strong flow-em",
            };
            put(
                svg,
                format_args!("<tspan class=\"{class}\">{}</tspan>", escape(&run.text)),
            );
        }
        if at > 0 {
            svg.push_str("</tspan>");
        }
    }
    svg.push_str("</text>");
}

pub fn tone_class(tone: Option<Tone>) -> String {
    tone.map_or_else(String::new, |Tone(number)| format!(" flow-tone-{number}"))
}
