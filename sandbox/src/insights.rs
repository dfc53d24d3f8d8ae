//! Reports on commits and their annotations: Bitbucket's Code Insights.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Figures of a report, at most (schema `report` of the OpenAPI document).
const FIGURES: usize = 10;
/// Annotations of a report, at most.
const ANNOTATIONS: usize = 1_000;
/// Annotations that one call brings, at most.
pub(crate) const ANNOTATIONS_A_CALL: usize = 100;

const KINDS: [&str; 4] = ["SECURITY", "COVERAGE", "TEST", "BUG"];
const RESULTS: [&str; 3] = ["PASSED", "FAILED", "PENDING"];
const FIGURE_KINDS: [&str; 7] = [
    "BOOLEAN",
    "DATE",
    "DURATION",
    "LINK",
    "NUMBER",
    "PERCENTAGE",
    "TEXT",
];
const ANNOTATION_KINDS: [&str; 3] = ["VULNERABILITY", "CODE_SMELL", "BUG"];
const ANNOTATION_RESULTS: [&str; 4] = ["PASSED", "FAILED", "SKIPPED", "IGNORED"];
const SEVERITIES: [&str; 4] = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];

/// All reports, by commit and by the id that their creator gave them.
#[derive(Debug, Default)]
pub struct Insights(BTreeMap<(String, String), CommitReport>);

/// A report on a commit.
#[derive(Debug, Clone)]
pub struct CommitReport {
    /// Report as it is answered.
    pub body: Value,
    /// Annotations as they are answered, by their ids.
    pub annotations: BTreeMap<String, Value>,
}

impl Insights {
    /// Reports on a commit, by their ids.
    pub fn on<'a>(&'a self, commit: &'a str) -> impl Iterator<Item = &'a CommitReport> {
        let of = self.0.iter().filter(move |((on, _), _)| on == commit);
        of.map(|(_, report)| report)
    }

    /// One report.
    pub fn find(&self, commit: &str, id: &str) -> Option<&CommitReport> {
        self.0.get(&(commit.to_owned(), id.to_owned()))
    }

    /// Makes a report what `body` says; its annotations stay.
    ///
    /// # Errors
    /// Fault of the body, for a person.
    pub fn put(
        &mut self,
        commit: &str,
        id: &str,
        body: &Value,
        now: Timestamp,
    ) -> Result<Value, String> {
        let given = body.as_object().ok_or("a report is an object")?;
        for name in ["title", "details"] {
            let text = given.get(name).and_then(Value::as_str);
            text.filter(|text| !text.is_empty())
                .ok_or_else(|| format!("{name} is required"))?;
        }
        one_of(given, "report_type", &KINDS)?;
        one_of(given, "result", &RESULTS)?;
        figures(given)?;
        let key = (commit.to_owned(), id.to_owned());
        let before = self.0.get(&key);
        let made = before.map_or_else(
            || json!({ "uuid": uuid(commit, id), "created_on": now.to_string() }),
            |before| before.body.clone(),
        );
        let kept = |name: &str| made.get(name).cloned().unwrap_or_default();
        let mut answer = given.clone();
        answer.insert("type".to_owned(), "report".into());
        answer.insert("uuid".to_owned(), kept("uuid"));
        answer.insert("external_id".to_owned(), id.into());
        answer.insert("created_on".to_owned(), kept("created_on"));
        answer.insert("updated_on".to_owned(), now.to_string().into());
        let answer = Value::Object(answer);
        let annotations = before.map(|before| before.annotations.clone());
        let report = CommitReport {
            body: answer.clone(),
            annotations: annotations.unwrap_or_default(),
        };
        self.0.insert(key, report);
        Ok(answer)
    }

    /// Takes a report away, with its annotations.
    pub fn remove(&mut self, commit: &str, id: &str) {
        self.0.remove(&(commit.to_owned(), id.to_owned()));
    }

