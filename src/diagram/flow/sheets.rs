//! How a drawing is printed: portrait, landscape, or cut into windows between its boxes, so that
//! its words stay legible. In: a drawing. Out: windows; knows nothing of SVG.

use crate::diagram::flow::layout::drawing::Drawing;

/// The space for a picture on a page, in px: A4 within the margins of the stylesheet, less a
/// caption above and a line below.
const UPRIGHT: (f32, f32) = (650.0, 860.0);
const WIDE: (f32, f32) = (1000.0, 560.0);
/// The smallest scale: words of 14 px are printed at 7 pt.
const LEAST: f32 = 0.67;
/// The smallest scale of pieces that are printed below each other.
const SMALL: f32 = 0.72;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheets {
    /// Whether it is printed in landscape.
    pub is_wide: bool,
    /// Empty if it is printed in one piece.
    pub windows: Vec<Window>,
}

/// A part of a drawing, in px of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Cuts as little as legibility allows.
pub fn sheets(drawing: &Drawing) -> Sheets {
    let (width, height) = (drawing.width, drawing.height);
    let scale = |room: (f32, f32)| (room.0 / width).min(room.1 / height);
    if scale(UPRIGHT) >= LEAST {
        return Sheets::default();
    }
    if scale(WIDE) >= LEAST {
        return Sheets {
            is_wide: true,
            windows: Vec::new(),
        };
    }
    if height * LEAST <= UPRIGHT.1 / 2.0 {
        let cuts = cuts(&spans(drawing, true), width, UPRIGHT.0 / SMALL);
        return Sheets {
            is_wide: false,
            windows: between(&cuts, |from, to| strip(drawing, from, to)),
        };
    }
    let is_wide = UPRIGHT.0 / width < LEAST;
    let room = if is_wide { WIDE } else { UPRIGHT };
    let most = room.1 / (room.0 / width).min(1.0);
    let head = drawing.frames.iter().map(|frame| frame.header);
    let most = most - head.fold(0.0, f32::max);
    let windows = cuts(&spans(drawing, false), height, most.max(200.0));
    Sheets {
        is_wide,
        windows: between(&windows, |from, to| Window {
            x: 0.0,
            y: from,
            width,
            height: to - from,
        }),
    }
}

/// The part between two vertical cuts, as high as it needs to be.
fn strip(drawing: &Drawing, from: f32, to: f32) -> Window {
    let (mut top, mut bottom) = (drawing.height, 0.0f32);
    let mut hold = |y: f32| {
        top = top.min(y);
        bottom = bottom.max(y);
    };
    let labels = drawing.edges.iter().filter_map(|edge| edge.label.as_ref());
    let frames = drawing.frames.iter().map(|frame| &frame.place);
    for place in drawing.nodes.iter().chain(labels).chain(frames) {
        if place.x - place.width / 2.0 < to && place.x + place.width / 2.0 > from {
            hold(place.y - place.height / 2.0);
            hold(place.y + place.height / 2.0);
        }
    }
    for leg in drawing.edges.iter().flat_map(|edge| edge.points.windows(2)) {
        if leg[0].x.min(leg[1].x) < to && leg[0].x.max(leg[1].x) > from {
            hold(leg[0].y);
            hold(leg[1].y);
        }
    }
    let (top, bottom) = ((top - 8.0).max(0.0), (bottom + 8.0).min(drawing.height));
    Window {
        x: from,
        y: top,
        width: to - from,
        height: (bottom - top).max(0.0),
    }
}

/// The extents of boxes and labels along one axis; overlapping ones are merged.
fn spans(drawing: &Drawing, is_across: bool) -> Vec<(f32, f32)> {
    let labels = drawing.edges.iter().filter_map(|edge| edge.label.as_ref());
    let places = drawing.nodes.iter().chain(labels);
    let mut spans: Vec<(f32, f32)> = places
        .map(|place| {
            let (middle, size) = if is_across {
                (place.x, place.width)
            } else {
                (place.y, place.height)
            };
            (middle - size / 2.0, middle + size / 2.0)
        })
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.0 < last.1 + 8.0 => last.1 = last.1.max(span.1),
            _ => merged.push(span),
        }
    }
    merged
}

/// Where to cut, including both ends: between spans, into parts of similar length, none longer than
/// `most` unless a span is.
fn cuts(spans: &[(f32, f32)], length: f32, most: f32) -> Vec<f32> {
    let even = length / (length / most).ceil();
    let aim = (even * 1.12).min(most);
    let mut cuts = vec![0.0];
    let mut begin = 0.0;
    for pair in spans.windows(2) {
        let gap = (pair[0].1 + pair[1].0) / 2.0;
        let next_ends = pair[1].1;
        if next_ends - begin > aim && length - begin > most {
            cuts.push(gap);
            begin = gap;
        }
    }
    cuts.push(length);
    cuts
}

fn between(cuts: &[f32], window: impl Fn(f32, f32) -> Window) -> Vec<Window> {
    if cuts.len() < 3 {
        return Vec::new();
    }
    cuts.windows(2)
        .map(|pair| window(pair[0], pair[1]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::flow::layout::drawing::Place;

    fn drawing(width: f32, height: f32, boxes: &[(f32, f32)]) -> Drawing {
        let place = |&(x, y): &(f32, f32)| Place {
            x,
            y,
            width: 100.0,
            height: 60.0,
            ..Place::default()
        };
        Drawing {
            width,
            height,
            nodes: boxes.iter().map(place).collect(),
            ..Drawing::default()
        }
    }

    #[test]
    fn a_drawing_takes_the_page_on_which_its_words_are_legible() {
        assert_eq!(sheets(&drawing(600.0, 900.0, &[])), Sheets::default());
        let wide = sheets(&drawing(1300.0, 700.0, &[]));
        assert!(wide.is_wide && wide.windows.is_empty());
    }

    #[test]
    fn a_cut_goes_between_boxes_and_the_parts_hold_everything() {
        let tall: Vec<_> = (0..20)
            .map(|at| (300.0, 60.0 + 120.0 * at as f32))
            .collect();
        let flat: Vec<_> = (0..20).map(|at| (80.0 + 160.0 * at as f32, 60.0)).collect();
        for (drawing, is_across) in [
            (drawing(600.0, 2500.0, &tall), false),
            (drawing(3300.0, 120.0, &flat), true),
        ] {
            let windows = sheets(&drawing).windows;
            assert!(windows.len() > 1);
            let mut end = 0.0;
            for window in &windows {
                let (from, to) = if is_across {
                    (window.x, window.x + window.width)
                } else {
                    (window.y, window.y + window.height)
                };
                assert_eq!(from, end);
                end = to;
                for node in &drawing.nodes {
                    let (at, half) = if is_across {
                        (node.x, 50.0)
                    } else {
                        (node.y, 30.0)
                    };
                    assert!(
                        at + half <= to || at - half >= to,
                        "{window:?} cuts {node:?}"
                    );
                }
            }
            assert_eq!(end, if is_across { 3300.0 } else { 2500.0 });
        }
    }
}
