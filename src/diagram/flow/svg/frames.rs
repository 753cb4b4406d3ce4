//! The borders of groups, and lanes with their heads.

use crate::diagram::flow::chart::Chart;
use crate::diagram::flow::layout::drawing::Frame;
use crate::diagram::flow::svg::paint::Paint;
use crate::diagram::flow::svg::text::{text, tone_class};
use crate::diagram::markup::{number, put};

pub fn frame(svg: &mut String, chart: &Chart, frame: &Frame, paint: &Paint) {
    let place = &frame.place;
    let (left, top) = (place.x - place.width / 2.0, place.y - place.height / 2.0);
    let tone = tone_class(chart.groups[frame.group].tone);
    let is_lane = frame.header > 0.0;
    let class = if is_lane { "flow-lane" } else { "flow-group" };
    let round = if is_lane { "" } else { " rx=\"10\"" };
    put(
        svg,
        format_args!(
            "<g class=\"{class}{tone}\"{}><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{round}/>",
            paint.frame,
            number(left),
            number(top),
            number(place.width),
            number(place.height)
        ),
    );
    if is_lane {
        lane_head(svg, frame, paint);
    } else {
        let first = top + 10.0 + place.text.height() / 2.0;
        // Without the stylesheet, which sets the anchor, the text is centred.
        let indent = if paint.text.is_empty() {
            0.0
        } else {
            place.text.width / 2.0
        };
        text(svg, &place.text, left + frame.indent + indent, first, paint);
    }
    svg.push_str("</g>");
}

/// Draws the head of a lane.
pub fn lane_head(svg: &mut String, frame: &Frame, paint: &Paint) {
    let place = &frame.place;
    let (left, top) = (place.x - place.width / 2.0, place.y - place.height / 2.0);
    put(
        svg,
        format_args!(
            "<rect class=\"flow-head\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            number(left),
            number(top),
            number(place.width),
            number(frame.header)
        ),
    );
    text(svg, &place.text, place.x, top + frame.header / 2.0, paint);
}
