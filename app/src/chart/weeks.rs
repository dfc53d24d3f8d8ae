//! Charts over weeks: bars side by side, and medians with the middle half around them.

use sightline_charts::{Point, series};
use sightline_insight::quantile::Quartiles;

use super::{
    drawing::{circle, path, rect},
    frame::{Frame, legend},
    marks,
};
use crate::{
    element::{Element, svg},
    text::chart as words,
};

/// More weeks than this have no dot or bar each.
const DOTS: usize = 60;

/// A week of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The second at which it begins.
    pub(crate) begin: i64,
    /// Whether all of it is known, and over.
    pub(crate) known: Part,
    /// Its numbers in words.
    pub(crate) said: String,
}

/// How much of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// Not all.
    Part,
}

/// What values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// How many.
    Number,
    /// How long, in seconds.
    Time,
}

/// Two bars a week: an empty and a full one, with their names; lines where there are too many weeks.
pub(crate) fn bars(places: &[Place], values: &[[i64; 2]], names: [&str; 2]) -> Element {
    let largest = values.iter().flatten().copied().max().unwrap_or(0);
    let frame = Frame::new(places, largest, Unit::Number);
    let groups = series::grouped_bars(values, &frame.x, 0.1, &frame.y);
    let is_dense = places.len() > DOTS;
    let drawn = places.iter().zip(groups).enumerate();
    let drawn = drawn.map(|(at, (place, [empty, full]))| {
        let shapes = [rect("bar empty", empty), rect("bar full", full)];
        let shapes = shapes.into_iter().filter(|_| !is_dense);
        mark(place).with(frame.hit(at)).all(shapes)
    });
    let marks: Vec<Element> = drawn.collect();
    let classes = match is_dense {
        true => ["line", "line second"],
        false => ["bar empty", "bar full"],
    };
    let entries: Vec<_> = classes.into_iter().zip(names).collect();
    let mut shapes = legend(&entries);
    if is_dense {
        for (at, class) in classes.iter().enumerate() {
            let values: Vec<_> = values.iter().map(|pair| pair.get(at).copied()).collect();
            for line in series::lines(&values, &frame.x, &frame.y) {
                shapes.push(path(class, &line));
            }
        }
    }
    let last = places.len().saturating_sub(1);
    frame.with(shapes, marks::group(marks, last))
}

/// A line of medians within a band, and lines across that somebody published. Where nothing is known,
/// nothing is drawn.
pub(crate) fn medians(
    places: &[Place],
    values: &[Option<Quartiles>],
    unit: Unit,
    published: &[(i64, &str)],
) -> Element {
    let known = values.iter().flatten();
    let Some(largest) = known.map(|one| one.high).max() else {
        return svg("svg").attr("hidden", "");
    };
    let frame = Frame::new(places, largest, unit);
    let middles: Vec<_> = values
        .iter()
        .map(|one| Some(one.as_ref()?.median))
        .collect();
    let halves: Vec<_> = values
        .iter()
        .map(|one| one.as_ref().map(|one| (one.low, one.high)))
        .collect();
    let mut shapes = legend(&[("line", words::MEDIAN), ("band", words::MIDDLE_HALF)]);
    for band in series::bands(&halves, &frame.x, &frame.y) {
        shapes.push(path("band", &band));
    }
    for line in series::lines(&middles, &frame.x, &frame.y) {
        shapes.push(path("line", &line));
    }
    // Names of lines that are close to each other stand one above the other.
    let mut free = f32::MAX;
    for (value, name) in published {
        if *value < frame.largest {
            shapes.extend(frame.reference(*value, name, &mut free));
        }
    }
    let alone = |at: usize| {
        let there = |at: Option<usize>| at.and_then(|at| *values.get(at)?).is_some();
        !there(at.checked_sub(1)) && !there(Some(at + 1))
    };
    let drawn = places.iter().zip(&middles).enumerate();
    let drawn = drawn.map(|(at, (place, middle))| {
        let dot = middle.filter(|_| places.len() <= DOTS || alone(at));
        let dot = dot.map(|value| {
            let middle = Point {
                x: frame.x.middle(at),
                y: frame.y.at(value),
            };
            circle("dot", middle, "3")
        });
        mark(place).with(frame.hit(at)).all(dot)
    });
    let marks: Vec<Element> = drawn.collect();
    let last = places.len().saturating_sub(1);
    frame.with(shapes, marks::group(marks, last))
}

fn mark(place: &Place) -> Element {
    let class = match place.known {
        Part::Whole => "mark",
        Part::Part => "mark part",
    };
    marks::plain(class, &place.said)
}
