//! History of the repository.

use super::{Client, EVENTS, requests::last_active_first};
use crate::{
    Activity, Comment, CommitEntry, Error, Page, PullRequest, Range, Repository, Request,
    Timestamp, Transport, page,
};

/// Range of the time of last activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Any time.
    All,
    /// This time or before.
    Before(Timestamp),
    /// This time or later.
    Since(Timestamp),
}

/// Commits on a page.
const COMMITS: &str = "50";

impl<T: Transport> Client<T> {
    /// The first page of the merged pull requests, last active first; only those last active in that
    /// span. One call; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn merged_pull_requests(
        &self,
        repository: &Repository,
        span: Span,
    ) -> Result<Page<PullRequest>, Error> {
        let mut request = last_active_first(repository, "MERGED");
        let bound = match span {
            Span::All => None,
            Span::Before(time) => Some((" <= ", time)),
            Span::Since(time) => Some((" >= ", time)),
        };
        if let Some((sign, time)) = bound {
            let query = ["updated_on", sign, &time.to_string()].concat();
            request = request.with("q", &query);
        }
        self.one(request).await
    }

    /// The first page of the activity on all pull requests, newest first, with their numbers. One call for
    /// 50 events; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn all_activity(&self, repository: &Repository) -> Result<Page<Activity>, Error> {
        let mut fields = page::fields("pull_request.id");
        page::add_fields(&mut fields, "values.", Activity::FIELDS);
        page::add_fields(&mut fields, "values.comment.", Comment::FIELDS);
        let request = Request::get(repository.path("/pullrequests/activity"));
        self.one(request.with("pagelen", EVENTS).with("fields", &fields))
            .await
    }

    /// The first page of the commits that the destination's branch has and the source lacks, newest
    /// first, without a count. One call; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`]; status 404 for the source in a fork, whose commits the repository does not
    /// know.
    pub async fn commits_behind(
        &self,
        repository: &Repository,
        range: &Range,
    ) -> Result<Page<CommitEntry>, Error> {
        let request = Request::get(repository.path("/commits"))
            .with("include", &range.target)
            .with("exclude", &range.source)
            .with("pagelen", COMMITS)
            .with("fields", &page::fields(CommitEntry::FIELDS));
        self.one(request).await
    }
}
