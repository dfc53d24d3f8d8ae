//! The end of a job.

use super::{
    super::{Store, installation::seconds, transaction},
    JobCounts, JobKey, ReportJob,
};
use crate::Error;

/// Holds a job before anything is published: the job is still this worker's, nothing later was asked for,
/// and the report on that commit is known from now on whatever happens to the worker.
const HOLD: &str = "
    UPDATE report_jobs SET reported = $5, leased_until = $6, destination = $7
    WHERE client_key = $1 AND repository = $2 AND pull_request = $3 AND lease = $4 AND asked = taken";

const COMPLETE: &str = "
    UPDATE report_jobs SET reported = $5, leased_until = $6, destination = $7, completing = taken
    WHERE client_key = $1 AND repository = $2 AND pull_request = $3 AND lease = $4 AND asked = taken";

const KEEP: &str = "
    UPDATE report_jobs SET leased_until = $5
    WHERE client_key = $1 AND repository = $2 AND pull_request = $3 AND lease = $4";

/// A worker that failed has noted before what it published.
const SETTLE: &str = "
    UPDATE report_jobs SET
        state = CASE WHEN asked > taken THEN 'waiting' ELSE $5 END,
        attempts = CASE WHEN asked > taken THEN 0 ELSE attempts - $11 END,
        due_at = CASE WHEN asked > taken THEN $6 ELSE $7 END,
        settled_at = $6, reason = $8, reported = CASE $5 WHEN 'done' THEN $9 ELSE reported END,
        destination = coalesce($10, destination),
        lease = NULL, leased_until = NULL
    WHERE client_key = $1 AND repository = $2 AND pull_request = $3 AND lease = $4";

const PAUSE: &str = "
    INSERT INTO report_tenants (client_key, turn, paused_until) VALUES ($1, 0, $2)
    ON CONFLICT (client_key) DO UPDATE SET paused_until = excluded.paused_until";

const GIVE_BACK: &str = "
    UPDATE report_calls SET calls = calls - $3 WHERE client_key = $1 AND minute = $2";

const AGAIN: &str = "
    UPDATE report_jobs SET state = 'waiting', attempts = 0, due_at = $4
    WHERE client_key = $1 AND repository = $2 AND pull_request = $3 AND state = 'dead'";

const COUNT: &str = "SELECT state, count(*) FROM report_jobs GROUP BY state";

/// Rows that are long over: requests, counts of calls, jobs without a report.
const FORGET: [&str; 4] = [
    "DELETE FROM report_requests WHERE received_at < $1",
    "DELETE FROM report_calls WHERE minute < $1",
    "DELETE FROM report_jobs
     WHERE state IN ('done', 'dead') AND reported IS NULL AND settled_at < $1",
    "DELETE FROM report_tenants WHERE heard_at < $1
        AND client_key NOT IN (SELECT client_key FROM report_jobs)",
];

/// Jobs of an installation that was forgotten.
const FORGET_WITHOUT_TENANT: &str = "
    DELETE FROM report_jobs WHERE client_key NOT IN (SELECT client_key FROM installations)";

/// Outcome of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// A report stands on the commit.
    Published {
        /// The commit.
        commit: String,
        /// The branch that the pull request goes to.
        destination: String,
    },
    /// No report is to stand, and none does.
    Nothing {
        /// Reason, as a sentence without its end.
        reason: String,
    },
    /// It failed, and is tried again.
    Later {
        /// Time of the next attempt, in seconds since the Unix epoch.
        at: u64,
        /// Call that failed.
        reason: String,
    },
    /// Bitbucket refuses further calls of the hour: nothing of the installation is tried before that
    /// time, and it was no attempt.
    Paused {
        /// End of the pause, in seconds since the Unix epoch.
        until: u64,
        /// Call that failed.
        reason: String,
    },
    /// It failed, and is not tried again by itself.
    Dead {
        /// Call that failed.
        reason: String,
    },
}

impl Settled {
    fn state(&self) -> &'static str {
        match self {
            Self::Published { .. } | Self::Nothing { .. } => "done",
            Self::Later { .. } | Self::Paused { .. } => "waiting",
            Self::Dead { .. } => "dead",
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Published { .. } => None,
            Self::Nothing { reason }
            | Self::Later { reason, .. }
            | Self::Paused { reason, .. }
            | Self::Dead { reason } => Some(reason),
        }
    }

    fn reported(&self) -> Option<&str> {
        match self {
            Self::Published { commit, .. } => Some(commit),
            _ => None,
        }
    }

    fn destination(&self) -> Option<&str> {
        match self {
            Self::Published { destination, .. } => Some(destination),
            _ => None,
        }
    }
}

/// Commit and destination of a report that is about to be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPlace<'a> {
    /// The commit.
    pub commit: &'a str,
    /// The branch that the pull request goes to.
    pub destination: &'a str,
}

