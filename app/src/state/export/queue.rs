//! The queue as a table for other programs.

use leptos::prelude::*;

use bitbucket_cloud::Vote;

use crate::{
    model::queue_row::BuildCounts,
    state::{queue::QueueStore, repository::OpenRow},
    text::queue::EXPORTED,
};

/// A line for each row that is listed, whether it is shown or not. What is not known is empty.
pub fn rows(queue: QueueStore) -> Vec<Vec<String>> {
    let head = EXPORTED.map(str::to_owned).to_vec();
    let listed = queue.listed.get_untracked();
    untrack(|| {
        let lines = listed.iter().filter_map(|row| line(queue, row));
        [head].into_iter().chain(lines).collect()
    })
}

fn line(queue: QueueStore, row: &OpenRow) -> Option<Vec<String>> {
    let status = queue.row_status(row)?;
    let plain = queue
        .repository
        .with_context(|context| row.queue_row(context));
    let pull_request = &row.pull_request;
    let mut line = vec![
        pull_request.id.to_string(),
        pull_request.title.clone(),
        plain.source,
        plain.target,
        status.why,
        status.since.to_string(),
        plain.author_name,
        pull_request.created_on.to_string(),
        pull_request.updated_on.to_string(),
    ];
    let size = row.size().and_then(Result::ok);
    line.push(number(size.map(|size| size.files)));
    line.push(number(size.map(|size| size.lines.added)));
    line.push(number(size.map(|size| size.lines.removed)));
    let counts = match row.builds.get() {
        Some(Ok(builds)) => {
            let kinds = BuildCounts::of(&builds).by_kind();
            kinds.map(|(count, _)| count.to_string())
        }
        Some(Err(_)) | None => <[String; 3]>::default(),
    };
    line.extend(counts);
    let reviews = pull_request.reviews();
    let votes = |wanted: Option<&Vote>| {
        let cast = reviews.iter().filter(|review| review.vote == wanted);
        cast.count().to_string()
    };
    line.push(votes(Some(&Vote::Approved)));
    line.push(votes(Some(&Vote::ChangesRequested)));
    line.push(votes(None));
    line.push(number(plain.overlaps));
    Some(line)
}

fn number(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
