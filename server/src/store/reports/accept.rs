//! Events that ask for a report.

use atlassian_connect::{ClientKey, context::Uuid};

use super::super::{Store, installation::seconds, transaction};
use crate::Error;

const REMEMBER: &str = "
    INSERT INTO report_requests (client_key, request, received_at) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING";

const HEAR: &str = "
    INSERT INTO report_tenants (client_key, turn, heard_at) VALUES ($1, 0, $2)
    ON CONFLICT (client_key) DO UPDATE SET heard_at = excluded.heard_at";

/// A job that runs goes on, and is done once more when it has ended.
const ASK: &str = "
    INSERT INTO report_jobs (client_key, repository, pull_request, full_name, state, asked, taken,
        attempts, due_at)
    VALUES ($1, $2, $3, $4, 'waiting', 1, 0, 0, $5)
    ON CONFLICT (client_key, repository, pull_request) DO UPDATE SET
        full_name = excluded.full_name, asked = report_jobs.asked + 1, due_at = excluded.due_at,
        state = CASE report_jobs.state WHEN 'running' THEN 'running' ELSE 'waiting' END,
        attempts = CASE report_jobs.state WHEN 'running' THEN report_jobs.attempts ELSE 0 END";

/// One of the pull requests that go to a branch and have a report: its job finds out whether the
/// settings on that branch still ask for reports.
const ASK_ONE_OF_BRANCH: &str = "
    UPDATE report_jobs SET asked = asked + 1, due_at = $4,
        state = CASE state WHEN 'running' THEN 'running' ELSE 'waiting' END,
        attempts = CASE state WHEN 'running' THEN attempts ELSE 0 END
    WHERE client_key = $1 AND repository = $2 AND pull_request = (
        SELECT min(pull_request) FROM report_jobs
        WHERE client_key = $1 AND repository = $2 AND destination = $3 AND reported IS NOT NULL)";

const ASK_ALL_OF_BRANCH: &str = "
    UPDATE report_jobs SET asked = asked + 1, due_at = $5, attempts = 0, state = 'waiting'
    WHERE client_key = $1 AND repository = $2 AND destination = $3 AND pull_request <> $4
        AND reported IS NOT NULL AND state <> 'running'";

const ASK_ALL_OF_TENANT: &str = "
    UPDATE report_jobs SET asked = asked + 1, due_at = $2, attempts = 0, state = 'waiting'
    WHERE client_key = $1 AND reported IS NOT NULL";

const DROP_UNREPORTED: &str = "
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
    /// Subject.
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
        let stored = transaction!(self.database, write, connection => {
            let mut new = Vec::new();
            for (at, request) in &ordered {
                let is_new = match &request.request {
                    None => true,
                    Some(name) => {
                        let client = request.client_key.as_str();
                        let remember = sqlx::query(REMEMBER).bind(client).bind(name).bind(now);
                        let remember = remember.persistent(false);
                        remember.execute(&mut *connection).await?.rows_affected() > 0
                    }
                };
                if is_new {
                    new.push((*at, *request));
                }
            }
            for (_, request) in &new {
                let (client, repository) = (request.client_key.as_str(), request.repository.as_str());
                match &request.subject {
                    Subject::PullRequest(id) => {
                        let ask = sqlx::query(ASK)
                            .bind(client)
                            .bind(repository)
                            .bind(i64::from(*id))
                            .bind(&request.full_name)
                            .bind(now);
                        ask.persistent(false).execute(&mut *connection).await?;
                    }
                    Subject::Branches(branches) => {
                        for branch in branches {
                            let ask = sqlx::query(ASK_ONE_OF_BRANCH)
                                .bind(client)
                                .bind(repository)
                                .bind(branch)
                                .bind(now);
                            ask.persistent(false).execute(&mut *connection).await?;
                        }
                    }
                }
            }
            for (_, request) in &new {
                let hear = sqlx::query(HEAR).bind(request.client_key.as_str()).bind(now);
                hear.persistent(false).execute(&mut *connection).await?;
            }
            new.into_iter().map(|(at, _)| at).collect::<Vec<usize>>()
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
        let asked = transaction!(self.database, write, connection => {
            let ask = sqlx::query(ASK_ALL_OF_BRANCH)
                .bind(but.client_key.as_str())
                .bind(but.repository.as_str())
                .bind(branch)
                .bind(i64::from(but.pull_request))
                .bind(seconds(now));
            ask.persistent(false).execute(connection).await?.rows_affected()
        });
        self.within_patience(asked).await
    }

    /// Asks for every pull request of an installation that has a report, and forgets the others: the
    /// installation has ended, and its reports are to go.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn end_reports(&self, client: &ClientKey, now: u64) -> Result<u64, Error> {
        let asked = transaction!(self.database, write, connection => {
            let forget = sqlx::query(DROP_UNREPORTED).bind(client.as_str()).persistent(false);
            forget.execute(&mut *connection).await?;
            let ask = sqlx::query(ASK_ALL_OF_TENANT).bind(client.as_str()).bind(seconds(now));
            ask.persistent(false).execute(connection).await?.rows_affected()
        });
        self.within_patience(asked).await
    }
}

/// Place of a request among those that are stored together.
fn place(request: &ReportRequest) -> (&str, &str, u32) {
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
