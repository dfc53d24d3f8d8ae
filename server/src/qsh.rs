//! `sightline qsh`: canonical requests and their hashes, a JSON line each.

use std::io::{self, BufRead, Write};

use atlassian_connect::RequestTarget;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    method: String,
    path: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    base_path: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    canonical: &'a str,
    qsh: String,
}

/// Outcome for all lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every line was answered.
    AllAnswered,
    /// At least one answer is an error.
    SomeRefused,
}

/// Answers each line of `input` with one line: `{"canonical","qsh"}`, or `{"error","line"}`.
///
/// # Errors
/// When reading or writing fails.
pub fn answer(input: impl BufRead, mut output: impl Write) -> io::Result<Outcome> {
    let mut outcome = Outcome::AllAnswered;
    for (n, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = one(&line).unwrap_or_else(|problem| {
            outcome = Outcome::SomeRefused;
            serde_json::json!({"error": problem, "line": n + 1}).to_string()
        });
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(outcome)
}

fn one(line: &str) -> Result<String, String> {
    let question: Question = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let target = RequestTarget {
        method: &question.method,
        path: &question.path,
        query: &question.query,
        base_path: &question.base_path,
    };
    let canonical = target.canonical().map_err(|error| error.to_string())?;
    let answer = Answer {
        canonical: canonical.as_str(),
        qsh: canonical.qsh().to_string(),
    };
    serde_json::to_string(&answer).map_err(|error| error.to_string())
}
