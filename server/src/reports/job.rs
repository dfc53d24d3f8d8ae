//! One job: what is to stand on the commit of a pull request, and the calls that make it so.

use std::sync::Arc;

use atlassian_connect::context::Uuid;
use bitbucket_cloud::{
    Annotation, Client, Error as CallError, PullRequest, PullRequestState, Report, ReportResult,
    Repository,
    installed::{Permit, Scope},
};
use sightline_findings::{
    report::{self, Facts, Findings},
    settings::{LoadedSettings, ReportSetting},
};
use sightline_reading::{KnownRepository, OpenPullRequests, Reader};

use super::{
    CALLS,
    calls::{AccountCalls, Counted},
    worker::ATTEMPTS,
};
use crate::{
    AppState, Error, account,
    store::{InstallationState, ReportJob, ReportPlace, Settled},
};

/// Seconds for which a job is held; a worker that lives holds it again long before.
pub(super) const LEASE: u64 = 30;

/// Calls that are left for the history when other pull requests are compared.
const HISTORY: u32 = 6;

/// Scopes of a job's token.
const SCOPES: [&str; 2] = ["pullrequest", "repository"];

/// Reason why a job came to no end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Bitbucket refused a call, or did not answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// Something else is wrong with what was asked.
    #[error("{0}")]
    Lasting(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
    /// Something later was asked for, or another worker has the job.
    #[error("something later was asked for")]
    Superseded,
}

impl Failure {
    /// Returns whether the job is given up for it: it does not pass by waiting, or has not in all attempts.
    pub(super) fn ends(&self, job: &ReportJob) -> bool {
        match self {
            Self::Superseded | Self::Call(CallError::RateLimited) => false,
            Self::Lasting(_) => true,
            Self::Call(CallError::Status { status, .. }) if (400..500).contains(status) => true,
            Self::Call(_) | Self::Store(_) => job.attempts >= ATTEMPTS,
        }
    }
}

/// A job on its way.
pub(super) struct Job<'a> {
    app: &'a AppState,
    job: &'a ReportJob,
    client: Client<AccountCalls>,
    repository: Repository,
    known: Arc<KnownRepository>,
    calls: Counted,
    /// Name of the report.
    id: String,
    /// Commit that has a report, as far as is known.
    reported: Option<String>,
}

/// Does a job.
pub(super) async fn run(
    app: &AppState,
    job: &ReportJob,
    calls: Counted,
) -> Result<Settled, Failure> {
    match begin(app, job, calls).await? {
        Begun::Installed(mut begun) => {
            let published = begun.publish().await;
            if published.as_ref().is_err_and(|failure| failure.ends(job)) {
                // Whether that succeeds or not, the failure is told.
                let _ = begun.leave_nothing_pending().await;
            }
            published
        }
        Begun::Uninstalled(mut begun) => {
            let withdrawn = begun.withdraw("the app was uninstalled").await;
            withdrawn.map_err(after_uninstall)
        }
        Begun::Settled(settled) => Ok(settled),
    }
}

/// Leaves no report pending of a job none of whose attempts came to its end.
pub(super) async fn give_up(
    app: &AppState,
    job: &ReportJob,
    calls: Counted,
) -> Result<(), Failure> {
    match begin(app, job, calls).await? {
        Begun::Installed(begun) | Begun::Uninstalled(begun) => begun.leave_nothing_pending().await,
        Begun::Settled(_) => Ok(()),
    }
}

/// Rights that ended with the installation do not come back by waiting.
fn after_uninstall(failure: Failure) -> Failure {
    match failure {
        Failure::Call(CallError::Denied { code }) => {
            Failure::Lasting(format!("its report stays after the uninstall ({code})"))
        }
        other => other,
    }
}

enum Begun<'a> {
    Installed(Job<'a>),
    Uninstalled(Job<'a>),
    Settled(Settled),
}

async fn begin<'a>(
    app: &'a AppState,
    job: &'a ReportJob,
    calls: Counted,
) -> Result<Begun<'a>, Failure> {
    let client_key = &job.key.client_key;
    let found = app.store.find(client_key.as_str()).await?;
    let found = found.filter(|found| found.state != InstallationState::Unverified);
    let Some(found) = found else {
        return Ok(Begun::Settled(nothing("the app is not installed")));
    };
    let repository = Repository::parse(&job.full_name).ok_or_else(|| {
        Failure::Lasting(format!("{:?} is no name of a repository", job.full_name))
    })?;
    let transport = AccountCalls {
        account: app.account.over(calls.clone()),
        identity: account::identity(&app.config, &found),
        permit: permit(&job.key.repository)?,
    };
    let begun = Job {
        app,
        job,
        client: Client::new(transport, bitbucket_cloud::Budget::of(CALLS)),
        repository,
        known: app.facts.of(client_key, &job.key.repository),
        calls,
        id: format!("sightline-{}", job.key.pull_request),
        reported: job.reported.clone(),
    };
    Ok(match found.state {
        InstallationState::Uninstalled => Begun::Uninstalled(begun),
        _ => Begun::Installed(begun),
    })
}

