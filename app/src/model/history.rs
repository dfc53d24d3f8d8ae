//! The past of a repository, and how far it was read.

use std::{collections::HashSet, sync::Arc};

use bitbucket_cloud::{Account, Error, PullRequest, Timestamp};
use serde::{Deserialize, Serialize};
use sightline_insight::{History, overlap::FileHunks};

use super::{account::key, records::MergedPullRequest, settings::Settings};

/// Merged pull requests, as far as they were read.
#[derive(Debug, Default)]
pub struct MergedHistory {
    /// Interned, for the analysis; people are account ids.
    pub history: History,
    /// Oldest first.
    pub merged: Vec<Arc<MergedPullRequest>>,
    /// Everybody in there, for their names.
    pub people: Vec<Account>,
}

/// An open pull request.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenPullRequest {
    /// As Bitbucket lists it.
    pub pull_request: Arc<PullRequest>,
    /// Its changes, line by line; `None` until they are read, or if they cannot be.
    pub changes: Option<Arc<Vec<FileHunks>>>,
    /// Whether Bitbucket cannot give its diff, which is not asked for again until its source moves.
    pub refused: bool,
}

/// How much of the past is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// All of it.
    All,
    /// The newest part.
    Newest,
}

/// How far the reader wants the past to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrawlTarget {
    /// As far as a visit may cost.
    Visit,
    /// As far again, into the past.
    Further,
    /// Until that many merged pull requests are known.
    Known(usize),
    /// No further.
    Stop,
}

/// Progress of the crawl.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrawlProgress {
    /// Nothing is left to read within this visit's limit.
    Done(Reach),
    /// Another tab reads.
    Elsewhere,
    /// It stopped at a failure; what was read before is shown.
    Failed(Error),
    /// `read` of `of` pull requests are read.
    Reading {
        /// Number that are read.
        read: usize,
        /// Number that will be.
        of: usize,
    },
    /// The reader stopped it.
    Stopped,
    /// Bitbucket allows no more calls before that time.
    Waiting(Timestamp),
}

/// How much of the past since a time was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// All of it.
    Whole,
    /// The newest part; no more is read by itself.
    Newest,
    /// Not known: what there is to read was not read, or not yet.
    Unread(CrawlProgress),
}

impl Coverage {
    /// Of the past since a second, of which the merged pull requests since `oldest` are known. That there
    /// was nothing can only be said where the reading is done.
    pub fn since(second: i64, progress: &CrawlProgress, oldest: Option<i64>) -> Self {
        match progress {
            CrawlProgress::Done(Reach::All) => Self::Whole,
            CrawlProgress::Done(Reach::Newest) if oldest.is_some_and(|oldest| oldest <= second) => {
                Self::Whole
            }
            CrawlProgress::Done(Reach::Newest) => Self::Newest,
            progress => Self::Unread(progress.clone()),
        }
    }
}

impl CrawlProgress {
    /// Target that a reader may choose now.
    pub const fn choice(&self) -> Option<CrawlTarget> {
        match self {
            Self::Done(Reach::All) | Self::Elsewhere | Self::Waiting(_) => None,
            Self::Done(Reach::Newest) => Some(CrawlTarget::Further),
            Self::Failed(_) | Self::Stopped => Some(CrawlTarget::Visit),
            Self::Reading { .. } => Some(CrawlTarget::Stop),
        }
    }

    /// Whether pull requests are being read.
    pub const fn is_reading(&self) -> bool {
        matches!(self, Self::Reading { .. })
    }

    /// Whether the reader can ask for more of the past now.
    pub const fn can_go_further(&self) -> bool {
        match self {
            Self::Done(Reach::Newest) | Self::Stopped | Self::Failed(_) => true,
            Self::Done(Reach::All) | Self::Elsewhere | Self::Reading { .. } | Self::Waiting(_) => {
                false
            }
        }
    }
}

impl MergedHistory {
    /// From records, oldest first.
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
