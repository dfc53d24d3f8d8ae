//! Shades of the map of hotspots.
#![cfg(not(target_arch = "wasm32"))]

use sightline_app::{
    model::shades::{Scale, ShadeBy},
    text::hotspots::people,
};

#[test]
fn few_different_numbers_have_a_shade_each() {
    let scale = Scale::of([3, 1, 1, 9, 3]);
    assert_eq!(scale.classes, [(1, 1), (3, 3), (9, 9)]);
    assert_eq!([1, 3, 9].map(|number| scale.shade(number)), [0, 1, 2]);
    assert_eq!(Scale::of([4, 4, 4]).classes, [(4, 4)]);
}

#[test]
fn many_numbers_are_divided_into_five_classes_of_about_as_many() {
    let scale = Scale::of(1..=20);
    let classes = [(1, 4), (5, 8), (9, 12), (13, 16), (17, 20)];
    assert_eq!(scale.classes, classes);
    // One number that most places share does not take the shades of the others.
    let common = [2; 50].into_iter().chain([3, 4, 5, 6, 7, 8]);
    let scale = Scale::of(common);
    assert_eq!(scale.classes.len(), 5);
    assert_eq!(scale.classes.first(), Some(&(2, 2)));
    assert_eq!(scale.classes.last().map(|(_, most)| *most), Some(8));
}

#[test]
fn every_number_has_a_shade_and_larger_ones_never_a_smaller_one() {
    for numbers in [vec![], vec![7], vec![0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55]] {
        let scale = Scale::of(numbers);
        let shades: Vec<u32> = (0..60).map(|number| scale.shade(number)).collect();
        assert!(shades.is_sorted(), "{shades:?}");
        assert!(shades.iter().all(|shade| *shade < 5), "{shades:?}");
    }
}

#[test]
fn a_legend_says_each_class() {
    assert_eq!(people((1, 1)), "1 person");
    assert_eq!(people((2, 2)), "2 people");
    assert_eq!(people((3, 1_200)), "3 to 1,200 people");
}

#[test]
fn the_address_names_what_shades_stand_for() {
    for by in ShadeBy::ALL {
        assert_eq!(ShadeBy::named(by.name()), by);
    }
    assert_eq!(ShadeBy::named("odd"), ShadeBy::People);
}
