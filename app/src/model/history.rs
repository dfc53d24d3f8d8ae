//! The past of a repository, and how far it was read.

use bitbucket_cloud::{Error, Timestamp};
use serde::{Deserialize, Serialize};

pub use sightline_findings::history::{MergedHistory, MergedHistoryBuilder, OpenPullRequest};

/// Part of the past that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// All of it.
    All,
    /// The newest part.
    Newest,
}

/// Extent to which the reader wants the past to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrawlTarget {
    /// Up to the call limit of a visit.
    Visit,
    /// As many calls again as on a first visit, further back.
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

/// Part of the past since a given time that was read.
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
    /// Coverage of the past since a second. The merged pull requests since `oldest` are known. Only a
    /// finished crawl shows that there were none before.
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

    /// Returns whether pull requests are being read.
    pub const fn is_reading(&self) -> bool {
        matches!(self, Self::Reading { .. })
    }

    /// Returns whether the reader can ask for more of the past now.
    pub const fn can_go_further(&self) -> bool {
        match self {
            Self::Done(Reach::Newest) | Self::Stopped | Self::Failed(_) => true,
            Self::Done(Reach::All) | Self::Elsewhere | Self::Reading { .. } | Self::Waiting(_) => {
                false
            }
        }
    }
}
