//! Counting tests from what their runners print.

use std::{fmt, ops::Add};

/// Numbers of tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, ran out of time or could not be started.
    pub failed: u64,
}

impl Tally {
    /// One failed test.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };
    /// One passed test.
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} passed, {} failed", self.passed, self.failed))
    }
}

/// Reads nextest's last line:
/// `Summary [ 1.5s] 9 tests run: 7 passed (1 slow), 1 failed, 1 timed out, 3 skipped`.
pub fn nextest(line: &str) -> Option<Tally> {
    let (_, counts) = line
        .trim_start()
        .strip_prefix("Summary [")?
        .split_once("run:")?;
    let mut tally = Tally::default();
    for part in counts.split(", ") {
        let (number, what) = part.trim().split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match what.split(" (").next()?.trim() {
            "passed" => tally.passed += number,
            "skipped" => {}
            _ => tally.failed += number,
        }
    }
    Some(tally)
}

/// Reads the line that ends each test program:
/// `test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out`.
pub fn libtest(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what: &str| {
        counts.split("; ").find_map(|part| {
            let (number, name) = part.split_once(' ')?;
            (name == what).then(|| number.parse().ok())?
        })
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

/// A text without the escape sequences that colour it.
pub fn uncoloured(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    for (n, part) in line.split("\u{1b}[").enumerate() {
        let text = match n {
            0 => Some(part),
            _ => part.split_once('m').map(|(_, text)| text),
        };
        plain.push_str(text.unwrap_or_default());
    }
    plain
}

/// A name as nextest's filter expressions take it literally.
pub fn literal(name: &str) -> String {
    let mut literal = String::with_capacity(name.len());
    for character in name.chars() {
        if matches!(character, '\\' | '(' | ')' | ',' | '/') {
            literal.push('\\');
        }
        literal.push(character);
    }
    literal
}
