//! Reads what touched the files of a pull request before, on a first visit.
//!
//! What was merged lately says little about files that nobody touched for a year. Their own histories
//! say when that was, by whom, and in which commits; what else these commits changed takes a call for
//! each.

use std::{cell::Cell, collections::HashMap};

use bitbucket_cloud::{AuthoredCommit, Error, FileChange, PullRequest};
use futures_util::future::join_all;
use sightline_insight::{
    FileChange as Changed,
    first_visit::{Touch, telling, weightiest},
};

use super::{
    crawler::pause,
    limits::{AT_ONCE, FILE_HISTORIES, FIRST_VISIT, TELLING_CHANGES},
};
use crate::{
    api::Services,
    cache::records,
    model::{change_history::ReadChange, records::changed},
};

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
    let reading = Reading { services, counted };
    let old: Vec<Changed> = files
        .iter()
        .filter(|file| file.before().is_some())
        .map(changed)
        .collect();
    let paths: Vec<&str> = weightiest(&old)
        .into_iter()
        .take(FILE_HISTORIES)
        .map(|file| file.old_path.as_ref().unwrap_or(&file.path).as_str())
        .collect();
    let histories = reading
        .each(&paths, async |path| {
            let repository = services.repository();
            services
                .client
                .file_history(repository, &commit.hash, path)
                .await
        })
        .await;
    let commits: Vec<AuthoredCommit> = histories
        .into_iter()
        .flat_map(|(_, page)| page.values)
        .map(|one| one.commit)
        .collect();
    let touches = commits.iter().map(|commit| Touch {
        change: commit.hash.as_str(),
        on: commit.date.unix(),
    });
    let mut hashes = telling(touches);
    hashes.truncate(TELLING_CHANGES);
    let diffs = reading
        .each(&hashes, async |hash| {
            services
                .client
                .commit_files(services.repository(), hash)
                .await
        })
        .await;
    let by_hash: HashMap<&str, &AuthoredCommit> = commits
        .iter()
        .map(|commit| (commit.hash.as_str(), commit))
        .collect();
    let changes = diffs.into_iter().filter_map(|(hash, page)| {
        Some(ReadChange {
            commit: (*by_hash.get(hash)?).clone(),
            files: page.values,
        })
    });
    let changes: Vec<ReadChange> = changes.collect();
    records::keep_changes(&services.cache, pull_request.id, &changes);
    changes
}

/// Calls that are made a few at a time, as long as there are any left.
struct Reading<'a> {
    services: &'a Services,
    counted: &'a Cell<u32>,
}

impl Reading<'_> {
    /// Answers to a call for each item. Ends early where calls run out or fail for good; what
    /// Bitbucket does not know is left out.
    async fn each<'i, T>(
        &self,
        items: &[&'i str],
        call: impl AsyncFn(&'i str) -> Result<T, Error>,
    ) -> Vec<(&'i str, T)> {
        let mut found = Vec::new();
        for few in items.chunks(AT_ONCE) {
            let spent = self.services.client.budget().spent();
            if spent >= FIRST_VISIT || pause(self.services, self.counted).is_some() {
                break;
            }
            let answers = join_all(few.iter().map(|item| call(item))).await;
            for (item, answer) in few.iter().zip(answers) {
                match answer {
                    Ok(answer) => found.push((*item, answer)),
                    Err(Error::Status { .. }) => {}
                    Err(_) => return found,
                }
            }
        }
        found
    }
}
