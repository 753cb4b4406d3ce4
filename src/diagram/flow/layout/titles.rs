//! Moves the title of a group to where no line runs through it.

use crate::diagram::flow::layout::drawing::{Frame, Route};

/// From the left border of a group to its title, where nothing is in the way.
pub const INDENT: f32 = 14.0;
/// Between a title and a line beside it.
const BESIDE: f32 = 8.0;

/// Moves titles along the upper border, to the right of lines that enter there.
pub fn make_way(frames: &mut [Frame], routes: &[Route]) {
    for frame in frames
        .iter_mut()
        .filter(|frame| !frame.place.text.lines.is_empty())
    {
        let place = &frame.place;
        let (left, top) = (place.x - place.width / 2.0, place.y - place.height / 2.0);
        let (high, low) = (top + 6.0, top + 14.0 + place.text.height());
        let legs = routes.iter().flat_map(|route| route.points.windows(2));
        let crossing = legs.filter(|leg| {
            let is_upright = (leg[0].x - leg[1].x).abs() < 0.1;
            is_upright && leg[0].y.min(leg[1].y) < low && leg[0].y.max(leg[1].y) > high
        });
        let lines: Vec<f32> = crossing.map(|leg| leg[0].x - left).collect();
        let width = place.text.width;
        let is_free = |at: f32| {
            lines
                .iter()
                .all(|&line| line < at - BESIDE / 2.0 || line > at + width + BESIDE / 2.0)
        };
        let mut spots: Vec<f32> = lines.iter().map(|line| line + BESIDE).collect();
        spots.sort_by(f32::total_cmp);
        spots.insert(0, INDENT);
        let fits = |at: &f32| *at >= INDENT && at + width <= place.width - BESIDE;
        let spot = spots.into_iter().filter(fits).find(|at| is_free(*at));
        frame.indent = spot.unwrap_or(INDENT);
    }
}

#[cfg(test)]
mod tests {
    use crate::diagram::flow::layout::lay_out;
    use crate::diagram::flow::tests::chart;

    #[test]
    fn no_line_runs_through_a_title_where_there_is_room_beside_it() {
        let text = "flowchart TD\n subgraph one[Laboratory]\n  a[Analyse the sample] --> b[b]\n end\n c --> a\n c --> d";
        let chart = chart(text);
        let drawing = lay_out(&chart, false);
        let frame = &drawing.frames[0];
        let from = frame.place.x - frame.place.width / 2.0 + frame.indent;
        let to = from + frame.place.text.width;
        let end = drawing.edges.iter().find(|route| route.edge == 1).unwrap();
        let x = end.points[end.points.len() - 1].x;
        assert!(x < from || x > to, "{x} runs through {from} to {to}");
        assert!(to < frame.place.x + frame.place.width / 2.0);
    }
}
