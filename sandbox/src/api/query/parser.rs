//! Tokens to an expression, by recursive descent.

use std::{iter::Peekable, vec::IntoIter};

use super::lexer::{Literal, Operator, Token, invalid, lex};
use crate::api::error::ApiError;

/// Maximum depth of nested parentheses.
const MAX_DEPTH: usize = 32;

/// A condition on a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Compare {
        field: Vec<String>,
        operator: Operator,
        literal: Literal,
    },
    In {
        field: Vec<String>,
        list: Vec<Literal>,
    },
    Not(Box<Expression>),
}

impl Expression {
    /// Every field that it names.
    pub(super) fn fields(&self) -> Vec<&[String]> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Compare { field, .. } | Self::In { field, .. } => vec![field],
            Self::Not(inner) => inner.fields(),
        }
    }
}

/// Reads a whole expression.
pub(super) fn parse(text: &str) -> Result<Expression, ApiError> {
    let mut parser = Parser {
        tokens: lex(text)?.into_iter().peekable(),
        depth: 0,
    };
    let expression = parser.any()?;
    match parser.tokens.next() {
        None => Ok(expression),
        Some(token) => Err(invalid(&format!("unexpected {token:?}"))),
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn any(&mut self) -> Result<Expression, ApiError> {
        let mut parts = vec![self.all()?];
        while self.takes(&Token::Or) {
            parts.push(self.all()?);
        }
        Ok(joined(parts, Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, ApiError> {
        let mut parts = vec![self.one()?];
        while self.takes(&Token::And) {
            parts.push(self.one()?);
        }
        Ok(joined(parts, Expression::All))
    }

    fn one(&mut self) -> Result<Expression, ApiError> {
        match self.tokens.next() {
            Some(Token::Open) => self.group(),
            Some(Token::Field(field)) => self.condition(field),
            Some(token) => Err(invalid(&format!("expected a field, found {token:?}"))),
            None => Err(invalid("expected a field, found the end")),
        }
    }

    fn group(&mut self) -> Result<Expression, ApiError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(invalid(&format!(
                "more than {MAX_DEPTH} parentheses inside one another"
            )));
        }
        let inner = self.any()?;
        self.depth -= 1;
        self.expect(&Token::Close)?;
        Ok(inner)
    }

    fn condition(&mut self, field: Vec<String>) -> Result<Expression, ApiError> {
        match self.tokens.next() {
            Some(Token::In) => Ok(Expression::In {
                field,
                list: self.list()?,
            }),
            Some(Token::Not) => {
                self.expect(&Token::In)?;
                Ok(Expression::Not(Box::new(Expression::In {
                    field,
                    list: self.list()?,
                })))
            }
            Some(Token::Operator(operator)) => Ok(Expression::Compare {
                field,
                operator,
                literal: self.literal()?,
            }),
            _ => Err(invalid(&format!(
                "expected an operator after {}",
                field.join(".")
            ))),
        }
    }

    fn list(&mut self) -> Result<Vec<Literal>, ApiError> {
        self.expect(&Token::Open)?;
        let mut list = vec![self.literal()?];
        while self.takes(&Token::Comma) {
            list.push(self.literal()?);
        }
        self.expect(&Token::Close)?;
        Ok(list)
    }

    fn literal(&mut self) -> Result<Literal, ApiError> {
        match self.tokens.next() {
            Some(Token::Literal(literal)) => Ok(literal),
            Some(token) => Err(invalid(&format!("expected a value, found {token:?}"))),
            None => Err(invalid("expected a value, found the end")),
        }
    }

    fn takes(&mut self, token: &Token) -> bool {
        self.tokens.next_if_eq(token).is_some()
    }

    fn expect(&mut self, token: &Token) -> Result<(), ApiError> {
        if self.takes(token) {
            Ok(())
        } else {
            Err(invalid(&format!("expected {token:?}")))
        }
    }
}

fn joined(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn and_binds_closer_than_or() {
        let expression = parse(r"a = 1 OR b = 2 and c = 3").unwrap();
        let Expression::Any(parts) = expression else {
            unreachable!("not an OR")
        };
        assert!(matches!(
            parts.as_slice(),
            [Expression::Compare { .. }, Expression::All(_)]
        ));
    }

    #[test]
    fn broken_expressions_are_refused() {
        for text in [
            "",
            "a",
            "a =",
            "= 1",
            "(a = 1",
            "a = 1)",
            "a = 1 b = 2",
            "a IN 1",
            "a NOT 1",
            "a = b",
        ] {
            assert!(parse(text).is_err(), "{text} was accepted");
        }
    }

    #[test]
    fn endless_parentheses_are_refused() {
        let text = format!("{}a = 1{}", "(".repeat(100_000), ")".repeat(100_000));
        let message = "Invalid query: more than 32 parentheses inside one another";
        assert_eq!(parse(&text), Err(ApiError::bad_request(message)));
    }
}
