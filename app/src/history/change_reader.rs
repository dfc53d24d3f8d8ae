//! Reads what touched the files of a pull request before, on a first visit.
//!
//! What was merged lately says little about files that nobody touched for a year. Their own histories
//! say when that was, by whom, and in which commits; what else these commits changed takes a call for
//! each.

use std::{cell::Cell, collections::HashMap};

use bitbucket_cloud::{AuthoredCommit, FileChange, PullRequest};

use super::{change_plan, crawler::pause, limits::FIRST_VISIT};
use crate::{api::Services, cache::records, model::change_history::ReadChange};

/// Reads the changes that say most about these files, keeps and returns them: fewer where Bitbucket
/// refuses, or where calls run out. `counted` are the calls that the quota of all tabs has counted.
pub async fn read(
    services: &Services,
    pull_request: &PullRequest,
    files: &[FileChange],
    counted: &Cell<u32>,
) -> Vec<ReadChange> {
    let Some(commit) = &pull_request.destination.commit else {
        return Vec::new();
    };
    let (client, repository) = (&services.client, services.repository());
    let goes_on = || client.budget().spent() < FIRST_VISIT && pause(services, counted).is_none();
    let paths = change_plan::histories(files);
    let histories = change_plan::each(&paths, goes_on, async |path| {
        client.file_history(repository, &commit.hash, path).await
    });
    let commits: Vec<AuthoredCommit> = histories
        .await
        .into_iter()
        .flat_map(|(_, page)| page.values)
        .map(|one| one.commit)
        .collect();
    let hashes = change_plan::changes(&commits);
    let diffs = change_plan::each(&hashes, goes_on, async |hash| {
        client.commit_files(repository, hash).await
    });
    let by_hash: HashMap<&str, &AuthoredCommit> = commits
        .iter()
        .map(|commit| (commit.hash.as_str(), commit))
        .collect();
    let changes = diffs.await.into_iter().filter_map(|(hash, page)| {
        Some(ReadChange {
            commit: (*by_hash.get(hash.as_str())?).clone(),
            files: page.values,
        })
    });
    let changes: Vec<ReadChange> = changes.collect();
    records::keep_changes(&services.cache, pull_request.id, &changes);
    changes
}
