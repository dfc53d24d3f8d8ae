//! Shapes of a drawing.

use sightline_charts::{Point, Rect};

use crate::element::{Element, svg};

/// A coordinate to a tenth, as text: the standard library's way to print floats is much code.
pub(super) fn units(at: f32) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "drawings are smaller than 2^31"
    )]
    let tenths = (at * 10.0).round() as i32;
    let mut text = String::new();
    if tenths < 0 {
        text.push('-');
    }
    text.push_str(&(tenths.unsigned_abs() / 10).to_string());
    let rest = tenths.unsigned_abs() % 10;
    if rest > 0 {
        text.push('.');
        text.push_str(&rest.to_string());
    }
    text
}

/// The drawing itself, as wide and high as that in its own units.
pub(super) fn sheet(width: f32, height: f32) -> Element {
    let area = Rect {
        width,
        height,
        ..Rect::default()
    };
    let view = ["0 0 ", &units(width), " ", &units(height)].concat();
    svg("svg")
        .class("drawing")
        .attr("role", "group")
        .attr("viewBox", &view)
        .with(rect("sheet", area))
}

pub(super) fn rect(class: &str, at: Rect) -> Element {
    svg("rect")
        .class(class)
        .attr("x", &units(at.x))
        .attr("y", &units(at.y))
        .attr("width", &units(at.width))
        .attr("height", &units(at.height))
}

pub(super) fn line(class: &str, from: Point, to: Point) -> Element {
    svg("line")
        .class(class)
        .attr("x1", &units(from.x))
        .attr("y1", &units(from.y))
        .attr("x2", &units(to.x))
        .attr("y2", &units(to.y))
}

pub(super) fn circle(class: &str, at: Point, radius: &str) -> Element {
    svg("circle")
        .class(class)
        .attr("cx", &units(at.x))
        .attr("cy", &units(at.y))
        .attr("r", radius)
}

/// Text that begins, ends or has its middle at a place, as `class` says.
pub(super) fn label(class: &str, at: Point, text: &str) -> Element {
    svg("text")
        .class(class)
        .attr("x", &units(at.x))
        .attr("y", &units(at.y))
        .text(text)
}

/// Through these points.
pub(super) fn path(class: &str, points: &[Point]) -> Element {
    let mut way = String::new();
    for point in points {
        way.push(if way.is_empty() { 'M' } else { 'L' });
        way.push_str(&units(point.x));
        way.push(' ');
        way.push_str(&units(point.y));
    }
    svg("path").class(class).attr("d", &way)
}
