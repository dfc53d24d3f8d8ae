//! Fields in a line of text.

use std::str::Split;

/// A line that is being written.
#[derive(Debug, Default)]
pub struct Line(String);

impl Line {
    /// Adds a text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '\\' => self.0.push_str("\\\\"),
                '\t' => self.0.push_str("\\t"),
                '\n' => self.0.push_str("\\n"),
                other => self.0.push(other),
            }
        }
        self.0.push('\t');
        self
    }

    /// Adds a whole number.
    pub fn number(&mut self, number: impl Into<i64>) -> &mut Self {
        self.0.push_str(&number.into().to_string());
        self.0.push('\t');
        self
    }

    /// Adds how many items of a list follow.
    pub fn count(&mut self, count: usize) -> &mut Self {
        self.number(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }
}

/// A line that is being read. Every method gives `None` when there is no such field.
#[derive(Debug, Clone)]
pub struct Fields<'a>(Split<'a, char>);

impl<'a> Fields<'a> {
    /// Of a whole line; `None` of one that was cut.
    pub fn of(line: &'a str) -> Option<Self> {
        line.strip_suffix('\t').map(|line| Self(line.split('\t')))
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        let field = self.0.next()?;
        if !field.contains('\\') {
            return Some(field.to_owned());
        }
        let mut text = String::with_capacity(field.len());
        let mut characters = field.chars();
        while let Some(character) = characters.next() {
            text.push(match character {
                '\\' => match characters.next()? {
                    't' => '\t',
                    'n' => '\n',
                    other => other,
                },
                other => other,
            });
        }
        Some(text)
    }

    /// A text; `Some(None)` where it is empty.
    pub fn some_text(&mut self) -> Option<Option<String>> {
        self.text().map(|text| (!text.is_empty()).then_some(text))
    }

    /// A whole number.
    pub fn number(&mut self) -> Option<i64> {
        self.0.next()?.parse().ok()
    }

    /// A number that cannot be negative.
    pub fn unsigned(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    /// A list: how many, then each.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.unsigned()?;
        (0..count).map(|_| item(self)).collect()
    }
}
