//! Writes a drawing as SVG: classes only, so that one stylesheet colours every chart, light, dark
//! and in print, and a strict content security policy holds. Ids begin with the caller's prefix.

mod frames;
mod outlines;
mod paint;
mod paths;
mod printed;
mod text;

use crate::diagram::flow::chart::{Chart, Line, Node, Shape, Tip, Tone};
use crate::diagram::flow::layout::drawing::{Drawing, Place, Route};
use crate::diagram::flow::layout::lay_out;
use crate::diagram::flow::sheets::sheets;
use crate::diagram::flow::svg::paint::{ALONE, BY_STYLESHEET, Paint};
use crate::diagram::flow::svg::text::{text, tone_class};
use crate::diagram::markup::{escape, number, put};
use crate::diagram::picture::{Drawn, Picture};

pub fn draw(chart: &Chart, picture: &Picture<'_>) -> String {
    let drawing = lay_out(chart, picture.lanes || chart.lanes);
    write(chart, picture, &drawing, false)
}

/// Draws a chart that may be printed.
pub fn draw_for_print(chart: &Chart, picture: &Picture<'_>) -> Drawn {
    let drawing = lay_out(chart, picture.lanes || chart.lanes);
    let sheets = sheets(&drawing);
    let parts: Vec<String> = (0..sheets.windows.len())
        .map(|part| printed::part(chart, picture, &drawing, &sheets.windows, part))
        .collect();
    Drawn {
        svg: write(chart, picture, &drawing, !parts.is_empty()),
        is_wide: sheets.is_wide,
        parts,
    }
}

/// `is_shared`: its content is also shown in parts.
fn write(chart: &Chart, picture: &Picture<'_>, drawing: &Drawing, is_shared: bool) -> String {
    let paint = if picture.is_alone {
        &ALONE
    } else {
        &BY_STYLESHEET
    };
    let links: Vec<Option<String>> = chart
        .nodes
        .iter()
        .map(|node| node.href(picture.link))
        .collect();
    let mut svg = String::with_capacity(256 + 220 * (chart.nodes.len() + chart.edges.len()));
    let linked = links.iter().flatten().count();
    head(&mut svg, drawing, picture, linked, paint);
    markers(&mut svg, chart, picture.id);
    if is_shared {
        let class = class(drawing, linked);
        let id = escape(picture.id);
        put(
            &mut svg,
            format_args!("<g class=\"{class}\" id=\"{id}-all\">"),
        );
    }
    for frame in &drawing.frames {
        frames::frame(&mut svg, chart, frame, paint);
    }
    put(
        &mut svg,
        format_args!("<g class=\"flow-edges\"{}>", paint.edges),
    );
    for route in &drawing.edges {
        edge(&mut svg, chart, route, picture.id, paint);
    }
    svg.push_str("</g>");
    for ((node, place), link) in chart.nodes.iter().zip(&drawing.nodes).zip(&links) {
        self::node(&mut svg, node, place, link.as_deref(), paint);
    }
    for route in &drawing.edges {
        label(&mut svg, route, paint);
    }
    svg.push_str(if is_shared { "</g></svg>" } else { "</svg>" });
    svg
}

/// If most boxes are links, the stylesheet does not underline each of them.
fn class(drawing: &Drawing, linked: usize) -> &'static str {
    let is_linked = linked * 2 > drawing.nodes.len();
    if is_linked {
        "flow flow-linked"
    } else {
        "flow"
    }
}

fn head(svg: &mut String, drawing: &Drawing, picture: &Picture<'_>, linked: usize, paint: &Paint) {
    let (width, height) = (number(drawing.width), number(drawing.height));
    // With the role of an image, a screen reader would not find the links.
    let role = if linked > 0 { "group" } else { "img" };
    let class = class(drawing, linked);
    let id = escape(picture.id);
    let description = picture.description.filter(|text| !text.trim().is_empty());
    let described = if description.is_some() {
        format!(" aria-describedby=\"{id}-d\"")
    } else {
        String::new()
    };
    put(
        svg,
        format_args!(
            "<svg class=\"{class}\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"{role}\" aria-labelledby=\"{id}-t\"{described}{}><title id=\"{id}-t\">{}</title>",
            paint.root,
            escape(picture.title)
        ),
    );
    if let Some(description) = description {
        put(
            svg,
            format_args!("<desc id=\"{id}-d\">{}</desc>", escape(description)),
        );
    }
}

