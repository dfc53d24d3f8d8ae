//! Shapes of a drawing. Coordinates are written to a tenth.

use leptos::prelude::*;
use sightline_charts::{Point, Rect};

/// A coordinate to a tenth: `12`, `0.5`.
pub(super) fn units(at: f32) -> String {
    format!("{}", (at * 10.0).round() / 10.0)
}

/// A rectangle.
pub(super) fn rect(class: &'static str, at: Rect) -> impl IntoView {
    view! {
        <rect class=class x=units(at.x) y=units(at.y) width=units(at.width) height=units(at.height)/>
    }
}

/// A straight line.
pub(super) fn line(class: &'static str, from: Point, to: Point) -> impl IntoView {
    view! {
        <line class=class x1=units(from.x) y1=units(from.y) x2=units(to.x) y2=units(to.y)/>
    }
}

/// A circle.
pub(super) fn circle(class: &'static str, at: Point, radius: &'static str) -> impl IntoView {
    view! {
        <circle class=class cx=units(at.x) cy=units(at.y) r=radius/>
    }
}

/// Text that begins, ends or has its middle at a place, as `class` says.
pub(super) fn label(class: &'static str, at: Point, text: String) -> impl IntoView {
    view! {
        <text class=class x=units(at.x) y=units(at.y)>{text}</text>
    }
}

/// A line through points.
pub(super) fn path(class: &'static str, points: &[Point]) -> impl IntoView + use<> {
    let steps = points.iter().enumerate().map(|(at, point)| {
        let command = if at == 0 { 'M' } else { 'L' };
        format!("{command}{} {}", units(point.x), units(point.y))
    });
    let way: String = steps.collect();
    view! {
        <path class=class d=way/>
    }
}
