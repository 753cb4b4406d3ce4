//! The outlines of the shapes.

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::layout::drawing::Place;
use crate::diagram::markup::{number, put};

pub fn outline(svg: &mut String, shape: Shape, place: &Place) {
    let (x, y) = (place.x, place.y);
    let (w, h) = (place.width / 2.0, place.height / 2.0);
    let (left, right, top, bottom) = (x - w, x + w, y - h, y + h);
    match shape {
        Shape::Rectangle => rect(svg, place, 4.0, 0.0),
        Shape::Rounded => rect(svg, place, 12.0, 0.0),
        Shape::Stadium => rect(svg, place, h, 0.0),
        Shape::Bar => rect(svg, place, 3.0, 0.0),
        Shape::Text => {}
        Shape::Subroutine => {
            rect(svg, place, 4.0, 0.0);
            line(svg, &[(left + 9.0, top), (left + 9.0, bottom)]);
            line(svg, &[(right - 9.0, top), (right - 9.0, bottom)]);
        }
        Shape::Diamond => polygon(svg, &[(x, top), (right, y), (x, bottom), (left, y)]),
        Shape::Hexagon => {
            let cut = h * 0.6;
            polygon(
                svg,
                &[
                    (left + cut, top),
                    (right - cut, top),
                    (right, y),
                    (right - cut, bottom),
                    (left + cut, bottom),
                    (left, y),
                ],
            );
        }
        Shape::Circle | Shape::Dot => circle(svg, x, y, w),
        Shape::DoubleCircle => {
            circle(svg, x, y, w);
            circle(svg, x, y, w - 4.0);
        }
        Shape::Ellipse => put(
            svg,
            format_args!(
                "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
                number(x),
                number(y),
                number(w),
                number(h)
            ),
        ),
        Shape::Flag => polygon(
            svg,
            &[
                (left, top),
                (right, top),
                (right, bottom),
                (left, bottom),
                (left + h * 0.6, y),
            ],
        ),
        Shape::LeanRight => polygon(
            svg,
            &[
                (left + h * 0.8, top),
                (right, top),
                (right - h * 0.8, bottom),
                (left, bottom),
            ],
        ),
        Shape::LeanLeft => polygon(
            svg,
            &[
                (left, top),
                (right - h * 0.8, top),
                (right, bottom),
                (left + h * 0.8, bottom),
            ],
        ),
        Shape::Trapezoid => polygon(
            svg,
            &[
                (left + h * 0.8, top),
                (right - h * 0.8, top),
                (right, bottom),
                (left, bottom),
            ],
        ),
        Shape::TrapezoidDown => polygon(
            svg,
            &[
                (left, top),
                (right, top),
                (right - h * 0.8, bottom),
                (left + h * 0.8, bottom),
            ],
        ),
        Shape::Card => polygon(
            svg,
            &[
                (left + 12.0, top),
                (right, top),
                (right, bottom),
                (left, bottom),
                (left, top + 12.0),
            ],
        ),
        Shape::ManualInput => polygon(
            svg,
            &[
                (left, top + 12.0),
                (right, top),
                (right, bottom),
                (left, bottom),
            ],
        ),
        Shape::Triangle => polygon(svg, &[(x, top), (right, bottom), (left, bottom)]),
        Shape::Delay => path(
            svg,
            &format!(
                "M{0} {1}H{2}A{3} {3} 0 0 1 {2} {4}H{0}z",
                number(left),
                number(top),
                number(right - h),
                number(h),
                number(bottom)
            ),
        ),
        Shape::Document => document(svg, left, top, right, bottom),
        Shape::Documents => {
            document(svg, left + 12.0, top, right, bottom - 12.0);
            document(svg, left + 6.0, top + 6.0, right - 6.0, bottom - 6.0);
            document(svg, left, top + 12.0, right - 12.0, bottom);
        }
        Shape::Cylinder => {
            let lid = 8.0;
            path(
                svg,
                &format!(
                    "M{0} {2}A{4} {5} 0 0 1 {1} {2}V{3}A{4} {5} 0 0 1 {0} {3}zM{0} {2}A{4} {5} 0 0 0 {1} {2}",
                    number(left),
                    number(right),
                    number(top + lid),
                    number(bottom - lid),
                    number(w),
                    number(lid)
                ),
            );
        }
        Shape::Note => {
            rect(svg, place, 4.0, 0.0);
            line(svg, &[(left + 3.0, top + 4.0), (left + 3.0, bottom - 4.0)]);
        }
    }
}

/// How far a shape's text is below the middle of its box.
pub fn text_shift(shape: Shape, place: &Place) -> f32 {
    match shape {
        Shape::Cylinder => 5.0,
        Shape::Document => -4.0,
        Shape::Documents => 2.0,
        Shape::ManualInput => 5.0,
        Shape::Triangle => place.height / 2.0 - place.text.height() / 2.0 - 8.0,
        _ => 0.0,
    }
}

fn rect(svg: &mut String, place: &Place, round: f32, grow: f32) {
    put(
        svg,
        format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
            number(place.x - place.width / 2.0 - grow),
            number(place.y - place.height / 2.0 - grow),
            number(place.width + 2.0 * grow),
            number(place.height + 2.0 * grow),
            number(round)
        ),
    );
}

fn circle(svg: &mut String, x: f32, y: f32, r: f32) {
    put(
        svg,
        format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            number(x),
            number(y),
            number(r)
        ),
    );
}

fn polygon(svg: &mut String, corners: &[(f32, f32)]) {
    let corners: Vec<String> = corners
        .iter()
        .map(|(x, y)| format!("{} {}", number(*x), number(*y)))
        .collect();
    path(svg, &format!("M{}z", corners.join(" ")));
}

fn line(svg: &mut String, corners: &[(f32, f32)]) {
    let corners: Vec<String> = corners
        .iter()
        .map(|(x, y)| format!("{} {}", number(*x), number(*y)))
        .collect();
    path(svg, &format!("M{}", corners.join(" ")));
}

fn document(svg: &mut String, left: f32, top: f32, right: f32, bottom: f32) {
    let (quarter, base) = ((right - left) / 4.0, bottom - 6.0);
    path(
        svg,
        &format!(
            "M{0} {1}H{2}V{3}Q{4} {5} {6} {3}T{0} {3}z",
            number(left),
            number(top),
            number(right),
            number(base),
            number(right - quarter),
            number(base - 9.0),
            number(right - 2.0 * quarter)
        ),
    );
}

fn path(svg: &mut String, d: &str) {
    put(svg, format_args!("<path d=\"{d}\"/>"));
}
