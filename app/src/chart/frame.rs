//! The frame of a chart over weeks: an axis of time below, one of values at the left.

use sightline_charts::{Band, Linear, Point, Rect, calendar, ticks};

use super::{
    Place, Unit,
    drawing::{label, line, path, rect, sheet},
    room,
};
use crate::{clock::date, element::Element, text::chart as words};

const HEIGHT: f32 = 220.0;
const LEFT: f32 = 54.0;
const TOP: f32 = 28.0;
const BOTTOM: f32 = 196.0;
/// Values on the axis at most.
const VALUES: usize = 6;
/// The height of a name.
const NAME: f32 = 13.0;
/// What a date takes.
const DATE: f32 = 60.0;
/// What a chart takes at least, and what of it is no drawing, as in the style sheet.
const LEAST: f32 = 480.0;
const GAP: f32 = 24.0;
const AROUND: f32 = 34.0;
const WEEK: i64 = 7 * 86_400;

/// See the module.
pub(super) struct Frame {
    /// One place a week.
    pub(super) x: Band,
    /// Values.
    pub(super) y: Linear,
    right: f32,
    /// The last value on the axis.
    pub(super) largest: i64,
    drawing: Element,
}

impl Frame {
    pub(super) fn new(places: &[Place], largest: i64, unit: Unit) -> Self {
        let values = match unit {
            Unit::Number => ticks::numbers(largest, VALUES),
            Unit::Time => ticks::durations(largest, VALUES),
        };
        let width = width();
        let right = width - 8.0;
        let largest = values.last().copied().unwrap_or(1);
        let y = Linear::new((0, largest), (BOTTOM, TOP));
        let mut drawing = sheet(width, HEIGHT);
        for value in values {
            let at = y.at(value);
            drawing = drawing.with(across("rule", right, at)).with(label(
                "value",
                Point {
                    x: LEFT - 6.0,
                    y: at + 4.0,
                },
                &words::tick(value, unit),
            ));
        }
        let (first, last) = (places.first(), places.last());
        let from = first.map_or(0, |place| place.begin);
        let to = last.map_or(0, |place| place.begin + WEEK);
        let time = Linear::new((from, to), (LEFT, right));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a page is some thousand units wide"
        )]
        let dates = ((right - LEFT) / DATE) as usize;
        let ticks = calendar::ticks(from, to - 1, dates, date);
        for at in ticks.at {
            let x = time.at(at);
            let text = words::date_tick(date(at), ticks.unit);
            drawing = drawing
                .with(line(
                    "rule",
                    Point { x, y: BOTTOM },
                    Point { x, y: BOTTOM + 4.0 },
                ))
                .with(label(
                    "date",
                    Point {
                        x,
                        y: BOTTOM + 17.0,
                    },
                    &text,
                ));
        }
        Self {
            x: Band::new(places.len(), (LEFT, right), 0.24),
            y,
            right,
            largest,
            drawing,
        }
    }

    /// The drawing with a mark for each place over the shapes: as high as the frame, so that it is
    /// easy to hit.
    pub(super) fn with(self, shapes: Vec<Element>, marks: Element) -> Element {
        self.drawing.all(shapes).with(marks)
    }

    /// Where a place is hit.
    pub(super) fn hit(&self, at: usize) -> Element {
        let (left, next) = (self.x.left(at), self.x.left(at + 1));
        let gap = (next - left - self.x.width()) / 2.0;
        rect(
            "hit",
            Rect {
                x: left - gap,
                y: TOP,
                width: next - left,
                height: BOTTOM - TOP,
            },
        )
    }

    /// A line across at a value that somebody published, with its name, which ends above `free`.
    pub(super) fn reference(&self, value: i64, name: &str, free: &mut f32) -> [Element; 2] {
        let y = self.y.at(value);
        let at = (y - 4.0).min(*free);
        *free = at - NAME;
        [
            across("reference", self.right, y),
            label(
                "reference-name",
                Point {
                    x: self.right,
                    y: at,
                },
                name,
            ),
        ]
    }
}

/// What shapes mean, from the left: each with the class of a sample of it.
pub(super) fn legend(entries: &[(&str, &str)]) -> Vec<Element> {
    let mut x = LEFT;
    let mut drawn = Vec::new();
    for (class, name) in entries {
        let at = Rect {
            x,
            y: 6.0,
            width: 14.0,
            height: 10.0,
        };
        let middle = [
            Point { x, y: 11.0 },
            Point {
                x: x + 14.0,
                y: 11.0,
            },
        ];
        drawn.push(match class.strip_prefix("line") {
            Some(_) => path(class, &middle),
            None => rect(class, at),
        });
        drawn.push(label(
            "key",
            Point {
                x: x + 19.0,
                y: 15.0,
            },
            name,
        ));
        // Letters are about 6.6 units wide.
        let letters = u16::try_from(name.chars().count()).unwrap_or(0);
        x += 19.0 + 6.6 * f32::from(letters) + 18.0;
    }
    drawn
}

fn across(class: &str, right: f32, y: f32) -> Element {
    line(class, Point { x: LEFT, y }, Point { x: right, y })
}

/// As much as a chart of as many beside each other as fit has here: texts keep their size.
fn width() -> f32 {
    let room = room() + GAP;
    let beside = (room / (LEAST + GAP)).floor().max(1.0);
    (room / beside - GAP - AROUND).floor()
}
