//! Order statistics of a few rounds.

/// Median of the values; NaN without any.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    Spread::of(values).median
}

/// Median and quartiles, each a value that was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// A quarter of the values is lower.
    pub lower: f64,
    /// The value in the middle; of two, the higher one.
    pub median: f64,
    /// A quarter of the values is higher.
    pub upper: f64,
}

impl Spread {
    /// Spread of the values; NaN without any.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let at = |quarters: usize| {
            let value = values.get(values.len() * quarters / 4);
            value.copied().unwrap_or(f64::NAN)
        };
        Self {
            lower: at(1),
            median: at(2),
            upper: at(3),
        }
    }
}
