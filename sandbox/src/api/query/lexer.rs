//! Text to tokens.

use jiff::{Timestamp, civil, tz::TimeZone};

use crate::api::error::ApiError;

/// A token of the filter language.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    And,
    Close,
    Comma,
    /// `created_on`, `destination.branch.name`
    Field(Vec<String>),
    In,
    Literal(Literal),
    Not,
    Open,
    Operator(Operator),
    Or,
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Bool(bool),
    Null,
    Number(f64),
    Text(String),
    Time(Timestamp),
}

/// Comparison of a field with one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Contains,
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    NotContains,
    NotEqual,
}

// Longer ones first: `>=` must not be read as `>`.
const OPERATORS: [(&str, Operator); 8] = [
    ("!=", Operator::NotEqual),
    ("!~", Operator::NotContains),
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("=", Operator::Equal),
    ("~", Operator::Contains),
    (">", Operator::Greater),
    ("<", Operator::Less),
];

/// Splits an expression into tokens.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, ApiError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, tail) = match first {
            '(' => (Token::Open, after(rest, 1)),
            ')' => (Token::Close, after(rest, 1)),
            ',' => (Token::Comma, after(rest, 1)),
            '"' => string(rest)?,
            _ => match OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign)) {
                Some((sign, operator)) => (Token::Operator(*operator), after(rest, sign.len())),
                None => word(rest)?,
            },
        };
        tokens.push(token);
        rest = tail.trim_start();
    }
    Ok(tokens)
}

fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

fn string(text: &str) -> Result<(Token, &str), ApiError> {
    let mut value = String::new();
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => {
                value.push(char);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Ok((Token::Literal(Literal::Text(value)), after(text, at + 1))),
            _ => value.push(char),
        }
    }
    Err(invalid("a string without its closing quote"))
}

fn word(text: &str) -> Result<(Token, &str), ApiError> {
    let end = text
        .find(|char: char| !(char.is_alphanumeric() || "_.-+:".contains(char)))
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let token = match word.to_ascii_lowercase().as_str() {
        "" => {
            return Err(invalid(&format!(
                "unexpected {:?}",
                text.chars().next().unwrap_or(' ')
            )));
        }
        "and" => Token::And,
        "or" => Token::Or,
        "in" => Token::In,
        "not" => Token::Not,
        "null" => Token::Literal(Literal::Null),
        "true" => Token::Literal(Literal::Bool(true)),
        "false" => Token::Literal(Literal::Bool(false)),
        _ if word.starts_with(|char: char| char.is_ascii_digit() || "-+".contains(char)) => {
            Token::Literal(number_or_time(word)?)
        }
        _ => Token::Field(field(word)?),
    };
    Ok((token, rest))
}

fn number_or_time(word: &str) -> Result<Literal, ApiError> {
    word.parse()
        .map(Literal::Number)
        .ok()
        .or_else(|| time(word).map(Literal::Time))
        .ok_or_else(|| invalid(&format!("{word} is neither a number nor a date")))
}

/// A moment written as ISO 8601; without an offset it is taken as UTC, without a time as midnight.
pub(super) fn time(text: &str) -> Option<Timestamp> {
    text.parse::<Timestamp>().ok().or_else(|| {
        let local = text.parse::<civil::DateTime>().ok()?;
        TimeZone::UTC.to_timestamp(local).ok()
    })
}

fn field(word: &str) -> Result<Vec<String>, ApiError> {
    let path: Vec<String> = word.split('.').map(str::to_owned).collect();
    let is_name = |part: &String| {
        !part.is_empty()
            && part
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || char == '_')
    };
    if path.iter().all(is_name) {
        Ok(path)
    } else {
        Err(invalid(&format!("{word} is not a field")))
    }
}

/// A 400 that says what is wrong with the expression.
pub(super) fn invalid(what: &str) -> ApiError {
    ApiError::bad_request(format!("Invalid query: {what}"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_string_keeps_escaped_quotes_and_operators() {
        let tokens = lex(r#"title="say \"hi\" >= (x)""#).unwrap();
        let text = Token::Literal(Literal::Text(r#"say "hi" >= (x)"#.into()));
        let title = Token::Field(vec!["title".into()]);
        assert_eq!(tokens, [title, Token::Operator(Operator::Equal), text]);
    }

    #[test]
    fn a_date_without_offset_is_utc_and_without_time_midnight() {
        let midnight: Timestamp = "2015-03-04T00:00:00Z".parse().unwrap();
        assert_eq!(time("2015-03-04"), Some(midnight));
        assert_eq!(time("2015-03-04T00:00:00"), Some(midnight));
        assert_eq!(time("2015-03-04T02:00:00.000+02:00"), Some(midnight));
        assert_eq!(time("2015-13-04"), None);
    }

    #[test]
    fn an_unclosed_string_is_refused() {
        assert_eq!(
            lex(r#"title = "x"#),
            Err(ApiError::bad_request(
                "Invalid query: a string without its closing quote"
            )),
        );
    }
}
