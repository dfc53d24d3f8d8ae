//! The frame of a chart over weeks: an axis of time below, one of values at the left.

use leptos::prelude::*;
use sightline_charts::{Band, Linear, Point, Rect, calendar, ticks};

use super::{
    room::room,
    shapes::{label, line, rect},
    sheet::Sheet,
    week::WeekMark,
};
use crate::format::{
    axis::{Unit, date_tick, tick},
    date::date,
};
use bitbucket_cloud::Timestamp;

/// Horizontal position at which the values begin.
pub(super) const LEFT: f32 = 54.0;
const HEIGHT: f32 = 220.0;
const TOP: f32 = 28.0;
const BOTTOM: f32 = 196.0;
/// Values on the axis at most.
const VALUES: usize = 6;
/// Height of a name.
const NAME: f32 = 13.0;
/// Width that a date takes.
const DATE: f32 = 60.0;
/// Least width of a chart, and what of it is no drawing, as in the style sheet.
const LEAST: f32 = 480.0;
const GAP: f32 = 24.0;
const AROUND: f32 = 34.0;
const WEEK: i64 = 7 * 86_400;

/// Scales of a chart over weeks.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// One place a week.
    pub(super) x: Band,
    /// Values.
    pub(super) y: Linear,
    /// Last value on the axis.
    pub(super) largest: i64,
    width: f32,
    right: f32,
    unit: Unit,
    values: Vec<i64>,
    time: Linear,
    dates: calendar::Ticks,
}

impl Frame {
    /// Scales for weeks, up to the largest value.
    pub(super) fn new(weeks: &[WeekMark], largest: i64, unit: Unit) -> Self {
        let values = match unit {
            Unit::Number => ticks::numbers(largest, VALUES),
            Unit::Time => ticks::durations(largest, VALUES),
        };
        let width = width();
        let right = width - 8.0;
        let largest = values.last().copied().unwrap_or(1);
        let from = weeks.first().map_or(0, |week| week.begin);
        let to = weeks.last().map_or(0, |week| week.begin + WEEK);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page is some thousand units wide"
        )]
        let dates = ((right - LEFT) / DATE) as usize;
        Self {
            x: Band::new(weeks.len(), (LEFT, right), 0.24),
            y: Linear::new((0, largest), (BOTTOM, TOP)),
            largest,
            width,
            right,
            unit,
            values,
            time: Linear::new((from, to), (LEFT, right)),
            dates: calendar::ticks(from, to - 1, dates, day),
        }
    }

    /// Hit area of a week: as high as the frame, so that it is easy to hit.
    pub(super) fn hit(&self, at: usize) -> impl IntoView + use<> {
        let (left, next) = (self.x.left(at), self.x.left(at + 1));
        let gap = (next - left - self.x.width()) / 2.0;
        let area = Rect {
            x: left - gap,
            y: TOP,
            width: next - left,
            height: BOTTOM - TOP,
        };
        rect("hit", area)
    }

    /// A line across at a published value, with its name, which ends above `free`.
    pub(super) fn reference(
        &self,
        value: i64,
        name: &str,
        free: &mut f32,
    ) -> impl IntoView + use<> {
        let y = self.y.at(value);
        let at = (y - 4.0).min(*free);
        *free = at - NAME;
        let place = Point {
            x: self.right,
            y: at,
        };
        (
            across("reference", self.right, y),
            label("reference-name", place, name.to_owned()),
        )
    }

    fn value_axis(&self) -> impl IntoView + use<> {
        let ticks = self.values.iter().map(|value| {
            let y = self.y.at(*value);
            let place = Point {
                x: LEFT - 6.0,
                y: y + 4.0,
            };
            let text = tick(*value, self.unit);
            (across("rule", self.right, y), label("value", place, text))
        });
        ticks.collect_view()
    }

    fn date_axis(&self) -> impl IntoView + use<> {
        let ticks = self.dates.at.iter().map(|at| {
            let x = self.time.at(*at);
            let point = |y| Point { x, y };
            let text = date_tick(day(*at), self.dates.unit);
            (
                line("rule", point(BOTTOM), point(BOTTOM + 4.0)),
                label("date", point(BOTTOM + 17.0), text),
            )
        });
        ticks.collect_view()
    }
}

/// The axes, with shapes and marks over them.
#[component]
pub(super) fn Axes(
    /// Scales.
    frame: Frame,
    children: Children,
) -> impl IntoView {
    view! {
        <Sheet width=frame.width height=HEIGHT>
            {frame.value_axis()}
            {frame.date_axis()}
            {children()}
        </Sheet>
    }
}

fn day(seconds: i64) -> calendar::Date {
    date(Timestamp::from_unix(seconds))
}

fn across(class: &'static str, right: f32, y: f32) -> impl IntoView {
    line(class, Point { x: LEFT, y }, Point { x: right, y })
}

/// Width of a chart when as many are side by side as fit: texts keep their size.
fn width() -> f32 {
    let room = room() + GAP;
    let beside = (room / (LEAST + GAP)).floor().max(1.0);
    (room / beside - GAP - AROUND).floor()
}
