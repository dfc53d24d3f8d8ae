//! Lines, bands and bars.

use sightline_charts::{
    Band, Linear, Point, Rect,
    series::{bands, bars, grouped_bars, lines},
};

/// Places 10 wide with middles at 5, 15, …; values from 0 at the bottom (100) to 50 at the top (0).
fn axes() -> (Band, Linear) {
    (
        Band::new(5, (0.0, 50.0), 0.0),
        Linear::new((0, 50), (100.0, 0.0)),
    )
}

fn points(places: &[(f32, f32)]) -> Vec<Point> {
    places.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
}

#[test]
fn a_missing_value_breaks_the_line() {
    let (x, y) = axes();
    let found = lines(&[None, Some(10), Some(20), None, Some(50)], &x, &y);
    assert_eq!(
        found,
        [
            points(&[(15.0, 80.0), (25.0, 60.0)]),
            points(&[(45.0, 0.0)])
        ]
    );
    assert!(lines(&[None, None], &x, &y).is_empty());
}

#[test]
fn a_band_goes_out_along_the_high_and_back_along_the_low_values() {
    let (x, y) = axes();
    let found = bands(
        &[Some((5, 10)), Some((10, 25)), None, Some((0, 50))],
        &x,
        &y,
    );
    let wide = points(&[(5.0, 80.0), (15.0, 50.0), (15.0, 80.0), (5.0, 90.0)]);
    // One alone is as wide as its place.
    let alone = points(&[(30.0, 0.0), (40.0, 0.0), (40.0, 100.0), (30.0, 100.0)]);
    assert_eq!(found, [wide, alone]);
}

#[test]
fn bars_stand_on_zero() {
    let (x, y) = axes();
    let bar = |x, y, width, height| Rect {
        x,
        y,
        width,
        height,
    };
    assert_eq!(
        bars(&[50, 0, 25], &x, &y),
        [
            bar(0.0, 0.0, 10.0, 100.0),
            bar(10.0, 100.0, 10.0, 0.0),
            bar(20.0, 50.0, 10.0, 50.0)
        ]
    );
    assert_eq!(
        grouped_bars(&[[50, 25], [0, 10]], &x, 0.0, &y),
        [
            [bar(0.0, 0.0, 5.0, 100.0), bar(5.0, 50.0, 5.0, 50.0)],
            [bar(10.0, 100.0, 5.0, 0.0), bar(15.0, 80.0, 5.0, 20.0)],
        ]
    );
}
