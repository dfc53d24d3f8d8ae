//! Numbers of the flow view, week by week.

use bitbucket_cloud::Timestamp;
use sightline_insight::{
    flow::{Numbers, Week},
    quantile::Quartiles,
};

use crate::{
    format::{
        axis::Unit,
        date::{date, day},
    },
    model::flow_input::FlowReport,
    text::flow as words,
};

/// Opened and merged pull requests.
pub fn counts(report: &FlowReport) -> Vec<Vec<String>> {
    rows(report, &words::COUNTS_COLUMNS, |numbers| {
        let counts = [
            numbers.opened,
            numbers.drafts,
            numbers.opened_by_bots,
            numbers.merged,
            numbers.merged_by_bots,
        ];
        counts.map(|count| count.to_string()).to_vec()
    })
}

/// Medians and quartiles of a measure, which `of` finds among the numbers of a week.
pub fn medians(
    report: &FlowReport,
    unit: Unit,
    of: impl Fn(&Numbers) -> Option<Quartiles>,
) -> Vec<Vec<String>> {
    rows(report, &words::columns(unit), |numbers| {
        quartiles(of(numbers), unit)
    })
}

/// The day on which a week begins.
pub fn monday(week: Week) -> String {
    day(date(Timestamp::from_unix(week.begin())))
}

/// Rows by week; `row` makes what stands between the week and its note.
fn rows(
    report: &FlowReport,
    columns: &[&str],
    row: impl Fn(&Numbers) -> Vec<String>,
) -> Vec<Vec<String>> {
    let head = columns.iter().map(|name| (*name).to_owned()).collect();
    let weeks = report.flow.weeks.iter().map(|(week, numbers)| {
        let note = words::note(report.incomplete(*week)).to_owned();
        let fields = [monday(*week)].into_iter().chain(row(numbers));
        fields.chain([note]).collect()
    });
    [head].into_iter().chain(weeks).collect()
}

fn quartiles(found: Option<Quartiles>, unit: Unit) -> Vec<String> {
    let Some(Quartiles {
        n,
        low,
        median,
        high,
    }) = found
    else {
        return ["", "", "", "0"].map(str::to_owned).to_vec();
    };
    let values = [median, low, high].map(|value| words::plain(value, unit));
    values.into_iter().chain([n.to_string()]).collect()
}
