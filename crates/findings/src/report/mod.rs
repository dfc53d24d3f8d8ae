//! Report on the commit of a pull request: the findings of its panel for those who do not open it.

mod annotations;
mod limits;

use bitbucket_cloud::{FileChange, PullRequest, Report, ReportData, ReportResult};
use serde_json::{Value, json};
use sightline_insight::{
    overlap::{FileHunks, Verdict},
    quantile::Percentile,
};

pub use annotations::annotations;
pub use limits::{LimitedFigure, limited, over};

use crate::{
    companions::{CompanionFinding, companions},
    format::number::as_u64,
    history::{MergedHistory, OpenPullRequest},
    overlaps::{Changes, Comparison, compare},
    percentile::percentile,
    settings::LoadedSettings,
    size::ChangeSize,
    words::report as words,
};

/// Facts that were read about a pull request.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Full name of its repository.
    pub here: &'a str,
    /// The pull request.
    pub pull_request: &'a PullRequest,
    /// Files that it changes.
    pub files: &'a [FileChange],
    /// Lines that it changes; `None` if its diff cannot be read.
    pub hunks: Option<&'a [FileHunks]>,
    /// Open pull requests.
    pub open: &'a [OpenPullRequest],
    /// Number of other open pull requests that Bitbucket counts; some may not be listed.
    pub others: usize,
    /// Merged pull requests.
    pub merged: &'a MergedHistory,
    /// Settings of its destination.
    pub loaded: &'a LoadedSettings,
}

/// Findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// Its size.
    pub size: ChangeSize,
    /// Percentile of its size among merged pull requests.
    pub percentile: Option<Percentile>,
    /// Other open pull requests that touch the same files.
    pub comparison: Comparison,
    /// Files that history says are missing.
    pub companions: CompanionFinding,
}

impl Findings {
    /// Findings that follow from these facts.
    pub fn of(facts: &Facts<'_>) -> Self {
        let settings = &facts.loaded.settings;
        let size = ChangeSize::of(facts.files, &settings.kinds);
        let id = facts.pull_request.id;
        let changes = match facts.hunks {
            Some(hunks) => Changes::Lines(hunks),
            None => Changes::Files(facts.files),
        };
        let mut comparison = compare(facts.here, facts.pull_request, changes, facts.open);
        comparison.of = comparison.of.max(facts.others);
        Self {
            percentile: percentile(facts.merged, settings, id, size.lines_to_read()),
            companions: companions(facts.merged, facts.files, settings),
            comparison,
            size,
        }
    }

    /// Number of other open pull requests that git cannot merge with this one.
    pub fn conflicts(&self) -> usize {
        let found = self.comparison.found.iter();
        found
            .filter(|one| one.overlap.verdict() == Verdict::Conflict)
            .count()
    }
}

/// A report that says that another one is coming. `link` is the pull request's page.
pub fn pending(link: &str) -> Report {
    Report {
        details: words::PENDING.to_owned(),
        ..empty(link, ReportResult::Pending)
    }
}

/// The report about a pull request. `link` is its page.
pub fn report(facts: &Facts<'_>, findings: &Findings, link: &str) -> Report {
    let over = over(findings, facts.loaded);
    let result = match over.is_empty() {
        true => ReportResult::Passed,
        false => ReportResult::Failed,
    };
    Report {
        details: words::details(facts, findings, &over),
        data: data(findings),
        ..empty(link, result)
    }
}

fn empty(link: &str, result: ReportResult) -> Report {
    Report {
        title: words::TITLE.to_owned(),
        details: String::new(),
        reporter: words::TITLE.to_owned(),
        link: link.to_owned(),
        report_type: "TEST".to_owned(),
        result,
        data: Vec::new(),
    }
}

fn data(findings: &Findings) -> Vec<ReportData> {
    let Comparison {
        found,
        compared,
        of,
        ..
    } = &findings.comparison;
    let number = |title: &str, value: u64| datum(title, "NUMBER", json!(value));
    let mut data = vec![
        number(words::CONFLICTS, as_u64(findings.conflicts())),
        number(words::OVERLAPS, as_u64(found.len())),
        datum(words::COMPARED, "TEXT", json!(words::part(*compared, *of))),
        number(words::LINES, findings.size.lines_to_read()),
        number(words::FORGOTTEN, as_u64(findings.companions.warned.len())),
        number(words::OFTEN, as_u64(findings.companions.often.len())),
    ];
    if let Some(percentile) = findings.percentile {
        data.push(number(words::HISTORY, percentile.n.into()));
    }
    data
}

fn datum(title: &str, kind: &str, value: Value) -> ReportData {
    ReportData {
        title: title.to_owned(),
        kind: kind.to_owned(),
        value,
    }
}
