//! Scales from values to coordinates.

use crate::{count, float};

/// Whole numbers, or points in time, along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    from: i64,
    to: i64,
    start: f32,
    end: f32,
}

impl Linear {
    /// Maps `domain` to `range`, which may run backwards. In an empty domain everything stands at
    /// the start.
    pub const fn new(domain: (i64, i64), range: (f32, f32)) -> Self {
        Self {
            from: domain.0,
            to: domain.1,
            start: range.0,
            end: range.1,
        }
    }

    /// Coordinate of a value, also outside the domain.
    pub fn at(&self, value: i64) -> f32 {
        let whole = self.to.saturating_sub(self.from);
        if whole == 0 {
            return self.start;
        }
        let part = float(value.saturating_sub(self.from)) / float(whole);
        self.start + part * (self.end - self.start)
    }
}

/// Equally wide places along an axis, one for each of some things.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    places: usize,
    start: f32,
    step: f32,
    width: f32,
}

impl Band {
    /// Splits a range into `places`. The share `gap` (0 to 1) of each stays empty, half of it on
    /// either side.
    pub fn new(places: usize, range: (f32, f32), gap: f32) -> Self {
        let step = (range.1 - range.0) / count(places.max(1));
        let width = step * (1.0 - gap);
        Self {
            places,
            start: range.0 + (step - width) / 2.0,
            step,
            width,
        }
    }

    /// Width of each place, without the gap.
    pub const fn width(&self) -> f32 {
        self.width
    }

    /// Left side of a place; places count from 0.
    pub fn left(&self, place: usize) -> f32 {
        self.start + count(place) * self.step
    }

    /// The middle of a place.
    pub fn middle(&self, place: usize) -> f32 {
        self.left(place) + self.width / 2.0
    }

    /// A place, split again: for bars that stand side by side.
    pub fn split(&self, place: usize, places: usize, gap: f32) -> Self {
        let left = self.left(place);
        Self::new(places, (left, left + self.width), gap)
    }

    /// The place nearest to a coordinate, such as a pointer's; `None` if there are no places.
    pub fn nearest(&self, x: f32) -> Option<usize> {
        let last = self.places.checked_sub(1)?;
        let gap = (self.step - self.width) / 2.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of a float stops at the ends; what is no number becomes 0"
        )]
        let place = ((x - self.start + gap) / self.step) as usize;
        Some(place.min(last))
    }
}
