//! Merged and open pull requests of a repository.

use std::{collections::HashSet, sync::Arc};

use bitbucket_cloud::{Account, PullRequest};
use sightline_insight::{History, overlap::FileHunks};

use crate::{account::key, merged::MergedPullRequest, settings::Settings};

/// Merged pull requests, as far as they were read.
#[derive(Debug, Default)]
pub struct MergedHistory {
    /// Interned history for the analysis; people are account ids.
    pub history: History,
    /// Records, oldest first.
    pub merged: Vec<Arc<MergedPullRequest>>,
    /// Everybody in there, for their names.
    pub people: Vec<Account>,
}

/// An open pull request.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenPullRequest {
    /// Pull request as Bitbucket lists it.
    pub pull_request: Arc<PullRequest>,
    /// Its changes, line by line; `None` until they are read, or if they cannot be.
    pub changes: Option<Arc<Vec<FileHunks>>>,
    /// True if Bitbucket cannot give its diff, which is not asked for again until its source moves.
    pub refused: bool,
}

impl MergedHistory {
    /// Takes records, oldest first.
    pub fn new(merged: impl IntoIterator<Item = Arc<MergedPullRequest>>) -> Self {
        let mut builder = MergedHistoryBuilder::default();
        for record in merged {
            builder.push(record);
        }
        builder.build()
    }

    /// Second at which the first merged pull request that is known was merged.
    pub fn oldest(&self) -> Option<i64> {
        Some(self.merged.first()?.merged_on.unix())
    }

    /// Ids of everybody who is no person, as Bitbucket says or as the settings do.
    pub fn bots<'a>(&'a self, settings: &'a Settings) -> impl Iterator<Item = &'a str> {
        let bots = self.people.iter();
        let bots = bots.filter(|account| settings.is_bot(account));
        bots.map(key)
    }
}

/// Makes a [`MergedHistory`] record by record.
#[derive(Debug, Default)]
pub struct MergedHistoryBuilder {
    history: MergedHistory,
    /// Keys of the people.
    seen: HashSet<String>,
}

impl MergedHistoryBuilder {
    /// Adds the pull request that was merged after all others.
    pub fn push(&mut self, record: Arc<MergedPullRequest>) {
        self.history.history.push(&record.plain());
        for path in &record.removed {
            self.history.history.remove(path);
        }
        let others = record.people.iter().map(|one| &one.account);
        for account in others.chain(&record.author) {
            if !self.seen.contains(key(account)) {
                self.seen.insert(key(account).to_owned());
                self.history.people.push(account.clone());
            }
        }
        self.history.merged.push(record);
    }

    /// All that was added.
    pub fn build(self) -> MergedHistory {
        self.history
    }
}