impl Store {
    /// Notes that a report is about to stand there, and holds the job for `lease` seconds from
    /// `now` on. Says no where nothing may be published: something later was asked for, or another
    /// worker has the job.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn hold_report(
        &self,
        job: &ReportJob,
        place: ReportPlace<'_>,
        now: u64,
        lease: u64,
    ) -> Result<bool, Error> {
        self.hold(HOLD, job, place, now, lease).await
    }

    /// Notes as [`Store::hold_report`] does, before what is published is complete: whoever takes the
    /// job after a crash learns that it was about to be ([`ReportJob::was_completing`]).
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn hold_to_complete(
        &self,
        job: &ReportJob,
        place: ReportPlace<'_>,
        now: u64,
        lease: u64,
    ) -> Result<bool, Error> {
        self.hold(COMPLETE, job, place, now, lease).await
    }

    async fn hold(
        &self,
        hold: &'static str,
        job: &ReportJob,
        place: ReportPlace<'_>,
        now: u64,
        lease: u64,
    ) -> Result<bool, Error> {
        let held = transaction!(self.database, write, connection => {
            let hold = sqlx::query(hold)
                .bind(job.key.client_key.as_str())
                .bind(job.key.repository.as_str())
                .bind(i64::from(job.key.pull_request))
                .bind(job.lease)
                .bind(place.commit)
                .bind(seconds(now.saturating_add(lease)))
                .bind(place.destination);
            hold.persistent(false).execute(connection).await?.rows_affected()
        });
        Ok(self.within_patience(held).await? > 0)
    }

    /// Holds a job for `lease` seconds from `now` on. Says no where another worker has it.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn keep_report(&self, job: &ReportJob, now: u64, lease: u64) -> Result<bool, Error> {
        let kept = transaction!(self.database, write, connection => {
            let keep = sqlx::query(KEEP)
                .bind(job.key.client_key.as_str())
                .bind(job.key.repository.as_str())
                .bind(i64::from(job.key.pull_request))
                .bind(job.lease)
                .bind(seconds(now.saturating_add(lease)));
            keep.persistent(false).execute(connection).await?.rows_affected()
        });
        Ok(self.within_patience(kept).await? > 0)
    }

    /// Ends a job that made so many calls. Does nothing to one that another worker has by now.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn settle_report(
        &self,
        job: &ReportJob,
        settled: &Settled,
        calls: u32,
        now: u64,
    ) -> Result<bool, Error> {
        let due_at = match settled {
            Settled::Later { at, .. } => *at,
            Settled::Paused { until, .. } => *until,
            _ => now,
        };
        let is_paused = matches!(settled, Settled::Paused { .. });
        let unused = i64::from(job.reserved) - i64::from(calls);
        let rows = transaction!(self.database, write, connection => {
            let settle = sqlx::query(SETTLE)
                .bind(job.key.client_key.as_str())
                .bind(job.key.repository.as_str())
                .bind(i64::from(job.key.pull_request))
                .bind(job.lease)
                .bind(settled.state())
                .bind(seconds(now))
                .bind(seconds(due_at))
                .bind(settled.reason())
                .bind(settled.reported())
                .bind(settled.destination())
                .bind(i64::from(is_paused));
            let settled = settle.persistent(false).execute(&mut *connection).await?.rows_affected();
            // The tenant before its calls, in the order in which a job is taken: no two transactions wait
            // for each other.
            if is_paused {
                let pause = sqlx::query(PAUSE).bind(job.key.client_key.as_str());
                let pause = pause.bind(seconds(due_at)).persistent(false);
                pause.execute(&mut *connection).await?;
            }
            let give_back = sqlx::query(GIVE_BACK)
                .bind(job.key.client_key.as_str())
                .bind(job.minute)
                .bind(unused);
            give_back.persistent(false).execute(connection).await?;
            settled
        });
        Ok(self.within_patience(rows).await? > 0)
    }

    /// Tries once more what was given up. Says whether it was.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn try_report_again(&self, key: &JobKey, now: u64) -> Result<bool, Error> {
        let rows = transaction!(self.database, write, connection => {
            let again = sqlx::query(AGAIN)
                .bind(key.client_key.as_str())
                .bind(key.repository.as_str())
                .bind(i64::from(key.pull_request))
                .bind(seconds(now));
            again.persistent(false).execute(connection).await?.rows_affected()
        });
        Ok(self.within_patience(rows).await? > 0)
    }

    /// Number of jobs of all installations.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn count_reports(&self) -> Result<JobCounts, Error> {
        let rows = transaction!(self.database, read, connection => {
            sqlx::query_as(COUNT).persistent(false).fetch_all(connection).await?
        });
        let rows: Vec<(String, i64)> = self.within_patience(rows).await?;
        Ok(JobCounts::of(&rows))
    }

    /// Forgets what was over before `before`, in seconds since the Unix epoch. Where a report stands,
    /// that stays known.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub async fn forget_reports(&self, before: u64) -> Result<u64, Error> {
        let forgotten = transaction!(self.database, write, connection => {
            let orphans = sqlx::query(FORGET_WITHOUT_TENANT).persistent(false);
            let mut forgotten = orphans.execute(&mut *connection).await?.rows_affected();
            for forget in FORGET {
                let forget = sqlx::query(forget).bind(seconds(before)).persistent(false);
                forgotten += forget.execute(&mut *connection).await?.rows_affected();
            }
            forgotten
        });
        forgotten.await.map_err(|source| self.failed(source))
    }
}
