//! The names of shapes in `@{ shape: name }`. Shapes that procedures do not need are drawn as the
//! most similar one.

use crate::diagram::flow::chart::Shape;

/// The opening bracket of a shape, and for each possible closing bracket the shape.
pub type Brackets = (&'static str, &'static [(&'static str, Shape)]);

pub const BRACKETS: [Brackets; 14] = [
    ("(-", &[("-)", Shape::Ellipse)]),
    ("([", &[("])", Shape::Stadium)]),
    ("[[", &[("]]", Shape::Subroutine)]),
    ("[|", &[("]", Shape::Rectangle)]),
    (">", &[("]", Shape::Flag)]),
    ("[(", &[(")]", Shape::Cylinder)]),
    ("(((", &[(")))", Shape::DoubleCircle)]),
    ("((", &[("))", Shape::Circle)]),
    ("[/", &[("/]", Shape::LeanRight), ("\\]", Shape::Trapezoid)]),
    (
        "[\\",
        &[("\\]", Shape::LeanLeft), ("/]", Shape::TrapezoidDown)],
    ),
    ("{{", &[("}}", Shape::Hexagon)]),
    ("(", &[(")", Shape::Rounded)]),
    ("[", &[("]", Shape::Rectangle)]),
    ("{", &[("}", Shape::Diamond)]),
];

const NAMES: [(Shape, &str); 25] = [
    (
        Shape::Rectangle,
        "rect rectangle proc process square labelRect st-rect procs processes stacked-rectangle lin-rect lin-proc lined-process lined-rectangle shaded-process div-rect div-proc divided-process divided-rectangle win-pane internal-storage window-pane tag-rect tag-proc tagged-process tagged-rectangle rectWithTitle imageSquare icon iconSquare",
    ),
    (
        Shape::Rounded,
        "rounded event roundedRect state iconRounded bang cloud",
    ),
    (Shape::Stadium, "stadium pill terminal"),
    (
        Shape::Subroutine,
        "fr-rect framed-rectangle subproc subprocess subroutine",
    ),
    (
        Shape::Cylinder,
        "cyl cylinder database db h-cyl das horizontal-cylinder lin-cyl disk lined-cylinder bow-rect bow-tie-rectangle stored-data datastore data-store",
    ),
    (
        Shape::Circle,
        "circle circ cross-circ crossed-circle summary iconCircle",
    ),
    (Shape::DoubleCircle, "dbl-circ double-circle doublecircle"),
    (Shape::Ellipse, "ellipse"),
    (Shape::Flag, "odd flag paper-tape rect-left-inv-arrow"),
    (Shape::Diamond, "diam decision diamond question choice"),
    (Shape::Hexagon, "hex hexagon prepare"),
    (
        Shape::LeanRight,
        "lean-r lean-right in-out bolt com-link lightning-bolt",
    ),
    (Shape::LeanLeft, "lean-l lean-left out-in"),
    (
        Shape::Trapezoid,
        "trap-b priority trapezoid trapezoid-bottom notch-pent loop-limit notched-pentagon curv-trap curved-trapezoid display",
    ),
    (
        Shape::TrapezoidDown,
        "trap-t inv-trapezoid manual trapezoid-top",
    ),
    (
        Shape::Document,
        "doc document lin-doc lined-document tag-doc tagged-document",
    ),
    (Shape::Documents, "docs documents st-doc stacked-document"),
    (Shape::Card, "notch-rect card notched-rectangle"),
    (Shape::ManualInput, "sl-rect manual-input sloped-rectangle"),
    (Shape::Delay, "delay half-rounded-rectangle"),
    (
        Shape::Triangle,
        "tri extract triangle flip-tri flipped-triangle manual-file hourglass collate",
    ),
    (Shape::Bar, "fork join forkJoin"),
    (
        Shape::Dot,
        "f-circ filled-circle junction sm-circ small-circle start fr-circ framed-circle stop stateStart stateEnd anchor",
    ),
    (Shape::Note, "brace brace-l comment brace-r braces note"),
    (Shape::Text, "text"),
];

pub fn named(name: &str) -> Option<Shape> {
    NAMES
        .iter()
        .find(|(_, names)| names.split(' ').any(|known| known == name))
        .map(|(shape, _)| *shape)
}

/// The most similar known name.
pub fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let known = NAMES.iter().flat_map(|(_, names)| names.split(' '));
    known
        .map(|known| (strsim::jaro_winkler(known, &name), known))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
