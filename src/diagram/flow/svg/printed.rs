//! The parts of a picture that is too large for one page: each shows a window of the whole, which
//! is in the page once.

use crate::diagram::flow::chart::Chart;
use crate::diagram::flow::layout::drawing::Drawing;
use crate::diagram::flow::sheets::Window;
use crate::diagram::flow::svg::frames::lane_head;
use crate::diagram::flow::svg::paint::BY_STYLESHEET;
use crate::diagram::flow::svg::text::tone_class;
use crate::diagram::markup::{escape, number, put};
use crate::diagram::picture::Picture;

/// The heads of lanes are repeated above each part. All parts have the same width, so that they are
/// printed at one scale.
pub fn part(
    chart: &Chart,
    picture: &Picture<'_>,
    drawing: &Drawing,
    windows: &[Window],
    at: usize,
) -> String {
    let window = windows[at];
    let lanes = drawing.frames.iter().filter(|frame| frame.header > 0.0);
    let lanes: Vec<_> = lanes.filter(|_| at > 0).collect();
    let head = lanes.iter().map(|lane| {
        let top = lane.place.y - lane.place.height / 2.0;
        top + lane.header
    });
    let head = head.fold(0.0, f32::max);
    let (width, height) = (number(window.width), number(window.height));
    let widest = windows.iter().map(|window| window.width);
    let whole = number(widest.fold(0.0, f32::max));
    let (id, title) = (escape(picture.id), escape(picture.title));
    let mut svg = String::new();
    put(
        &mut svg,
        format_args!(
            "<svg class=\"flow\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {0}\" width=\"{whole}\" height=\"{0}\" role=\"img\" aria-label=\"{title} {1}/{2}\">",
            number(window.height + head),
            at + 1,
            windows.len()
        ),
    );
    for lane in lanes {
        let tone = tone_class(chart.groups[lane.group].tone);
        put(&mut svg, format_args!("<g class=\"flow-lane{tone}\">"));
        lane_head(&mut svg, lane, &BY_STYLESHEET);
        svg.push_str("</g>");
    }
    put(
        &mut svg,
        format_args!(
            "<svg y=\"{}\" width=\"{width}\" height=\"{height}\" viewBox=\"{} {} {width} {height}\"><use href=\"#{id}-all\"/></svg></svg>",
            number(head),
            number(window.x),
            number(window.y)
        ),
    );
    svg
}
