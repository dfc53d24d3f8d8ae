//! Facts that an admin may know about the reports of their workspace.

use atlassian_connect::{ClientKey, context::Uuid};
use sightline_handover::ReportFacts;

use super::{
    super::{Store, installation::seconds, transaction},
    JobCounts,
};
use crate::Error;

const HEARD: &str = "SELECT heard_at FROM report_tenants WHERE client_key = $1";

const COUNT: &str = "
    SELECT state, count(*) FROM report_jobs WHERE client_key = $1 GROUP BY state";

const DEAD: &str = "
    SELECT repository, full_name, pull_request, coalesce(reason, ''), settled_at FROM report_jobs
    WHERE client_key = $1 AND state = 'dead' AND settled_at >= $2
    ORDER BY settled_at DESC, full_name, pull_request LIMIT $3";

/// Reports of one installation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportOverview {
    /// Time of the last event from Bitbucket, in seconds since the Unix epoch; `None` if none is recorded.
    pub heard_at: Option<u64>,
    /// Its jobs.
    pub counts: JobCounts,
    /// Jobs that were given up lately, the last one first; [`ReportFacts::LISTED`] at most.
    pub dead: Vec<DeadJob>,
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    /// The repository.
    pub repository: Uuid,
    /// Its name.
    pub full_name: String,
    /// Number of the pull request.
    pub pull_request: u32,
    /// Reason why it was given up.
    pub reason: String,
    /// Time of giving up, in seconds since the Unix epoch.
    pub at: u64,
}

type Row = (String, String, i64, String, i64);

impl Store {
    /// Reports of an installation, and what was given up since `since`, in seconds since the Unix epoch.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn report_overview(
        &self,
        client: &ClientKey,
        since: u64,
    ) -> Result<ReportOverview, Error> {
        let (client, since) = (client.as_str(), seconds(since));
        let rows = transaction!(self.database, read, connection => {
            let heard = sqlx::query_scalar(HEARD).bind(client).persistent(false);
            let heard: Option<Option<i64>> = heard.fetch_optional(&mut *connection).await?;
            let counts = sqlx::query_as(COUNT).bind(client).persistent(false);
            let counts: Vec<(String, i64)> = counts.fetch_all(&mut *connection).await?;
            let dead = sqlx::query_as(DEAD).bind(client).bind(since);
            let dead = dead.bind(i64::from(ReportFacts::LISTED)).persistent(false);
            let dead: Vec<Row> = dead.fetch_all(connection).await?;
            (heard.flatten(), counts, dead)
        });
        let (heard, counts, dead) = self.within_patience(rows).await?;
        Ok(ReportOverview {
            heard_at: heard.and_then(|at| u64::try_from(at).ok()),
            counts: JobCounts::of(&counts),
            dead: dead.into_iter().filter_map(dead_job).collect(),
        })
    }
}

/// `None` for a row that no event of ours can have made.
fn dead_job((repository, full_name, pull_request, reason, at): Row) -> Option<DeadJob> {
    Some(DeadJob {
        repository: Uuid::parse(&repository)?,
        full_name,
        pull_request: u32::try_from(pull_request).ok()?,
        reason,
        at: u64::try_from(at).unwrap_or_default(),
    })
}
