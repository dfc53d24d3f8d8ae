//! Round numbers along an axis of values.

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Steps in which people count time.
const DURATIONS: &[i64] = &[
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
];

/// Ticks from 0 in equal steps of 1, 2 or 5 times a power of ten to the first tick that is not below
/// `largest`; at most `most` of them, but always two.
pub fn numbers(largest: i64, most: usize) -> Vec<i64> {
    let mut power = 1_i64;
    loop {
        for step in [power, power.saturating_mul(2), power.saturating_mul(5)] {
            if let Some(ticks) = ticks(largest, step, most) {
                return ticks;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Ticks like those of [`numbers`] for seconds, in steps of minutes, hours, days and weeks.
pub fn durations(largest: i64, most: usize) -> Vec<i64> {
    let fitting = DURATIONS
        .iter()
        .find_map(|step| ticks(largest, *step, most));
    fitting.unwrap_or_else(|| {
        let weeks = numbers(largest.div_euclid(7 * DAY).saturating_add(1), most);
        weeks
            .iter()
            .map(|weeks| weeks.saturating_mul(7 * DAY))
            .collect()
    })
}

fn ticks(largest: i64, step: i64, most: usize) -> Option<Vec<i64>> {
    let largest = largest.max(1);
    let steps = (largest - 1) / step + 1;
    let fits = usize::try_from(steps).is_ok_and(|steps| steps < most.max(2));
    fits.then(|| (0..=steps).map(|at| at.saturating_mul(step)).collect())
}
