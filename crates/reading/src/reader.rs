//! Order of what is read, and how much of it.

use std::sync::Arc;

use bitbucket_cloud::{Client, Error, FileChange, Page, PullRequest, Repository, Span, Transport};
use sightline_findings::{
    history::{MergedHistory, OpenPullRequest},
    merged::MergedPullRequest,
    settings::{LoadedSettings, PATH},
};
use sightline_insight::overlap::{FileHunks, hunks};

use crate::{
    CallBudget, KnownRepository,
    known::{Diff, OpenList},
};

/// Seconds for which a list of open pull requests is used.
const OPEN_FOR: u64 = 30;

/// Pages of open pull requests that are listed: as many as a first visit of the panel lists.
const OPEN_PAGES: usize = 2;

/// Open pull requests that are compared, last active first: as many as the panel compares.
const COMPARED: usize = 40;

/// Seconds for which a list of the newest merged pull requests is used.
const MERGED_FOR: u64 = 600;

/// Failures after which nothing more is asked that a report can do without.
const FAILURES: usize = 2;

/// Changes of the pull request itself.
#[derive(Debug)]
pub struct OwnChanges {
    /// Files that it changes.
    pub files: Vec<FileChange>,
    /// `None` where Bitbucket cannot give the diff.
    pub hunks: Option<Arc<Vec<FileHunks>>>,
}

/// Open pull requests of a repository.
#[derive(Debug, Default)]
pub struct OpenPullRequests {
    /// Those that are listed, last active first, with their changes where these are known.
    pub listed: Vec<OpenPullRequest>,
    /// Number of all.
    pub all: usize,
}

/// Reads for one pull request.
#[derive(Debug)]
pub struct Reader<'a, T, B> {
    /// Makes the calls.
    pub client: &'a Client<T>,
    /// Repository of the pull request.
    pub repository: &'a Repository,
    /// Facts that were read before, and those that are read now.
    pub known: &'a KnownRepository,
    /// Calls that may be made.
    pub calls: &'a B,
    /// Seconds since the Unix epoch.
    pub now: u64,
}

