//! Sorting in little code.

/// `items` in the order that `before` says; equal ones keep theirs.
///
/// The standard library's sort is fast and weighs several kilobytes for each type in WebAssembly.
/// This moves items about as often as there are pairs, which is nothing for some thousand.
pub fn sorted<T>(items: impl IntoIterator<Item = T>, before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut sorted = Vec::new();
    for item in items {
        let place = sorted.partition_point(|other| !before(&item, other));
        sorted.insert(place, item);
    }
    sorted
}

/// Numbers in ascending order, also very many: pairs are merged, then pairs of pairs, and so on.
pub fn ascending(mut numbers: Vec<u64>) -> Vec<u64> {
    let mut run = 1;
    while run < numbers.len() {
        let mut merged = Vec::with_capacity(numbers.len());
        for pair in numbers.chunks(2 * run) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
            loop {
                let next = match (left.peek(), right.peek()) {
                    (Some(a), Some(b)) if b < a => right.next(),
                    (Some(_), _) => left.next(),
                    (None, _) => right.next(),
                };
                let Some(next) = next else {
                    break;
                };
                merged.push(*next);
            }
        }
        numbers = merged;
        run *= 2;
    }
    numbers
}
