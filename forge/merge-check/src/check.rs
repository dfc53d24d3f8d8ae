//! Reading and deciding: what is read depends on the limits that a team sets.

use std::sync::Arc;

use bitbucket_cloud::{Budget, Client, Error, PullRequest, Repository, Transport};
use sightline_findings::{
    check::{CheckResult, Essential, Others, has_limits},
    history::MergedHistory,
    report::Facts,
    settings::{LoadedSettings, PATH},
};
use sightline_reading::{CallBudget, KnownRepository, OpenPullRequests, Reader};

use crate::Event;

/// Calls of a run at most: Bitbucket allows an app 1,000 an hour.
pub const CALLS: u32 = 40;

/// Milliseconds after which a run reads nothing more. Forge ends a function after 25 seconds.
pub const MILLISECONDS: u64 = 18_000;

/// Reason why there is no decision.
struct Undecided(Essential, Error);

/// Things that a run works with.
struct Run<'a, T, C> {
    client: &'a Client<T>,
    clock: &'a C,
    ends: u64,
    repository: &'a Repository,
}

/// Checks a pull request. The clock gives milliseconds since the Unix epoch.
pub async fn check<T: Transport, C: Fn() -> u64>(
    event: &Event,
    transport: T,
    clock: C,
) -> CheckResult {
    let Some(repository) = event.repository() else {
        return CheckResult::of_unknown_event("its repository has no UUID");
    };
    let client = Client::new(transport, Budget::of(CALLS));
    let run = Run {
        client: &client,
        ends: clock().saturating_add(MILLISECONDS),
        clock: &clock,
        repository: &repository,
    };
    match run.decide(event.pullrequest.id).await {
        Ok(result) => result,
        Err(Undecided(missing, error)) => CheckResult::undecided(missing, &error),
    }
}

impl<T: Transport, C: Fn() -> u64> CallBudget for Run<'_, T, C> {
    fn left(&self) -> u32 {
        match (self.clock)() < self.ends {
            true => self.client.budget().left(),
            false => 0,
        }
    }
}

impl<T: Transport, C: Fn() -> u64> Run<'_, T, C> {
    async fn decide(&self, number: u32) -> Result<CheckResult, Undecided> {
        let pull = self.client.pull_request(self.repository, number).await;
        let pull = pull.map_err(|error| Undecided(Essential::PullRequest, error))?;
        let destination = pull.destination.branch.as_ref();
        let destination = destination.zip(pull.destination.commit.as_ref());
        let Some((branch, commit)) = destination else {
            return Ok(CheckResult::without_destination());
        };
        let known = KnownRepository::default();
        let reader = Reader {
            client: self.client,
            repository: self.repository,
            known: &known,
            calls: self,
            now: (self.clock)() / 1_000,
        };
        let loaded = reader.settings(&commit.hash).await;
        let mut loaded = loaded.map_err(|error| Undecided(Essential::Settings, error))?;
        if let Some(fault) = &loaded.fault {
            match self.repaired(&pull).await {
                Some(repaired) => loaded = Arc::new(repaired),
                None => return Ok(CheckResult::with_broken_settings(&branch.name, fault)),
            }
        }
        if !has_limits(&loaded) {
            return Ok(CheckResult::without_limits(&branch.name, &loaded));
        }
        let own = reader.own_changes(&pull).await;
        let own = own.map_err(|error| Undecided(Essential::Changes, error))?;
        let (here, open, others) = match loaded.settings.thresholds.conflicts {
            Some(_) => match self.others(&reader, &pull).await {
                Ok((here, open)) => (here, open, Others::Listed),
                Err(error) => unlisted(Others::Unlisted(error)),
            },
            None => unlisted(Others::Listed),
        };
        let merged = MergedHistory::default();
        let facts = Facts {
            here: &here,
            pull_request: &pull,
            files: &own.files,
            hunks: own.hunks.as_ref().map(|hunks| hunks.as_slice()),
            open: &open.listed,
            others: open.all.saturating_sub(1),
            merged: &merged,
            loaded: &loaded,
        };
        Ok(CheckResult::of(&facts, &others))
    }

    /// Settings of the source, where they have no fault: a broken file can be repaired by a pull request
    /// that the check passes.
    async fn repaired(&self, pull: &PullRequest) -> Option<LoadedSettings> {
        let commit = pull.source.commit.as_ref()?;
        let text = self.client.file(self.repository, &commit.hash, PATH).await;
        let loaded = LoadedSettings::of(Some(text.ok()??.as_str()));
        loaded.fault.is_none().then_some(loaded)
    }

    /// Other open pull requests, and the full name of the repository.
    async fn others(
        &self,
        reader: &Reader<'_, T, Self>,
        pull: &PullRequest,
    ) -> Result<(String, OpenPullRequests), Error> {
        let details = self.client.repository(self.repository).await?;
        let open = reader.open(pull, 0).await?;
        Ok((details.full_name.to_string(), open))
    }
}

fn unlisted(others: Others) -> (String, OpenPullRequests, Others) {
    (String::new(), OpenPullRequests::default(), others)
}
