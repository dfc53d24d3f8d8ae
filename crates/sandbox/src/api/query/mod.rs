//! Filtering and sorting: `q=state = "OPEN" AND updated_on > 2026-01-01`, `sort=-updated_on`.
//!
//! Both work on the JSON of the values, so one code serves every list.

mod eval;
mod lexer;
mod parser;
mod sort;

use serde_json::Value;

use super::error::ApiError;
use eval::matches;
use parser::parse;
use sort::compare;

/// Keeps the values for which the expression holds.
///
/// # Errors
///
/// A 400 if the expression cannot be read, or names a field that no value has.
pub(crate) fn filter(values: Vec<Value>, expression: &str) -> Result<Vec<Value>, ApiError> {
    let expression = parse(expression)?;
    for field in expression.fields() {
        known(&values, field)?;
    }
    Ok(values
        .into_iter()
        .filter(|value| matches(&expression, value))
        .collect())
}

/// Whether the expression names a field.
///
/// # Errors
///
/// A 400 if the expression cannot be read.
pub(crate) fn names(expression: &str, field: &str) -> Result<bool, ApiError> {
    Ok(parse(expression)?
        .fields()
        .iter()
        .any(|path| path.join(".") == field))
}

/// Sorts by `field`, or descending by `-field`. Values without the field come first.
///
/// # Errors
///
/// A 400 if no value has such a field.
pub(crate) fn sort(values: &mut [Value], order: &str) -> Result<(), ApiError> {
    let (field, descending) = order
        .strip_prefix('-')
        .map_or((order, false), |field| (field, true));
    let path: Vec<String> = field.split('.').map(str::to_owned).collect();
    known(values, &path)?;
    values.sort_by(|left, right| {
        let order = compare(&eval::at(left, &path), &eval::at(right, &path));
        if descending { order.reverse() } else { order }
    });
    Ok(())
}

// Without a schema, a field is one that some value has; an empty list has every field.
fn known(values: &[Value], path: &[String]) -> Result<(), ApiError> {
    let Some(first) = path.first() else {
        return Ok(());
    };
    if values.is_empty() || values.iter().any(|value| value.get(first).is_some()) {
        return Ok(());
    }
    Err(ApiError::bad_request(format!(
        "Unknown field: {}",
        path.join(".")
    )))
}