/// Only the tips that the chart uses.
fn markers(svg: &mut String, chart: &Chart, id: &str) {
    let used = |tip: Tip| {
        chart
            .edges
            .iter()
            .any(|edge| edge.line != Line::Invisible && (edge.tips.0 == tip || edge.tips.1 == tip))
    };
    let id = escape(id);
    let shapes = [
        (Tip::Arrow, 'a', 9, "<path d=\"M0 .8 10 5 0 9.2z\"/>"),
        (Tip::Circle, 'o', 10, "<circle cx=\"5\" cy=\"5\" r=\"4\"/>"),
        (
            Tip::Cross,
            'x',
            10,
            "<path class=\"flow-cross\" d=\"M1 1 9 9M9 1 1 9\"/>",
        ),
    ];
    if !shapes.iter().any(|shape| used(shape.0)) {
        return;
    }
    svg.push_str("<defs>");
    for (_, name, at, form) in shapes.into_iter().filter(|shape| used(shape.0)) {
        put(
            svg,
            format_args!(
                "<marker id=\"{id}-{name}\" class=\"flow-tip\" viewBox=\"0 0 10 10\" refX=\"{at}\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\">{form}</marker>"
            ),
        );
    }
    svg.push_str("</defs>");
}

fn edge(svg: &mut String, chart: &Chart, route: &Route, id: &str, paint: &Paint) {
    let edge = &chart.edges[route.edge];
    let (line, stroke) = match edge.line {
        Line::Dotted => (" flow-dotted", paint.dotted),
        Line::Thick => (" flow-thick", paint.thick),
        Line::Solid | Line::Invisible => ("", ""),
    };
    put(
        svg,
        format_args!(
            "<path class=\"flow-edge{line}{}\"{stroke} d=\"",
            tone_class(edge.tone)
        ),
    );
    paths::path(svg, &route.points);
    svg.push('"');
    for (end, tip) in [("start", edge.tips.0), ("end", edge.tips.1)] {
        let name = match tip {
            Tip::None => continue,
            Tip::Arrow => 'a',
            Tip::Circle => 'o',
            Tip::Cross => 'x',
        };
        put(
            svg,
            format_args!(" marker-{end}=\"url(#{}-{name})\"", escape(id)),
        );
    }
    svg.push_str("/>");
}

fn node(svg: &mut String, node: &Node, place: &Place, link: Option<&str>, paint: &Paint) {
    if let Some(link) = link {
        put(
            svg,
            format_args!("<a href=\"{}\" class=\"flow-link\">", escape(link)),
        );
        if let Some(tooltip) = node.link.as_ref().and_then(|link| link.tooltip.as_deref()) {
            put(svg, format_args!("<title>{}</title>", escape(tooltip)));
        }
    }
    let (class, ink) = match node.shape {
        Shape::Diamond => (" flow-decision", paint.decision),
        Shape::Stadium | Shape::DoubleCircle => (" flow-terminal", paint.node),
        Shape::Bar | Shape::Dot => (" flow-mark", paint.mark),
        Shape::Note => (" flow-note", paint.node),
        Shape::Text => (" flow-text", paint.node),
        _ => ("", paint.node),
    };
    let tone = node.tone.and_then(|Tone(number)| {
        let at = usize::from(number).checked_sub(1)?;
        paint.tones.get(at)
    });
    let ink = tone.copied().unwrap_or(ink);
    put(
        svg,
        format_args!(
            "<g class=\"flow-node{class}{}\"{ink}>",
            tone_class(node.tone)
        ),
    );
    outlines::outline(svg, node.shape, place);
    text(
        svg,
        &place.text,
        place.x,
        place.y + outlines::text_shift(node.shape, place),
        paint,
    );
    svg.push_str("</g>");
    if link.is_some() {
        svg.push_str("</a>");
    }
}

fn label(svg: &mut String, route: &Route, paint: &Paint) {
    let Some(place) = &route.label else { return };
    put(
        svg,
        format_args!(
            "<g class=\"flow-label\"{}><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
            paint.label,
            number(place.x - place.width / 2.0),
            number(place.y - place.height / 2.0),
            number(place.width),
            number(place.height)
        ),
    );
    text(svg, &place.text, place.x, place.y, paint);
    svg.push_str("</g>");
}
