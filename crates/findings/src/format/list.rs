//! Lists in sentences.

use super::number::{as_u64, number};

/// Items shown of a longer list.
const SHOWN: usize = 3;

/// Items in a sentence: `Ann, Bob and Cyd`. Of five or more the first three are named: `Ann, Bob, Cyd
/// and 2 more`.
pub fn sentence<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.collect();
    let shown = match items.len() {
        4 => 4,
        count => count.min(SHOWN),
    };
    let (named, others) = items.split_at(shown);
    let others = match others.len() {
        0 => None,
        count => Some(format!("{} more", number(as_u64(count)))),
    };
    let named = named.iter().map(|item| (*item).to_owned());
    let mut parts: Vec<String> = named.chain(others).collect();
    match (parts.pop(), parts.is_empty()) {
        (None, _) => String::new(),
        (Some(only), true) => only,
        (Some(last), false) => format!("{} and {last}", parts.join(", ")),
    }
}

/// A sentence that goes on after a colon.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}
