//! The view as a table for other programs.

use crate::{model::workload::Workload, text::workload as words};

/// Seconds of an hour.
const HOUR: i64 = 3_600;

/// Rows below the names of the columns.
pub fn rows(workload: &Workload) -> Vec<Vec<String>> {
    let head = words::EXPORTED.map(str::to_owned).to_vec();
    let lines = workload.people.iter().map(|one| {
        let ids = one
            .pull_requests
            .iter()
            .map(|pull_request| pull_request.id.to_string());
        vec![
            one.name.clone(),
            one.pull_requests.len().to_string(),
            (one.longest / HOUR).to_string(),
            (one.median / HOUR).to_string(),
            ids.collect::<Vec<_>>().join(" "),
        ]
    });
    [head].into_iter().chain(lines).collect()
}
