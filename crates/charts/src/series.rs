//! Values over places along an axis: lines, bands around them, bars.
//!
//! A value that is missing breaks a line: nothing is drawn where nothing is known.

use crate::{Band, Linear, Point, Rect};

/// One line for each run of values that are there.
pub fn lines(values: &[Option<i64>], x: &Band, y: &Linear) -> Vec<Vec<Point>> {
    let point = |place, value| Point {
        x: x.middle(place),
        y: y.at(value),
    };
    let mut lines = Vec::new();
    let mut line = Vec::new();
    for (place, value) in values.iter().enumerate() {
        match value {
            Some(value) => line.push(point(place, *value)),
            None => end(&mut lines, &mut line),
        }
    }
    end(&mut lines, &mut line);
    lines
}

/// One outline for each run of values that are there, each from a low to a high one: along the high
/// ones and back along the low ones. A run of one is as wide as its place.
pub fn bands(values: &[Option<(i64, i64)>], x: &Band, y: &Linear) -> Vec<Vec<Point>> {
    let side = |pick: fn((i64, i64)) -> i64| -> Vec<Vec<Point>> {
        let values: Vec<_> = values.iter().map(|value| value.map(pick)).collect();
        lines(&values, x, y)
    };
    let (high, low) = (side(|(_, high)| high), side(|(low, _)| low));
    let runs = high.into_iter().zip(low);
    runs.map(|(high, low)| {
        let (mut outline, mut back) = (widened(high, x), widened(low, x));
        back.reverse();
        outline.append(&mut back);
        outline
    })
    .collect()
}

/// A bar for each value, from zero.
pub fn bars(values: &[i64], x: &Band, y: &Linear) -> Vec<Rect> {
    let bars = values.iter().enumerate();
    bars.map(|(place, value)| bar(x.left(place), x.width(), *value, y))
        .collect()
}

/// A bar for each value, those of one place side by side; as many lists as places.
pub fn grouped_bars<const N: usize>(
    values: &[[i64; N]],
    x: &Band,
    gap: f32,
    y: &Linear,
) -> Vec<[Rect; N]> {
    let groups = values.iter().enumerate();
    groups
        .map(|(place, group)| {
            let inner = x.split(place, N, gap);
            let mut at = 0..;
            group.map(|value| bar(inner.left(at.next().unwrap_or(0)), inner.width(), value, y))
        })
        .collect()
}

fn bar(x: f32, width: f32, value: i64, y: &Linear) -> Rect {
    let (zero, end) = (y.at(0), y.at(value));
    Rect {
        x,
        y: zero.min(end),
        width,
        height: (zero - end).abs(),
    }
}

fn end(lines: &mut Vec<Vec<Point>>, line: &mut Vec<Point>) {
    if !line.is_empty() {
        lines.push(std::mem::take(line));
    }
}

fn widened(line: Vec<Point>, x: &Band) -> Vec<Point> {
    let half = x.width() / 2.0;
    match line.as_slice() {
        [only] => [only.x - half, only.x + half]
            .map(|x| Point { x, ..*only })
            .to_vec(),
        _ => line,
    }
}