/// Its repository, and reading, alone: reports take the scope `repository`.
fn permit(repository: &Uuid) -> Result<Permit, Failure> {
    let scopes: Result<Vec<Scope>, _> = SCOPES.into_iter().map(Scope::parse).collect();
    let scopes = scopes.map_err(|error| Failure::Lasting(error.to_string()))?;
    Ok(Permit::within(repository.clone(), scopes))
}

impl Job<'_> {
    async fn publish(&mut self) -> Result<Settled, Failure> {
        let number = self.job.key.pull_request;
        let pull = match self.client.pull_request(&self.repository, number).await {
            Err(CallError::Status { status: 404, .. }) => {
                // With it the repository may be gone.
                let _ = self.leave_nothing_pending().await;
                return Ok(nothing("there is no such pull request"));
            }
            pull => pull?,
        };
        let target = pull.destination.branch.as_ref();
        let target = target.map_or("", |branch| &branch.name);
        if pull.state != PullRequestState::Open {
            // What stands on its commit is history, if it is complete.
            self.leave_nothing_pending().await?;
            if self.reported.is_some() {
                self.pass_on(target).await?;
            }
            return Ok(nothing("the pull request is closed"));
        }
        let (Some(source), Some(destination)) = (&pull.source.commit, &pull.destination.commit)
        else {
            return Ok(nothing("a commit of the pull request is gone"));
        };
        let here = self.repository.to_string();
        let from = pull.source.repository.as_ref();
        if from.is_none_or(|from| from.full_name != here) {
            return self.withdraw("it comes from another repository").await;
        }
        let loaded = self.reader().settings(&destination.hash).await?;
        let asked = match loaded.report {
            ReportSetting::On => true,
            ReportSetting::Off => false,
            ReportSetting::Unknown => self.reported.is_some(),
        };
        if !asked {
            let settled = self.withdraw("its settings ask for no report").await?;
            let (store, now) = (&self.app.store, self.app.clock.now());
            if self.job.reported.is_some() {
                store.ask_for_branch(&self.job.key, target, now).await?;
                self.app.queue.wake();
            }
            return Ok(settled);
        }
        let commit = self.commit(&source.hash).await?;
        let place = ReportPlace {
            commit: &commit,
            destination: target,
        };
        self.publish_on(&pull, place, &loaded).await?;
        Ok(Settled::Published {
            commit,
            destination: target.to_owned(),
        })
    }

    async fn publish_on(
        &mut self,
        pull: &PullRequest,
        at: ReportPlace<'_>,
        loaded: &LoadedSettings,
    ) -> Result<(), Failure> {
        let commit = at.commit;
        let link = self.link(pull);
        let standing = match self.reported.clone() {
            Some(before) if before == commit => self.standing(commit).await?,
            Some(before) => {
                self.delete(&before).await?;
                None
            }
            None => None,
        };
        if standing.is_some() && self.job.was_completing {
            // An attempt before this one published it, and ended before it could say so.
            return Ok(());
        }
        self.hold(at).await?;
        if standing.is_none() {
            self.put(commit, &report::pending(&link)).await?;
        }
        let reader = self.reader();
        let own = reader.own_changes(pull).await?;
        let OpenPullRequests { listed, all } = reader.open(pull, HISTORY).await?;
        let merged = reader.merged().await;
        self.keep_facts();
        let here = self.repository.to_string();
        let facts = Facts {
            here: &here,
            pull_request: pull,
            files: &own.files,
            hunks: own.hunks.as_ref().map(|hunks| hunks.as_slice()),
            open: &listed,
            others: all.saturating_sub(1),
            merged: &merged,
            loaded,
        };
        let findings = Findings::of(&facts);
        let report = report::report(&facts, &findings, &link);
        let mut annotations = report::annotations(&findings, pull.id);
        annotations.sort_by(|one, other| one.external_id.cmp(&other.external_id));
        if standing.as_ref() == Some(&report) && self.annotated(commit).await? == annotations {
            return Ok(());
        }
        self.hold(at).await?;
        if standing.is_some() {
            self.delete(commit).await?;
            self.put(commit, &report::pending(&link)).await?;
        }
        if !annotations.is_empty() {
            let (client, at) = (&self.client, &self.repository);
            client
                .add_annotations(at, commit, &self.id, &annotations)
                .await?;
        }
        self.hold_to_complete(at).await?;
        self.put(commit, &report).await
    }

    /// The report that stands on a commit and is complete. One that is not is removed.
    async fn standing(&self, commit: &str) -> Result<Option<Report>, Failure> {
        let report = self.client.report(&self.repository, commit, &self.id);
        match report.await? {
            Some(report) if report.result == ReportResult::Pending => {
                self.delete(commit).await?;
                Ok(None)
            }
            report => Ok(report),
        }
    }

    /// Removes a report that is not complete, and will not be.
    async fn leave_nothing_pending(&self) -> Result<(), Failure> {
        match &self.reported {
            Some(commit) => self.standing(commit).await.map(drop),
            None => Ok(()),
        }
    }

    /// Lets another pull request find out what this one cannot any more: whether the settings on its target
    /// still ask for reports.
    async fn pass_on(&self, target: &str) -> Result<(), Failure> {
        let (store, now) = (&self.app.store, self.app.clock.now());
        let asked = store.ask_for_next_of_branch(&self.job.key, target, now);
        if asked.await? > 0 {
            self.app.queue.wake();
        }
        Ok(())
    }

    /// Annotations of the report on a commit, by their names.
    async fn annotated(&self, commit: &str) -> Result<Vec<Annotation>, Failure> {
        let read = self.client.annotations(&self.repository, commit, &self.id);
        let mut annotations = read.await?;
        annotations.sort_by(|one, other| one.external_id.cmp(&other.external_id));
        Ok(annotations)
    }

    /// Removes the report, if one may stand.
    async fn withdraw(&mut self, reason: &str) -> Result<Settled, Failure> {
        if let Some(commit) = self.reported.clone() {
            self.delete(&commit).await?;
        }
        self.reported = None;
        Ok(nothing(reason))
    }

    /// All digits of the source's head. One call, none where it has the report.
    async fn commit(&self, hash: &str) -> Result<String, Failure> {
        match &self.reported {
            Some(reported) if reported.starts_with(hash) => Ok(reported.clone()),
            _ => Ok(self.client.commit_hash(&self.repository, hash).await?),
        }
    }

    async fn hold(&mut self, at: ReportPlace<'_>) -> Result<(), Failure> {
        let (store, now) = (&self.app.store, self.app.clock.now());
        if !store.hold_report(self.job, at, now, LEASE).await? {
            return Err(Failure::Superseded);
        }
        self.reported = Some(at.commit.to_owned());
        Ok(())
    }

    async fn hold_to_complete(&self, at: ReportPlace<'_>) -> Result<(), Failure> {
        let (store, now) = (&self.app.store, self.app.clock.now());
        match store.hold_to_complete(self.job, at, now, LEASE).await? {
            true => Ok(()),
            false => Err(Failure::Superseded),
        }
    }

    async fn put(&self, commit: &str, report: &Report) -> Result<(), Failure> {
        let put = self
            .client
            .put_report(&self.repository, commit, &self.id, report);
        Ok(put.await?)
    }

    async fn delete(&self, commit: &str) -> Result<(), Failure> {
        let delete = self
            .client
            .delete_report(&self.repository, commit, &self.id);
        Ok(delete.await?)
    }

    fn reader(&self) -> Reader<'_, AccountCalls, Counted> {
        Reader {
            client: &self.client,
            repository: &self.repository,
            known: &self.known,
            calls: &self.calls,
            now: self.app.clock.now(),
        }
    }

    fn keep_facts(&self) {
        let key = &self.job.key;
        let known = Arc::clone(&self.known);
        self.app.facts.keep(&key.client_key, &key.repository, known);
    }

    fn link(&self, pull: &PullRequest) -> String {
        let host = &self.app.config.host_url;
        format!("{host}/{}/pull-requests/{}", self.repository, pull.id)
    }
}

fn nothing(reason: &str) -> Settled {
    Settled::Nothing {
        reason: reason.to_owned(),
    }
}
