//! Quantiles and percentiles.

use sightline_insight::quantile::{Percentile, quantile};

#[test]
fn quantiles_agree_with_numpy() {
    // numpy.quantile([1, 2, 4, 8, 16], [0, .25, .5, .9, 1])
    let sorted = [1.0, 2.0, 4.0, 8.0, 16.0];
    let found = [0.0, 0.25, 0.5, 0.9, 1.0].map(|share| quantile(&sorted, share));
    assert_eq!(
        found,
        [Some(1.0), Some(2.0), Some(4.0), Some(12.8), Some(16.0)]
    );
    assert_eq!(quantile(&[], 0.5), None);
    let shares = |others: &[u64], value| {
        let percentile = Percentile::among(others.iter().copied(), value);
        (
            percentile.n,
            percentile.percent_smaller(),
            percentile.percent_larger(),
        )
    };
    assert_eq!(shares(&[5, 1, 9, 5], 5), (4, Some(25), Some(25)));
    assert_eq!(shares(&[5, 1, 9, 5], 10), (4, Some(100), Some(0)));
    assert_eq!(shares(&[], 1), (0, None, None));
}
