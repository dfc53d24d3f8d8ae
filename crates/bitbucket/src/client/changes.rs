//! Changes of a pull request.

use super::{Client, FILES};
use crate::{
    Commit, Conflict, Error, FileChange, FileCommit, Page, PullRequest, Range, Repository, Request,
    Transport, page,
    repository::{segment, segments},
};

/// Commits of a file on a page.
const COMMITS: &str = "50";

impl<T: Transport> Client<T> {
    /// All files that differ between the merge base and the source. One call for 500 files.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn files_between(
        &self,
        repository: &Repository,
        range: &Range,
    ) -> Result<Vec<FileChange>, Error> {
        let request = range
            .request(repository, "diffstat")
            .with("pagelen", FILES)
            .with("fields", &page::fields(FileChange::FIELDS));
        self.all(request).await
    }

    /// Diff of these files as text, as git writes it, with that many lines of context. One call.
    ///
    /// # Errors
    /// Any [`Error`]; status 555 where the diff is too large for Bitbucket.
    pub async fn diff_between(
        &self,
        repository: &Repository,
        range: &Range,
        context: u32,
    ) -> Result<String, Error> {
        let request = range
            .request(repository, "diff")
            .with("context", &context.to_string());
        self.text(request).await
    }

    /// The diff of a pull request that has no [`Range`]. Two calls to Bitbucket, as it redirects.
    ///
    /// # Errors
    /// As [`Client::diff_between`].
    pub async fn pull_request_diff(
        &self,
        repository: &Repository,
        id: u32,
        context: u32,
    ) -> Result<String, Error> {
        let path = repository.path(&format!("/pullrequests/{id}/diff"));
        let request = Request::get(path).with("context", &context.to_string());
        self.text(request).await
    }

    /// Files that a pull request changes, without a redirect where both commits are known. One call for
    /// 500 files.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn files_of(
        &self,
        repository: &Repository,
        pull_request: &PullRequest,
    ) -> Result<Vec<FileChange>, Error> {
        match pull_request.range() {
            Some(range) => self.files_between(repository, &range).await,
            None => self.pull_request_files(repository, pull_request.id).await,
        }
    }

    /// Diff of a pull request with that many lines of context, without a redirect where both commits
    /// are known.
    ///
    /// # Errors
    /// As [`Client::diff_between`].
    pub async fn diff_of(
        &self,
        repository: &Repository,
        pull_request: &PullRequest,
        context: u32,
    ) -> Result<String, Error> {
        let id = pull_request.id;
        match pull_request.range() {
            Some(range) => self.diff_between(repository, &range, context).await,
            None => self.pull_request_diff(repository, id, context).await,
        }
    }

    /// All paths at which the source does not merge. One call for 500 paths.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn conflicts(
        &self,
        repository: &Repository,
        range: &Range,
    ) -> Result<Vec<Conflict>, Error> {
        let request = range
            .request(repository, "file-conflicts")
            .with("pagelen", FILES)
            .with("fields", &page::fields(Conflict::FIELDS));
        self.all(request).await
    }

    /// The first page of the commits that changed a file, newest first, from a commit on and across
    /// renames. One call for 50 commits; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`]; status 404 for a path that never was.
    pub async fn file_history(
        &self,
        repository: &Repository,
        commit: &str,
        path: &str,
    ) -> Result<Page<FileCommit>, Error> {
        let (commit, path) = (segment(commit), segments(path));
        let request = Request::get(repository.path(&format!("/filehistory/{commit}/{path}")))
            .with("pagelen", COMMITS)
            .with("fields", &page::fields(FileCommit::FIELDS));
        self.one(request).await
    }

    /// The first page of the files that a commit changed against its first parent. One call for 500
    /// files; [`Client::page`] has the others.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn commit_files(
        &self,
        repository: &Repository,
        commit: &str,
    ) -> Result<Page<FileChange>, Error> {
        let path = repository.path(&format!("/diffstat/{}", segment(commit)));
        let request = Request::get(path)
            .with("pagelen", FILES)
            .with("fields", &page::fields(FileChange::FIELDS));
        self.one(request).await
    }

    /// All digits of a commit's hash. One call.
    ///
    /// # Errors
    /// Any [`Error`]; status 404 for one that is gone.
    pub async fn commit_hash(
        &self,
        repository: &Repository,
        commit: &str,
    ) -> Result<String, Error> {
        let path = repository.path(&format!("/commit/{}", segment(commit)));
        let commit: Commit = self.one(Request::get(path).with("fields", "hash")).await?;
        Ok(commit.hash)
    }

    /// The text of a file at a commit; `None` if there is none. One call.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn file(
        &self,
        repository: &Repository,
        commit: &str,
        path: &str,
    ) -> Result<Option<String>, Error> {
        let climbs = |part: &str| matches!(part, "" | "." | "..");
        if climbs(commit) || path.split('/').any(climbs) {
            return Ok(None);
        }
        let path = repository.path(&format!("/src/{}/{}", segment(commit), segments(path)));
        match self.text(Request::get(path)).await {
            Err(Error::Status { status: 404, .. }) => Ok(None),
            answer => answer.map(Some),
        }
    }
}
