//! Reports on commits: Bitbucket's Code Insights.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::wire::{null_to_default, open_enum};

/// Annotations that one call takes at most, as its OpenAPI document says.
pub const ANNOTATIONS_A_CALL: usize = 100;

/// Result of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ReportResult {
    /// Something is over its limit.
    Failed,
    /// Nothing is over its limit.
    Passed,
    /// It is being made.
    Pending,
    /// A word that this crate does not know.
    Other(String),
}

open_enum!(ReportResult {
    Failed = "FAILED",
    Passed = "PASSED",
    Pending = "PENDING",
});

/// A report on a commit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Shown heading.
    pub title: String,
    /// Shown text.
    #[serde(default, deserialize_with = "null_to_default")]
    pub details: String,
    /// Name of the app that made it.
    #[serde(default, deserialize_with = "null_to_default")]
    pub reporter: String,
    /// Link to more.
    #[serde(default, deserialize_with = "null_to_default")]
    pub link: String,
    /// Kind of report: `TEST` and others.
    #[serde(default, deserialize_with = "null_to_default")]
    pub report_type: String,
    /// Result of the report.
    pub result: ReportResult,
    /// Figures, at most ten.
    #[serde(default, deserialize_with = "null_to_default")]
    pub data: Vec<ReportData>,
}

/// One figure of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportData {
    /// Its name.
    pub title: String,
    /// Type of the value: `NUMBER`, `TEXT` and others.
    #[serde(rename = "type")]
    pub kind: String,
    /// The value.
    pub value: Value,
}

/// Severity of an annotation, in the API's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Severity {
    /// High severity.
    High,
    /// Medium severity.
    Medium,
    /// Low severity.
    Low,
}

/// Statement of a report about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Names it within the report.
    pub external_id: String,
    /// Kind of annotation: `CODE_SMELL` and others.
    pub annotation_type: String,
    /// The file.
    pub path: String,
    /// Line of the file as the commit has it, from 1; the top of the file where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Shown text.
    pub summary: String,
    /// Severity of the annotation.
    pub severity: Severity,
    /// Link to more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}
