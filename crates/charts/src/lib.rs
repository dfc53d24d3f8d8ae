//! Geometry of charts: scales, ticks, lines, bars, treemaps.
//!
//! # Design
//!
//! Pure geometry, no drawing and no text. Measured values are whole numbers (seconds, lines, counts),
//! so scales map `i64` to coordinates and ticks are exact; coordinates are `f32` in the units of a view
//! box, with y growing downwards as in SVG. Axes of values begin at zero: [`ticks`] returns where they
//! end. The calendar is an argument, because callers that show dates have one.

pub mod calendar;
mod scale;
pub mod series;
pub mod ticks;
mod treemap;

pub use scale::{Band, Linear};
pub use treemap::treemap;

/// A place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    /// Distance to the right.
    pub x: f32,
    /// Distance downwards.
    pub y: f32,
}

/// A rectangle with upright sides.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    /// Its left side.
    pub x: f32,
    /// Its upper side.
    pub y: f32,
    /// Width; never negative.
    pub width: f32,
    /// Height; never negative.
    pub height: f32,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a coordinate needs no more than 24 bits"
)]
fn float(number: i64) -> f32 {
    number as f32
}

#[expect(clippy::cast_precision_loss, reason = "marks of a chart are few")]
fn count(number: usize) -> f32 {
    number as f32
}
