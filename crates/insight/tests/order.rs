//! Sorting, against the standard library's.

use sightline_insight::order::{ascending, sorted};

fn random(count: u64) -> Vec<u64> {
    let step = |number: u64| (number.wrapping_mul(6_364_136_223_846_793_005) >> 33) % 1_000;
    (0..count).map(step).collect()
}

#[test]
fn numbers_come_out_as_the_standard_library_sorts_them() {
    for count in [0, 1, 2, 3, 7, 8, 9, 1_000, 4_097] {
        let numbers = random(count);
        let mut expected = numbers.clone();
        expected.sort_unstable();
        assert_eq!(ascending(numbers), expected);
    }
}

#[test]
fn equal_things_keep_their_order() {
    let numbers = random(200);
    let pairs: Vec<(usize, u64)> = numbers.into_iter().enumerate().collect();
    let mut expected = pairs.clone();
    expected.sort_by_key(|(_, number)| number / 100);
    assert_eq!(sorted(pairs, |a, b| a.1 / 100 < b.1 / 100), expected);
}