impl<T: Transport, B: CallBudget> Reader<'_, T, B> {
    /// Settings at a commit. One call, none where they are known.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn settings(&self, commit: &str) -> Result<Arc<LoadedSettings>, Error> {
        if let Some(known) = self.known.lock().settings.get(commit) {
            return Ok(Arc::clone(known));
        }
        let text = self.client.file(self.repository, commit, PATH).await?;
        let settings = Arc::new(LoadedSettings::of(text.as_deref()));
        self.known.lock().keep_settings(commit, &settings);
        Ok(settings)
    }

    /// Changes of the pull request: by files alone where Bitbucket cannot give its diff.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn own_changes(&self, pull: &PullRequest) -> Result<OwnChanges, Error> {
        let hunks = match self.kept_diff(pull) {
            Some(kept) => kept,
            None => self.diff(pull).await?,
        };
        let files = match &hunks {
            Some(hunks) => hunks.iter().map(file).collect(),
            None => self.client.files_of(self.repository, pull).await?,
        };
        Ok(OwnChanges { files, hunks })
    }

    /// Open pull requests with their diffs, as far as calls suffice. Leaves `reserve` calls for what is
    /// read after them.
    ///
    /// # Errors
    /// Any [`Error`] of their list.
    pub async fn open(&self, this: &PullRequest, reserve: u32) -> Result<OpenPullRequests, Error> {
        let OpenList { listed, all } = self.listed().await?;
        let others = listed.iter().filter(|other| other.id != this.id);
        let mut failures = 0;
        for other in others.take(COMPARED) {
            let spent = self.calls.left() <= reserve;
            if spent || failures == FAILURES {
                break;
            }
            if self.kept_diff(other).is_none() && self.diff(other).await.is_err() {
                failures += 1;
            }
        }
        let known = self.known.lock();
        let open = listed.iter().map(|pull| {
            let diff = known.diff(pull);
            OpenPullRequest {
                pull_request: Arc::clone(pull),
                changes: diff.and_then(|diff| diff.hunks.clone()),
                refused: diff.is_some_and(|diff| diff.hunks.is_none()),
            }
        });
        Ok(OpenPullRequests {
            listed: open.collect(),
            all,
        })
    }

    /// Merged pull requests, as far as calls suffice: a few more with each job.
    pub async fn merged(&self) -> MergedHistory {
        let mut failures = 0;
        let mut failed = Vec::new();
        while self.calls.left() > 0 && failures < FAILURES {
            let read = match self.next_merged() {
                Some(pull) => {
                    let read = self.read_merged(&pull).await;
                    failed.extend(read.is_err().then_some(pull));
                    read
                }
                None => match self.list_merged().await {
                    Ok(true) => Ok(()),
                    Ok(false) => break,
                    Err(error) => Err(error),
                },
            };
            failures += usize::from(read.is_err());
        }
        // They are read another time, after the others.
        self.known.lock().unread.splice(0..0, failed);
        MergedHistory::new(self.known.lock().merged.values().cloned())
    }

    fn next_merged(&self) -> Option<PullRequest> {
        self.known.lock().unread.pop()
    }

    async fn read_merged(&self, pull: &PullRequest) -> Result<(), Error> {
        let record = match self.client.files_of(self.repository, pull).await {
            Ok(files) => MergedPullRequest::of(pull).with_files(&files),
            // Known to be unknown.
            Err(error) if error.is_lasting() => MergedPullRequest::of(pull),
            Err(error) => return Err(error),
        };
        self.known.lock().keep_merged(record);
        Ok(())
    }

    /// Lists merged pull requests that are not known, the newest or older ones. Says whether there was
    /// anything to list.
    async fn list_merged(&self) -> Result<bool, Error> {
        let (listed_at, older) = {
            let known = self.known.lock();
            (known.merged_at, known.older.clone())
        };
        let is_fresh = listed_at.is_some_and(|at| self.now < at.saturating_add(MERGED_FOR));
        let (page, is_newest) = match (is_fresh, older) {
            (true, None) => return Ok(false),
            (true, Some(older)) => (self.client.page(older).await?, false),
            (false, _) => {
                let newest = self.client.merged_pull_requests(self.repository, Span::All);
                (newest.await?, true)
            }
        };
        let next = page.next()?;
        let Page { values, .. } = page;
        let mut known = self.known.lock();
        if !is_newest || listed_at.is_none() {
            known.older = next;
        }
        if is_newest {
            known.merged_at = Some(self.now);
        }
        let mut new: Vec<PullRequest> = values
            .into_iter()
            .filter(|pull| !known.knows_merged(pull.id))
            .collect();
        new.reverse();
        known.unread.append(&mut new);
        Ok(true)
    }

    async fn listed(&self) -> Result<OpenList, Error> {
        if let Some((at, open)) = &self.known.lock().open
            && self.now < at.saturating_add(OPEN_FOR)
        {
            return Ok(open.clone());
        }
        let mut page = self.client.open_pull_requests(self.repository).await?;
        let all = page.size;
        let mut listed = Vec::new();
        for n in 1.. {
            let next = page.next()?;
            listed.extend(page.values.into_iter().map(Arc::new));
            match next {
                Some(next) if n < OPEN_PAGES => page = self.client.page(next).await?,
                _ => break,
            }
        }
        let all = all.map_or(0, |all| usize::try_from(all).unwrap_or(usize::MAX));
        let all = all.max(listed.len());
        let open = OpenList { listed, all };
        self.known.lock().open = Some((self.now, open.clone()));
        Ok(open)
    }

    /// `Some(None)` for a diff that Bitbucket cannot give.
    #[expect(
        clippy::option_option,
        reason = "not known, known to be refused, known"
    )]
    fn kept_diff(&self, pull: &PullRequest) -> Option<Option<Arc<Vec<FileHunks>>>> {
        let known = self.known.lock();
        known.diff(pull).map(|diff| diff.hunks.clone())
    }

    async fn diff(&self, pull: &PullRequest) -> Result<Option<Arc<Vec<FileHunks>>>, Error> {
        let read = match self.client.diff_of(self.repository, pull, 0).await {
            Ok(diff) => Some(Arc::new(hunks(&diff))),
            Err(error) if error.is_lasting() => None,
            Err(error) => return Err(error),
        };
        if let Some(diff) = Diff::of(pull, read.clone()) {
            self.known.lock().keep_diff(pull.id, diff);
        }
        Ok(read)
    }
}

fn file(file: &FileHunks) -> FileChange {
    let (old, new) = (file.old_path.clone(), file.new_path.clone());
    FileChange::new(old, new, file.added, file.removed)
}
