//! Filtering and sorting: `q=state = "OPEN" AND updated_on > 2026-01-01`, `sort=-updated_on`.
//!
//! Both work on the JSON of the values, so one code serves every list.

mod eval;
mod lexer;
mod parser;
mod sort;

use std::borrow::Borrow;

use serde_json::Value;

use super::error::ApiError;
use eval::matches;
use parser::parse;
use sort::compare;

/// Keeps the values for which the expression holds, in the asked-for order.
///
/// # Errors
///
/// A 400 if one of both cannot be read, or names a field that no value has.
pub(crate) fn choose<V: Borrow<Value>>(
    values: &mut Vec<V>,
    expression: Option<&str>,
    order: Option<&str>,
) -> Result<(), ApiError> {
    if let Some(expression) = expression {
        filter(values, expression)?;
    }
    order.map_or(Ok(()), |order| sort(values, order))
}

/// The fields of the values that an expression and an order look at, without what is below them.
///
/// # Errors
///
/// A 400 if the expression cannot be read.
pub(crate) fn fields(
    expression: Option<&str>,
    order: Option<&str>,
) -> Result<Vec<String>, ApiError> {
    let mut fields = Vec::new();
    if let Some(expression) = expression {
        let expression = parse(expression)?;
        fields.extend(
            expression
                .fields()
                .into_iter()
                .flat_map(<[_]>::first)
                .cloned(),
        );
    }
    let first = order.and_then(|order| order.trim_start_matches('-').split('.').next());
    fields.extend(first.map(str::to_owned));
    Ok(fields)
}

fn filter<V: Borrow<Value>>(values: &mut Vec<V>, expression: &str) -> Result<(), ApiError> {
    let expression = parse(expression)?;
    for field in expression.fields() {
        known(values, field)?;
    }
    values.retain(|value| matches(&expression, value.borrow()));
    Ok(())
}

/// Returns whether the expression names a field.
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

// By `field`, or descending by `-field`. Values without the field come first.
fn sort<V: Borrow<Value>>(values: &mut [V], order: &str) -> Result<(), ApiError> {
    let (field, descending) = order
        .strip_prefix('-')
        .map_or((order, false), |field| (field, true));
    let path: Vec<String> = field.split('.').map(str::to_owned).collect();
    known(values, &path)?;
    values.sort_by(|left, right| {
        let order = compare(
            &eval::at(left.borrow(), &path),
            &eval::at(right.borrow(), &path),
        );
        if descending { order.reverse() } else { order }
    });
    Ok(())
}

// Without a schema, a field is one that some value has; an empty list has every field.
fn known<V: Borrow<Value>>(values: &[V], path: &[String]) -> Result<(), ApiError> {
    let Some(first) = path.first() else {
        return Ok(());
    };
    if values.is_empty()
        || values
            .iter()
            .any(|value| value.borrow().get(first).is_some())
    {
        return Ok(());
    }
    Err(ApiError::bad_request(format!(
        "Unknown field: {}",
        path.join(".")
    )))
}
