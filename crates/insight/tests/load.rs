//! Open reviews by person.
#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_insight::load::{Asked, Load, load};

fn asked(person: &'static str, name: &'static str, id: u64, since: i64) -> Asked<'static> {
    Asked {
        person,
        name,
        id,
        since,
    }
}

#[test]
fn those_of_whom_most_is_asked_come_first_and_equals_by_name() {
    let found = load(
        [
            asked("{3}", "cy", 7, 50),
            asked("{2}", "Bo", 1, 90),
            asked("{1}", "Ann", 2, 30),
            asked("{2}", "Bo", 3, 20),
            asked("{4}", "ann", 2, 40),
        ],
        str::to_lowercase,
    );
    let of = |person, name, reviews: &[(u64, i64)]| Load {
        person,
        name,
        reviews: reviews.to_vec(),
    };
    let expected = [
        of("{2}", "Bo", &[(3, 20), (1, 90)]),
        of("{1}", "Ann", &[(2, 30)]),
        of("{4}", "ann", &[(2, 40)]),
        of("{3}", "cy", &[(7, 50)]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn waits_are_counted_until_now() {
    let found = load(
        [asked("{1}", "Ann", 1, 10), asked("{1}", "Ann", 2, 70)],
        str::to_lowercase,
    );
    let waits = found.first().unwrap().waits(110).unwrap();
    // Of 40 and 100, as NumPy interpolates.
    assert_eq!(
        (waits.n, waits.low, waits.median, waits.high),
        (2, 55, 70, 85)
    );
}
