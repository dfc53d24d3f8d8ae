//! Squarified treemaps: Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000).

use std::cmp::Reverse;

use crate::{Rect, float};

/// Splits a rectangle into one for each weight, in the order of the weights, with areas in
/// proportion to them and sides as equal as rows of them allow. What weighs nothing gets nothing.
pub fn treemap(weights: &[u32], within: Rect) -> Vec<Rect> {
    let mut rects = vec![Rect::default(); weights.len()];
    let whole: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    let area = within.width * within.height;
    if whole == 0 || area <= 0.0 {
        return rects;
    }
    let scale = area / float(i64::try_from(whole).unwrap_or(i64::MAX));
    let areas: Vec<(usize, f32)> = heaviest_first(weights)
        .into_iter()
        .map(|(at, weight)| (at, float(i64::from(weight)) * scale))
        .collect();
    let (mut rest, mut free) = (areas.as_slice(), within);
    while !rest.is_empty() {
        let (row, others) = rest.split_at(row_length(rest, free.width.min(free.height)));
        free = lay(row, free, others.is_empty(), &mut rects);
        rest = others;
    }
    rects
}

fn heaviest_first(weights: &[u32]) -> Vec<(usize, u32)> {
    let weights = weights.iter().copied().enumerate();
    let mut heaviest: Vec<(usize, u32)> = weights.filter(|(_, weight)| *weight > 0).collect();
    heaviest.sort_by_key(|(_, weight)| Reverse(*weight));
    heaviest
}

/// Returns the number of areas in the first row along a side: one more while the worst aspect ratio of
/// the row gets no worse.
fn row_length(areas: &[(usize, f32)], side: f32) -> usize {
    let largest = areas.first().map_or(0.0, |(_, area)| *area);
    let (mut sum, mut worst) = (0.0, f32::INFINITY);
    for (at, (_, area)) in areas.iter().enumerate() {
        sum += area;
        let square = (side / sum) * (side / sum);
        let ratio = (square * largest).max(1.0 / (square * area));
        if ratio > worst {
            return at;
        }
        worst = ratio;
    }
    areas.len()
}

/// Lays a row along the shorter side, at the left or at the top; says what is left free.
fn lay(row: &[(usize, f32)], free: Rect, is_last: bool, rects: &mut [Rect]) -> Rect {
    let sum: f32 = row.iter().map(|(_, area)| area).sum();
    let stands = free.width >= free.height;
    let (side, depth) = if stands {
        (free.height, free.width)
    } else {
        (free.width, free.height)
    };
    // The last row takes what is left, so that no rounding error stays as a gap.
    let thickness = if is_last {
        depth
    } else {
        (sum / side).min(depth)
    };
    let mut along = 0.0;
    for (at, area) in row {
        let length = area / sum * side;
        let rect = if stands {
            Rect {
                x: free.x,
                y: free.y + along,
                width: thickness,
                height: length,
            }
        } else {
            Rect {
                x: free.x + along,
                y: free.y,
                width: length,
                height: thickness,
            }
        };
        if let Some(place) = rects.get_mut(*at) {
            *place = rect;
        }
        along += length;
    }
    if stands {
        Rect {
            x: free.x + thickness,
            width: free.width - thickness,
            ..free
        }
    } else {
        Rect {
            y: free.y + thickness,
            height: free.height - thickness,
            ..free
        }
    }
}
