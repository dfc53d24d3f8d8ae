//! Two bars a week.

use leptos::prelude::*;
use sightline_charts::series;

use super::{
    frame::{Axes, Frame},
    legend::Legend,
    marks::{Mark, tabindex},
    shapes::{path, rect},
    week::WeekMark,
};
use crate::format::axis::Unit;

/// More weeks than this are drawn as lines.
pub(super) const DENSE: usize = 60;

/// An empty and a full bar a week, with their names; lines where there are too many weeks.
#[component]
pub fn Bars(
    /// Weeks, one after another.
    weeks: Vec<WeekMark>,
    /// Both values of each week.
    values: Vec<[i64; 2]>,
    /// Names of both values.
    names: [&'static str; 2],
) -> impl IntoView {
    let largest = values.iter().flatten().copied().max().unwrap_or(0);
    let frame = Frame::new(&weeks, largest, Unit::Number);
    let is_dense = weeks.len() > DENSE;
    let classes = match is_dense {
        true => ["line", "line second"],
        false => ["bar empty", "bar full"],
    };
    let [empty, full] = classes;
    let [first, second] = names;
    let lines = is_dense.then(|| lines(&values, &frame, classes));
    let marks = marks(weeks, &values, &frame);
    view! {
        <Axes frame>
            <Legend entries=[(empty, first), (full, second)]/>
            {lines}
            <g class="marks">{marks}</g>
        </Axes>
    }
}

fn lines(values: &[[i64; 2]], frame: &Frame, classes: [&'static str; 2]) -> impl IntoView + use<> {
    let drawn = classes.into_iter().enumerate().flat_map(|(at, class)| {
        let values: Vec<_> = values.iter().map(|pair| pair.get(at).copied()).collect();
        let lines = series::lines(&values, &frame.x, &frame.y);
        lines.into_iter().map(move |line| path(class, &line))
    });
    drawn.collect_view()
}

fn marks(weeks: Vec<WeekMark>, values: &[[i64; 2]], frame: &Frame) -> impl IntoView + use<> {
    let last = weeks.len().saturating_sub(1);
    let is_dense = weeks.len() > DENSE;
    let groups = series::grouped_bars(values, &frame.x, 0.1, &frame.y);
    let marks = weeks.into_iter().zip(groups).enumerate();
    let marks = marks.map(|(at, (week, [empty, full]))| {
        let hit = frame.hit(at);
        let bars = (!is_dense).then(|| (rect("bar empty", empty), rect("bar full", full)));
        view! {
            <Mark class=week.coverage.class() said=week.said tabindex=tabindex(at, last)>
                {hit}
                {bars}
            </Mark>
        }
    });
    marks.collect_view()
}
