//! Treemaps. Expected places were computed by the Python package squarify 0.4.
#![allow(clippy::indexing_slicing, reason = "tests")]

use sightline_charts::{Rect, treemap};

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect {
        x,
        y,
        width,
        height,
    }
}

fn assert_near(found: &[Rect], expected: &[Rect]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let parts = |rect: &Rect| [rect.x, rect.y, rect.width, rect.height];
        let near = parts(found)
            .iter()
            .zip(parts(expected))
            .all(|(a, b)| (a - b).abs() < 1e-3 * b.abs().max(1.0));
        assert!(near, "{found:?} is not {expected:?}");
    }
}

#[test]
fn the_example_of_the_paper_comes_out_as_in_the_paper() {
    let found = treemap(&[6, 6, 4, 3, 2, 2, 1], rect(0.0, 0.0, 6.0, 4.0));
    let expected = [
        rect(0.0, 0.0, 3.0, 2.0),
        rect(0.0, 2.0, 3.0, 2.0),
        rect(3.0, 0.0, 1.7143, 2.3333),
        rect(4.7143, 0.0, 1.2857, 2.3333),
        rect(3.0, 2.3333, 1.2, 1.6667),
        rect(4.2, 2.3333, 1.2, 1.6667),
        rect(5.4, 2.3333, 0.6, 1.6667),
    ];
    assert_near(&found, &expected);
}

#[test]
fn places_are_those_of_squarify_and_stand_in_the_order_of_the_weights() {
    let found = treemap(
        &[3, 500, 433, 331, 0, 250, 90, 25, 24],
        rect(0.0, 0.0, 700.0, 433.0),
    );
    let expected = [
        rect(642.5171, 423.4477, 57.4829, 9.5523),
        rect(0.0, 0.0, 394.3841, 232.0472),
        rect(0.0, 232.0472, 394.3841, 200.9528),
        rect(394.3841, 0.0, 305.6159, 198.2337),
        rect(0.0, 0.0, 0.0, 0.0),
        rect(394.3841, 198.2337, 194.9081, 234.7663),
        rect(589.2922, 198.2337, 110.7078, 148.7955),
        rect(589.2922, 347.0293, 53.2249, 85.9707),
        rect(642.5171, 347.0293, 57.4829, 76.4184),
    ];
    assert_near(&found, &expected);
}

#[test]
fn areas_are_in_proportion_and_fill_the_rectangle_without_overlapping() {
    let weights: Vec<u32> = (1..400_u32)
        .map(|n| n.wrapping_mul(7_919) % 1_009 + 1)
        .collect();
    let within = rect(10.0, 20.0, 640.0, 360.0);
    let found = treemap(&weights, within);
    let whole: f32 = weights.iter().map(|weight| *weight as f32).sum();
    for (weight, rect) in weights.iter().zip(&found) {
        let share = rect.width * rect.height / (within.width * within.height);
        assert!((share * whole / *weight as f32 - 1.0).abs() < 0.02);
    }
    let apart = |a: &Rect, b: &Rect| {
        let overlap = |start: f32, length: f32, other: f32, other_length: f32| {
            (start + length).min(other + other_length) - start.max(other)
        };
        overlap(a.x, a.width, b.x, b.width) < 1e-2 || overlap(a.y, a.height, b.y, b.height) < 1e-2
    };
    for (at, one) in found.iter().enumerate() {
        assert!(one.x >= 9.99 && one.x + one.width <= 650.01);
        assert!(one.y >= 19.99 && one.y + one.height <= 380.01);
        assert!(found[at + 1..].iter().all(|other| apart(one, other)));
    }
}

#[test]
fn nothing_to_show_and_no_place_are_no_trouble() {
    let within = rect(0.0, 0.0, 5.0, 5.0);
    assert!(treemap(&[], within).is_empty());
    assert_eq!(treemap(&[0, 0], within), [Rect::default(); 2]);
    assert_eq!(treemap(&[4], within), [within]);
    assert_eq!(
        treemap(&[4, 4], rect(0.0, 0.0, 0.0, 9.0)),
        [Rect::default(); 2]
    );
}
