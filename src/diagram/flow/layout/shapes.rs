//! The space that a shape needs around its text, and the position of its outline.

use crate::diagram::flow::chart::Shape;
use crate::diagram::flow::layout::drawing::Place;
use crate::diagram::label::Label;
use crate::diagram::measure::{self, Text};

/// Labels are broken into lines of at most this many px.
const WIDEST: f32 = 200.0;
const WIDEST_IN_DIAMOND: f32 = 150.0;
/// Narrower, because lanes are drawn side by side.
const WIDEST_IN_LANE: f32 = 160.0;

/// What surrounds a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A chart that runs from top to bottom.
    Tall,
    /// A chart that runs from left to right: bars are upright.
    Flat,
    /// A lane.
    Lane,
}

/// The box of a node around its text, not yet placed.
pub fn sized(label: &Label, shape: Shape, room: Room) -> Place {
    let flat = room == Room::Flat;
    let is_pointed = matches!(
        shape,
        Shape::Diamond | Shape::Circle | Shape::DoubleCircle | Shape::Triangle
    );
    let limit = match room {
        Room::Lane if is_pointed => 120.0,
        Room::Lane => WIDEST_IN_LANE,
        _ if is_pointed => WIDEST_IN_DIAMOND,
        _ => WIDEST,
    };
    let text = if matches!(shape, Shape::Bar | Shape::Dot) {
        Text::default()
    } else {
        measure::wrap(label, limit)
    };
    let (w, h) = (text.width, text.height().max(measure::LINE_HEIGHT));
    let tall = h + 21.0;
    let (width, height) = match shape {
        Shape::Rectangle | Shape::Rounded | Shape::Note | Shape::Card => {
            ((w + 32.0).max(64.0), tall)
        }
        Shape::Stadium => ((w + 40.0).max(72.0), tall),
        Shape::Subroutine => ((w + 48.0).max(72.0), tall),
        Shape::Diamond => {
            let height = (h * 2.0 + 22.0).max(58.0);
            ((w + 14.0) / (1.0 - h / height), height)
        }
        Shape::Hexagon => (w + 32.0 + tall * 0.5, tall),
        Shape::Circle => round(w, h, 16.0),
        Shape::DoubleCircle => round(w, h, 26.0),
        Shape::Ellipse => (w * 1.25 + 30.0, h * 1.4 + 18.0),
        Shape::Cylinder => ((w + 32.0).max(64.0), tall + 18.0),
        Shape::Flag => (w + 46.0, tall),
        Shape::LeanRight | Shape::LeanLeft | Shape::Trapezoid | Shape::TrapezoidDown => {
            (w + 30.0 + tall * 0.8, tall)
        }
        Shape::Document => ((w + 32.0).max(64.0), tall + 10.0),
        Shape::Documents => ((w + 44.0).max(76.0), tall + 18.0),
        Shape::ManualInput => ((w + 32.0).max(64.0), tall + 12.0),
        Shape::Delay => (w + 36.0 + tall * 0.4, tall),
        Shape::Triangle => (w * 1.9 + 36.0, h * 2.0 + 26.0),
        Shape::Bar if flat => (8.0, 64.0),
        Shape::Bar => (64.0, 8.0),
        Shape::Dot => (16.0, 16.0),
        Shape::Text => (w + 12.0, h + 8.0),
    };
    Place {
        x: 0.0,
        y: 0.0,
        width: (width / 2.0).ceil() * 2.0,
        height: (height / 2.0).ceil() * 2.0,
        text,
    }
}

fn round(w: f32, h: f32, room: f32) -> (f32, f32) {
    let across = (w * w + h * h).sqrt() + room;
    (across.max(44.0), across.max(44.0))
}

/// The box of a label on a line.
pub fn label(label: &Label) -> Option<Place> {
    let text = measure::wrap(label, 180.0);
    (!text.lines.is_empty()).then(|| Place {
        x: 0.0,
        y: 0.0,
        width: text.width + 10.0,
        height: text.height() + 2.0,
        text,
    })
}

/// How far inside its box the outline of a shape lies, at `offset` from the middle of a side:
/// `along` is half that side's length, `across` half of the other side's.
pub fn inset(shape: Shape, offset: f32, along: f32, across: f32) -> f32 {
    let share = (offset.abs() / along.max(1.0)).min(1.0);
    match shape {
        Shape::Diamond => across * share,
        Shape::Circle | Shape::DoubleCircle | Shape::Ellipse | Shape::Dot => {
            across * (1.0 - (1.0 - share * share).max(0.0).sqrt())
        }
        _ => 0.0,
    }
}

/// How far from the middle of a side a line may end; `along` is half of the side's length.
pub fn reach(shape: Shape, along: f32, across: f32) -> f32 {
    let reach = match shape {
        Shape::Diamond => along * 0.45,
        Shape::Circle | Shape::DoubleCircle | Shape::Ellipse => along * 0.6,
        Shape::Dot => 0.0,
        Shape::Stadium => along - across * 0.8,
        Shape::Hexagon
        | Shape::LeanLeft
        | Shape::LeanRight
        | Shape::Trapezoid
        | Shape::TrapezoidDown => along - across,
        Shape::Triangle => 0.0,
        _ => along - 8.0,
    };
    reach.max(0.0)
}
