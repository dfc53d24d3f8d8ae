//! The order of two values at the same path.

use std::cmp::Ordering;

use serde_json::Value;

use super::lexer::time;

/// Orders what was found at a path in two values: nothing, then false, true, numbers, texts.
pub(super) fn compare(left: &[&Value], right: &[&Value]) -> Ordering {
    match (left.first(), right.first()) {
        (Some(left), Some(right)) => one(left, right),
        (left, right) => left.is_some().cmp(&right.is_some()),
    }
}

fn one(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left
            .as_f64()
            .partial_cmp(&right.as_f64())
            .unwrap_or(Ordering::Equal),
        (Value::String(left), Value::String(right)) => match (time(left), time(right)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => natural(left, right),
        },
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        _ => rank(left).cmp(&rank(right)),
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

// `branch2` before `branch10`, as Bitbucket sorts names.
fn natural(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left, right);
    loop {
        let (left_digits, left_rest) = split_digits(left);
        let (right_digits, right_rest) = split_digits(right);
        if !left_digits.is_empty() && !right_digits.is_empty() {
            let (a, b) = (
                left_digits.trim_start_matches('0'),
                right_digits.trim_start_matches('0'),
            );
            match a.len().cmp(&b.len()).then_with(|| a.cmp(b)) {
                Ordering::Equal => (left, right) = (left_rest, right_rest),
                unequal => return unequal,
            }
            continue;
        }
        let (mut left_chars, mut right_chars) = (left.chars(), right.chars());
        match (left_chars.next(), right_chars.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) if a == b => (left, right) = (left_chars.as_str(), right_chars.as_str()),
            (a, b) => return a.cmp(&b),
        }
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(
        text.find(|char: char| !char.is_ascii_digit())
            .unwrap_or(text.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_the_numbers_in_them() {
        let mut names = [
            "branch10",
            "branch2",
            "alpha",
            "branch",
            "branch2-b",
            "branch02-a",
        ];
        names.sort_by(|left, right| natural(left, right));
        assert_eq!(
            names,
            [
                "alpha",
                "branch",
                "branch2",
                "branch02-a",
                "branch2-b",
                "branch10"
            ]
        );
    }
}
