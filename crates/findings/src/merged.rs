//! Records of merged pull requests. They do not change any more.

use bitbucket_cloud::{Account, FileChange, PullRequest, Timestamp, Vote};
use serde::{Deserialize, Serialize};
use sightline_insight::{FileChange as Changed, Merged};

use crate::account::{is_bot, key};

/// Record of a merged pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedPullRequest {
    /// Its number.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// Head of its source; empty if that is not known.
    pub source: String,
    /// Name of the branch that it went to; empty if that is not known.
    pub target: String,
    /// Time of its opening.
    pub created_on: Timestamp,
    /// Time of its last update when it was first read, which orders Bitbucket's list of merged ones: the
    /// merge, unless somebody commented later.
    pub merged_on: Timestamp,
    /// Author, if that account still exists.
    pub author: Option<Account>,
    /// Other people who took part.
    pub people: Vec<Participation>,
    /// Files that it changed; none if Bitbucket does not return them any more.
    pub files: Vec<Changed>,
    /// Those of them that it removed, by path.
    pub removed: Vec<String>,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// Account of the person.
    pub account: Account,
    /// Time of their last comment or vote; `None` if they only were asked.
    pub last: Option<Timestamp>,
    /// Their last vote.
    pub vote: Option<Vote>,
}

impl MergedPullRequest {
    /// Takes a pull request that was read just now; `files` come later.
    pub fn of(pull: &PullRequest) -> Self {
        let others = pull.participants.iter().filter_map(|one| {
            let account = one.user.as_ref()?;
            let author = pull
                .author
                .as_ref()
                .is_some_and(|author| author.is(account));
            (!author).then(|| Participation {
                account: account.without_links(),
                last: one.participated_on,
                vote: one.state.clone(),
            })
        });
        let branch = pull.destination.branch.as_ref();
        let commit = pull.source.commit.as_ref();
        Self {
            id: pull.id,
            title: pull.title.clone(),
            source: commit.map(|commit| commit.hash.clone()).unwrap_or_default(),
            target: branch.map(|branch| branch.name.clone()).unwrap_or_default(),
            created_on: pull.created_on,
            merged_on: pull.updated_on,
            author: pull.author.as_ref().map(Account::without_links),
            people: others.collect(),
            files: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// Adds the files of a diffstat.
    #[must_use]
    pub fn with_files(mut self, files: &[FileChange]) -> Self {
        self.files = files.iter().map(changed).collect();
        let removed = files.iter().filter(|file| file.is_removed());
        self.removed = removed.map(|file| file.path().to_owned()).collect();
        self
    }

    /// Time of its merge: as `merged_on` returns it for its number, if its activity was read, else its last
    /// update.
    pub fn merge_date(&self, merged_on: impl Fn(u32) -> Option<Timestamp>) -> Timestamp {
        merged_on(self.id).unwrap_or(self.merged_on)
    }

    /// Key of the record; keys sort by time of merge.
    pub fn key(&self) -> String {
        format!("{:012}-{}", self.merged_on.unix().max(0), self.id)
    }

    /// Input of the analysis: people are account ids, those who only were asked and bots are left
    /// out.
    pub fn plain(&self) -> Merged {
        let reviewers = self
            .people
            .iter()
            .filter(|took| !is_bot(&took.account) && (took.last.is_some() || took.vote.is_some()));
        Merged {
            id: self.id.into(),
            author: self.author.as_ref().map(key).unwrap_or_default().to_owned(),
            reviewers: reviewers
                .map(|took| key(&took.account).to_owned())
                .collect(),
            created_on: self.created_on.unix(),
            merged_on: self.merged_on.unix(),
            files: self.files.clone(),
        }
    }
}

/// A changed file in the terms of the analysis.
pub fn changed(file: &FileChange) -> Changed {
    Changed {
        path: file.path().to_owned(),
        old_path: file.old_path().map(str::to_owned),
        lines_added: file.added().into(),
        lines_removed: file.removed().into(),
    }
}