    /// Adds annotations, or replaces those with the same ids. `None` where there is no such report.
    ///
    /// # Errors
    /// Fault of the list, for a person.
    pub fn annotate(
        &mut self,
        commit: &str,
        id: &str,
        list: &[Value],
        now: Timestamp,
    ) -> Result<Option<Vec<Value>>, String> {
        if list.is_empty() || list.len() > ANNOTATIONS_A_CALL {
            return Err(format!("1 to {ANNOTATIONS_A_CALL} annotations are taken"));
        }
        let annotations: Result<Vec<_>, String> =
            list.iter().map(|given| annotation(given, now)).collect();
        let annotations = annotations?;
        let Some(report) = self.0.get_mut(&(commit.to_owned(), id.to_owned())) else {
            return Ok(None);
        };
        let mut all = report.annotations.clone();
        all.extend(annotations.iter().cloned());
        if all.len() > ANNOTATIONS {
            return Err(format!("a report has {ANNOTATIONS} annotations at most"));
        }
        report.annotations = all;
        Ok(Some(
            annotations.into_iter().map(|(_, body)| body).collect(),
        ))
    }
}

fn annotation(given: &Value, now: Timestamp) -> Result<(String, Value), String> {
    let given = given.as_object().ok_or("an annotation is an object")?;
    let text = |name: &str| {
        let text = given.get(name).and_then(Value::as_str);
        let text = text.filter(|text| !text.is_empty());
        text.ok_or_else(|| format!("{name} is required"))
    };
    let id = text("external_id")?;
    text("summary")?;
    required(given, "annotation_type", &ANNOTATION_KINDS)?;
    one_of(given, "result", &ANNOTATION_RESULTS)?;
    one_of(given, "severity", &SEVERITIES)?;
    if given
        .get("line")
        .is_some_and(|line| line.as_u64().is_none_or(|line| line == 0))
    {
        return Err("line is a number from 1".to_owned());
    }
    let mut answer = given.clone();
    answer.insert("type".to_owned(), "report_annotation".into());
    answer.insert("uuid".to_owned(), uuid(id, "annotation").into());
    answer.insert("created_on".to_owned(), now.to_string().into());
    answer.insert("updated_on".to_owned(), now.to_string().into());
    Ok((id.to_owned(), Value::Object(answer)))
}

fn figures(given: &Map<String, Value>) -> Result<(), String> {
    let Some(data) = given.get("data") else {
        return Ok(());
    };
    let data = data.as_array().ok_or("data is a list")?;
    if data.len() > FIGURES {
        return Err(format!("data has {FIGURES} entries at most"));
    }
    for figure in data {
        let figure = figure.as_object().ok_or("an entry of data is an object")?;
        one_of(figure, "type", &FIGURE_KINDS)?;
        if !figure.contains_key("value") || !figure.get("title").is_some_and(Value::is_string) {
            return Err("an entry of data has a title and a value".to_owned());
        }
    }
    Ok(())
}

fn one_of(given: &Map<String, Value>, name: &str, words: &[&str]) -> Result<(), String> {
    match given.get(name) {
        None => Ok(()),
        Some(word) if word.as_str().is_some_and(|word| words.contains(&word)) => Ok(()),
        Some(_) => Err(format!("{name} is one of {}", words.join(", "))),
    }
}

fn required(given: &Map<String, Value>, name: &str, words: &[&str]) -> Result<(), String> {
    if !given.contains_key(name) {
        return Err(format!("{name} is required"));
    }
    one_of(given, name, words)
}

/// Equal each time for equal names.
fn uuid(one: &str, other: &str) -> String {
    let mut hash = [0xcbf2_9ce4_8422_2325_u64, 0x9e37_79b9_7f4a_7c15];
    for byte in one.bytes().chain([0]).chain(other.bytes()) {
        for half in &mut hash {
            *half = (*half ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let text = format!("{:016x}{:016x}", hash[0], hash[1]);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!(
        "{{{}-{}-4{}-8{}-{}}}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}
