//! Events that ask for a report.

use std::collections::HashSet;

use atlassian_connect::{ClientKey, context::Uuid};
use sqlx::QueryBuilder;

use super::super::{Store, installation::seconds, transaction};
use crate::Error;

const REMEMBER: &str = "INSERT INTO report_requests (client_key, request, received_at) ";
const UNLESS_KNOWN: &str = " ON CONFLICT DO NOTHING RETURNING client_key, request";

const HEAR: &str = "INSERT INTO report_tenants (client_key, turn, heard_at) ";
const OR_HEAR_AGAIN: &str = "
    ON CONFLICT (client_key) DO UPDATE SET heard_at = excluded.heard_at";

const ASK: &str = "
    INSERT INTO report_jobs (client_key, repository, pull_request, full_name, state, asked, taken,
        attempts, due_at) ";

/// A job that runs goes on, and is done once more when it has ended.
const OR_ASK_AGAIN: &str = "
    ON CONFLICT (client_key, repository, pull_request) DO UPDATE SET
        full_name = excluded.full_name, asked = report_jobs.asked + 1, due_at = excluded.due_at,
        state = CASE report_jobs.state WHEN 'running' THEN 'running' ELSE 'waiting' END,
        attempts = CASE report_jobs.state WHEN 'running' THEN report_jobs.attempts ELSE 0 END";

/// Asks for jobs that are there, for the time `$1`. One that runs goes on: no other worker may take it
/// before it has ended.
macro_rules! ask {
    () => {
        "UPDATE report_jobs SET asked = asked + 1, due_at = $1,
            state = CASE state WHEN 'running' THEN 'running' ELSE 'waiting' END,
            attempts = CASE state WHEN 'running' THEN attempts ELSE 0 END"
    };
}

/// One of the pull requests that go to a branch and have a report: its job finds out whether the
/// settings on that branch still ask for reports.
const ASK_ONE_OF_BRANCH: &str = concat!(
    ask!(),
    " WHERE client_key = $2 AND repository = $3 AND pull_request = (
        SELECT min(pull_request) FROM report_jobs
        WHERE client_key = $2 AND repository = $3 AND destination = $4 AND reported IS NOT NULL)"
);

/// Another one of them, for one that has closed meanwhile.
const ASK_NEXT_OF_BRANCH: &str = concat!(
    ask!(),
    " WHERE client_key = $2 AND repository = $3 AND pull_request = (
        SELECT min(pull_request) FROM report_jobs
        WHERE client_key = $2 AND repository = $3 AND destination = $4 AND reported IS NOT NULL
            AND pull_request <> $5)"
);

const ASK_ALL_OF_BRANCH: &str = concat!(
    ask!(),
    " WHERE client_key = $2 AND repository = $3 AND destination = $4 AND pull_request <> $5
        AND reported IS NOT NULL"
);

/// Asks for every pull request of an installation that has a report: it has ended, and its reports
/// are to go.
pub(in crate::store) const ASK_ALL_OF_TENANT: &str =
    concat!(ask!(), " WHERE client_key = $2 AND reported IS NOT NULL");

/// Forgets the other pull requests of an installation that has ended.
pub(in crate::store) const DROP_UNREPORTED: &str = "
    DELETE FROM report_jobs WHERE client_key = $1 AND reported IS NULL";

/// Subject of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A pull request.
    PullRequest(u32),
    /// Branches that moved.
    Branches(Vec<String>),
}

/// An event that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRequest {
    /// The installation that it is for.
    pub client_key: ClientKey,
    /// Name of the request, the same when it is sent again.
    pub request: Option<String>,
    /// The repository.
    pub repository: Uuid,
    /// Its name.
    pub full_name: String,
    /// Subject of the request.
    pub subject: Subject,
}

/// Effect of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It is stored.
    Stored,
    /// It was stored before.
    Known,
}

