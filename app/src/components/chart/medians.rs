//! Medians over weeks, with the middle half around them.

use leptos::prelude::*;
use sightline_charts::{Point, series};
use sightline_insight::quantile::Quartiles;

use super::{
    bars::DENSE,
    frame::{Axes, Frame},
    legend::Legend,
    marks::{Mark, tabindex},
    shapes::{circle, path},
    week::WeekMark,
};
use crate::{format::axis::Unit, text::chart as words};

/// A line of medians within a band, and lines across that somebody published. Where nothing is known,
/// nothing is drawn.
#[component]
pub fn Medians(
    /// Weeks, one after another.
    weeks: Vec<WeekMark>,
    /// Quartiles of each week; `None` for one without values.
    values: Vec<Option<Quartiles>>,
    /// Unit of the values.
    unit: Unit,
    /// Published values with their names.
    published: &'static [(i64, &'static str)],
) -> impl IntoView {
    let known = values.iter().flatten();
    let largest = known.map(|one| one.high).max()?;
    let frame = Frame::new(&weeks, largest, unit);
    let shapes = shapes(&values, &frame);
    let references = references(published, &frame);
    let marks = marks(weeks, &values, &frame);
    Some(view! {
        <Axes frame>
            <Legend entries=[("line", words::MEDIAN), ("band", words::MIDDLE_HALF)]/>
            // Below the line, which their names would cover.
            {references}
            {shapes}
            <g class="marks">{marks}</g>
        </Axes>
    })
}

fn shapes(values: &[Option<Quartiles>], frame: &Frame) -> impl IntoView + use<> {
    let halves = values
        .iter()
        .map(|one| one.as_ref().map(|one| (one.low, one.high)));
    let bands = series::bands(&halves.collect::<Vec<_>>(), &frame.x, &frame.y);
    let lines = series::lines(&middles(values), &frame.x, &frame.y);
    (
        bands.iter().map(|band| path("band", band)).collect_view(),
        lines.iter().map(|line| path("line", line)).collect_view(),
    )
}

fn references(published: &[(i64, &str)], frame: &Frame) -> impl IntoView + use<> {
    // Names of lines that are close to each other stand one above the other.
    let mut free = f32::MAX;
    let below = published.iter().filter(|(value, _)| *value < frame.largest);
    let lines = below.map(|(value, name)| frame.reference(*value, name, &mut free));
    lines.collect_view()
}

fn marks(
    weeks: Vec<WeekMark>,
    values: &[Option<Quartiles>],
    frame: &Frame,
) -> impl IntoView + use<> {
    let last = weeks.len().saturating_sub(1);
    let is_dense = weeks.len() > DENSE;
    let alone = |at: usize| {
        let there = |at: Option<usize>| {
            let value = at.and_then(|at| values.get(at));
            value.is_some_and(Option::is_some)
        };
        !there(at.checked_sub(1)) && !there(Some(at + 1))
    };
    let marks = weeks.into_iter().zip(middles(values)).enumerate();
    let marks = marks.map(|(at, (week, middle))| {
        let dot = middle.filter(|_| !is_dense || alone(at)).map(|value| {
            let middle = Point {
                x: frame.x.middle(at),
                y: frame.y.at(value),
            };
            circle("dot", middle, "3")
        });
        let hit = frame.hit(at);
        view! {
            <Mark class=week.coverage.class() said=week.said tabindex=tabindex(at, last)>
                {hit}
                {dot}
            </Mark>
        }
    });
    marks.collect_view()
}

fn middles(values: &[Option<Quartiles>]) -> Vec<Option<i64>> {
    let middles = values.iter().map(|one| one.as_ref().map(|one| one.median));
    middles.collect()
}
