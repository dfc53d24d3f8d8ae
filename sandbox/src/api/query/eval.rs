//! Evaluation of an expression for a value.

use std::cmp::Ordering;

use serde_json::Value;

use super::{
    lexer::{Literal, Operator, time},
    parser::Expression,
};

/// Returns whether the expression holds for the value.
pub(super) fn matches(expression: &Expression, value: &Value) -> bool {
    match expression {
        Expression::All(parts) => parts.iter().all(|part| matches(part, value)),
        Expression::Any(parts) => parts.iter().any(|part| matches(part, value)),
        Expression::Compare {
            field,
            operator,
            literal,
        } => compares(&at(value, field), *operator, literal),
        Expression::In { field, list } => {
            let found = at(value, field);
            list.iter()
                .any(|literal| compares(&found, Operator::Equal, literal))
        }
        Expression::Not(inner) => !matches(inner, value),
    }
}

/// Values at a path. Arrays on the way are looked into; nulls and absent fields are left out.
pub(super) fn at<'a>(value: &'a Value, path: &[String]) -> Vec<&'a Value> {
    match (value, path.split_first()) {
        (Value::Null, _) => Vec::new(),
        (Value::Array(items), _) => items.iter().flat_map(|item| at(item, path)).collect(),
        (value, None) => vec![value],
        (value, Some((first, rest))) => value
            .get(first)
            .map(|inner| at(inner, rest))
            .unwrap_or_default(),
    }
}

// With several values at a path, one is enough; the negations hold if the positive does not.
fn compares(found: &[&Value], operator: Operator, literal: &Literal) -> bool {
    let any = |accept: fn(Ordering) -> bool| {
        found
            .iter()
            .any(|value| order(value, literal).is_some_and(accept))
    };
    match operator {
        Operator::Contains => found.iter().any(|value| contains(value, literal)),
        Operator::NotContains => !compares(found, Operator::Contains, literal),
        Operator::Equal if *literal == Literal::Null => found.is_empty(),
        Operator::Equal => any(Ordering::is_eq),
        Operator::NotEqual => !compares(found, Operator::Equal, literal),
        Operator::Greater => any(Ordering::is_gt),
        Operator::GreaterOrEqual => any(Ordering::is_ge),
        Operator::Less => any(Ordering::is_lt),
        Operator::LessOrEqual => any(Ordering::is_le),
    }
}

fn contains(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::String(text), Literal::Text(part)) => {
            text.to_lowercase().contains(&part.to_lowercase())
        }
        _ => false,
    }
}

fn order(value: &Value, literal: &Literal) -> Option<Ordering> {
    match (value, literal) {
        (Value::Bool(left), Literal::Bool(right)) => Some(left.cmp(right)),
        (Value::Number(left), Literal::Number(right)) => left.as_f64()?.partial_cmp(right),
        (Value::String(left), Literal::Time(right)) => Some(time(left)?.cmp(right)),
        (Value::String(left), Literal::Text(right)) => match (time(left), time(right)) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => Some(left.as_str().cmp(right)),
        },
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::{super::parser::parse, *};

    fn holds(expression: &str) -> bool {
        let value = json!({
            "id": 7, "draft": false, "title": "Tidy the Parser", "closed_by": null,
            "state": "OPEN", "updated_on": "2026-03-04T14:08:59.120000+00:00",
            "reviewers": [{ "nickname": "ann" }, { "nickname": "bo" }],
            "destination": { "branch": { "name": "main" } },
        });
        matches(&parse(expression).unwrap(), &value)
    }

    #[test]
    fn every_operator_tells_true_from_false() {
        for (yes, no) in [
            ("id = 7", "id = 8"),
            ("id != 8", "id != 7"),
            ("id > 6.5", "id > 7"),
            ("id >= 7", "id >= 8"),
            ("id < 8", "id < 7"),
            ("id <= 7", "id <= -7"),
            (r#"title ~ "parser""#, r#"title ~ "lexer""#),
            (r#"title !~ "lexer""#, r#"title !~ "PARSER""#),
            (r#"state IN ("OPEN", "MERGED")"#, r#"state in ("DECLINED")"#),
            (r#"state NOT IN ("DECLINED")"#, r#"state not in ("OPEN")"#),
            ("draft = false", "draft = true"),
            ("closed_by = null", "closed_by != null"),
            ("title != null", "title = null"),
            (
                r#"destination.branch.name = "main""#,
                r#"destination.branch.name = "Main""#,
            ),
            (
                r#"reviewers.nickname = "bo""#,
                r#"reviewers.nickname = "cy""#,
            ),
            (
                "(id = 1 OR id = 7) AND draft = false",
                "id = 1 OR id = 7 AND draft = true",
            ),
        ] {
            assert!(holds(yes), "{yes}");
            assert!(!holds(no), "{no}");
        }
    }

    #[test]
    fn dates_compare_as_moments() {
        assert!(holds("updated_on > 2026-03-04"));
        assert!(holds("updated_on > 2026-03-04T15:08:59+01:00"));
        assert!(!holds(
            "updated_on > 2026-03-04T14:08:59+00:00 AND updated_on > 2026-03-05"
        ));
        assert!(holds(r#"updated_on <= "2026-03-04T14:08:59.12Z""#));
    }
}