impl Store {
    /// Stores what events ask for, received at `now` in seconds since the Unix epoch: all of them, or
    /// none where it fails. Says of each what it did.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn accept_reports(
        &self,
        requests: &[ReportRequest],
        now: u64,
    ) -> Result<Vec<Accepted>, Error> {
        let now = seconds(now);
        // Whoever else writes takes jobs in this order too, and a job before its tenant: so no two
        // transactions wait for each other.
        let mut ordered: Vec<(usize, &ReportRequest)> = requests.iter().enumerate().collect();
        ordered.sort_by(|(_, one), (_, other)| place(one).cmp(&place(other)));
        let named: Vec<(&str, &str)> = ordered.iter().filter_map(|(_, one)| one.name()).collect();
        let stored = transaction!(self.database, write, connection => {
            let mut first: HashSet<(String, String)> = HashSet::new();
            if !named.is_empty() {
                let mut remember = QueryBuilder::new(REMEMBER);
                remember.push_values(&named, |mut row, (client, name)| {
                    row.push_bind(*client).push_bind(*name).push_bind(now);
                });
                let remember = remember.push(UNLESS_KNOWN).build_query_as();
                first.extend(remember.persistent(false).fetch_all(&mut *connection).await?);
            }
            let mut new = ordered.clone();
            new.retain(|(_, request)| {
                let name = request.name().map(|(client, name)| (client.to_owned(), name.to_owned()));
                name.is_none_or(|name| first.remove(&name))
            });
            for group in new.chunk_by(|(_, one), (_, other)| one.is_alike(other)) {
                let asked = group.iter().filter_map(|(_, request)| request.pull_request());
                let mut asked: Vec<(Place<'_>, &str)> = asked.collect();
                // One statement changes a row once.
                asked.dedup_by_key(|(place, _)| *place);
                if !asked.is_empty() {
                    let mut ask = QueryBuilder::new(ASK);
                    ask.push_values(asked, |mut row, ((client, repository, number), full_name)| {
                        row.push_bind(client).push_bind(repository).push_bind(i64::from(number));
                        row.push_bind(full_name).push("'waiting', 1, 0, 0").push_bind(now);
                    });
                    let ask = ask.push(OR_ASK_AGAIN).build().persistent(false);
                    ask.execute(&mut *connection).await?;
                }
                for (_, request) in group {
                    for branch in request.branches() {
                        let ask = sqlx::query(ASK_ONE_OF_BRANCH)
                            .bind(now)
                            .bind(request.client_key.as_str())
                            .bind(request.repository.as_str())
                            .bind(branch);
                        ask.persistent(false).execute(&mut *connection).await?;
                    }
                }
            }
            let mut clients: Vec<&str> =
                new.iter().map(|(_, request)| request.client_key.as_str()).collect();
            clients.dedup();
            if !clients.is_empty() {
                let mut hear = QueryBuilder::new(HEAR);
                hear.push_values(clients, |mut row, client| {
                    row.push_bind(client).push("0").push_bind(now);
                });
                let hear = hear.push(OR_HEAR_AGAIN).build().persistent(false);
                hear.execute(&mut *connection).await?;
            }
            new.into_iter().map(|(at, _)| at).collect::<HashSet<usize>>()
        });
        let new = self.within_patience(stored).await?;
        let accepted = (0..requests.len()).map(|at| match new.contains(&at) {
            true => Accepted::Stored,
            false => Accepted::Known,
        });
        Ok(accepted.collect())
    }

    /// Asks for the other pull requests that go to that branch and have a report: its settings were
    /// found to ask for none any more.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn ask_for_branch(
        &self,
        but: &super::JobKey,
        branch: &str,
        now: u64,
    ) -> Result<u64, Error> {
        self.ask_branch(ASK_ALL_OF_BRANCH, but, branch, now).await
    }

    /// Asks for one of the other pull requests that go to that branch and have a report: the one that was
    /// to find out about its settings has closed.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn ask_for_next_of_branch(
        &self,
        but: &super::JobKey,
        branch: &str,
        now: u64,
    ) -> Result<u64, Error> {
        self.ask_branch(ASK_NEXT_OF_BRANCH, but, branch, now).await
    }

    async fn ask_branch(
        &self,
        ask: &'static str,
        but: &super::JobKey,
        branch: &str,
        now: u64,
    ) -> Result<u64, Error> {
        let asked = transaction!(self.database, write, connection => {
            let ask = sqlx::query(ask)
                .bind(seconds(now))
                .bind(but.client_key.as_str())
                .bind(but.repository.as_str())
                .bind(branch)
                .bind(i64::from(but.pull_request));
            ask.persistent(false).execute(connection).await?.rows_affected()
        });
        self.within_patience(asked).await
    }
}

impl ReportRequest {
    /// Installation and name.
    fn name(&self) -> Option<(&str, &str)> {
        Some((self.client_key.as_str(), self.request.as_deref()?))
    }

    /// The pull request that it asks for, and the name of its repository.
    fn pull_request(&self) -> Option<(Place<'_>, &str)> {
        match self.subject {
            Subject::PullRequest(_) => Some((place(self), self.full_name.as_str())),
            Subject::Branches(_) => None,
        }
    }

    /// Branches that it asks for.
    fn branches(&self) -> &[String] {
        match &self.subject {
            Subject::PullRequest(_) => &[],
            Subject::Branches(branches) => branches,
        }
    }

    /// Returns whether both ask for a pull request, or both for branches.
    fn is_alike(&self, other: &Self) -> bool {
        self.pull_request().is_some() == other.pull_request().is_some()
    }
}

/// Installation, repository and pull request.
type Place<'a> = (&'a str, &'a str, u32);

/// Place of a request among those that are stored together.
fn place(request: &ReportRequest) -> Place<'_> {
    let number = match request.subject {
        Subject::PullRequest(id) => id,
        // Which of them is asked for is not known yet.
        Subject::Branches(_) => u32::MAX,
    };
    (
        request.client_key.as_str(),
        request.repository.as_str(),
        number,
    )
}
