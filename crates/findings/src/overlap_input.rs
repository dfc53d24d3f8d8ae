//! Open pull requests as the comparison of overlaps wants them.

use bitbucket_cloud::PullRequest;
use sightline_insight::overlap::{FileHunks, Open};

/// `here` is the full name of the repository: a branch of a fork is no base for others.
pub fn open<'a>(here: &str, pull: &'a PullRequest, files: &'a [FileHunks]) -> Open<'a> {
    let repository = pull.source.repository.as_ref();
    let ours = repository.is_some_and(|source| source.full_name == here);
    let source = pull.source.branch.as_ref().filter(|_| ours);
    let target = pull.destination.branch.as_ref();
    Open {
        id: pull.id,
        source: source.map(|branch| branch.name.as_str()),
        target: target.map_or("", |branch| &branch.name),
        updated_on: pull.updated_on.unix(),
        files,
    }
}
