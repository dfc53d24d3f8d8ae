//! Legend: samples of shapes with their names.

use leptos::{either::Either, prelude::*};
use sightline_charts::{Point, Rect};

use super::{
    frame::LEFT,
    shapes::{label, path, rect},
};

/// Width of a letter, about.
const LETTER: f32 = 6.6;

/// Samples with their names, from the left: each with the class of its shape.
#[component]
pub(super) fn Legend(
    /// Class and name of each.
    entries: [(&'static str, &'static str); 2],
) -> impl IntoView {
    let mut x = LEFT;
    let drawn = entries.map(|(class, name)| {
        let at = x;
        let letters = u16::try_from(name.chars().count()).unwrap_or(0);
        x += 19.0 + LETTER * f32::from(letters) + 18.0;
        let text = Point {
            x: at + 19.0,
            y: 15.0,
        };
        (sample(class, at), label("key", text, name.to_owned()))
    });
    drawn.collect_view()
}

fn sample(class: &'static str, x: f32) -> impl IntoView {
    let point = |x| Point { x, y: 11.0 };
    match class.starts_with("line") {
        true => Either::Left(path(class, &[point(x), point(x + 14.0)])),
        false => {
            let at = Rect {
                x,
                y: 6.0,
                width: 14.0,
                height: 10.0,
            };
            Either::Right(rect(class, at))
        }
    }
}
