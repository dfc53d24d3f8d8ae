//! Sorting a short list in little code.

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
