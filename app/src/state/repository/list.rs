//! The list of open pull requests.

use std::sync::Arc;

use bitbucket_cloud::{Error, Page, PullRequest, Request};

use super::row::OpenRow;
use crate::model::open_list::last_active_first;

/// Open pull requests, as far as they were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OpenPullRequests {
    /// Last active first.
    pub rows: Vec<Arc<OpenRow>>,
    /// Number of all that are open, where Bitbucket counts them.
    pub size: Option<u32>,
    /// The page after those that were read.
    pub(super) next: Option<Request>,
}

impl OpenPullRequests {
    /// The list with another page of it.
    ///
    /// # Errors
    /// [`Error::ForeignPage`] if the link to the next page leads away from the API.
    pub(super) fn with(&self, page: Page<PullRequest>) -> Result<Self, Error> {
        let next = page.next()?;
        let fresh = page.values.into_iter().map(OpenRow::new).map(Arc::new);
        let rows = self.rows.iter().cloned().chain(fresh).collect();
        Ok(Self {
            next,
            size: page.size.or(self.size),
            rows: last_active_first(rows, |row: &Arc<OpenRow>| &row.pull_request),
        })
    }

    /// Number of all that are open, as far as it is known.
    pub fn count(&self) -> usize {
        let read = self.rows.len();
        let counted = self.size.and_then(|size| usize::try_from(size).ok());
        match self.is_all() {
            true => read,
            // One more than were read, at least.
            false => counted.unwrap_or(0).max(read + 1),
        }
    }

    /// Returns whether all of them were read.
    pub fn is_all(&self) -> bool {
        self.next.is_none()
    }
}
