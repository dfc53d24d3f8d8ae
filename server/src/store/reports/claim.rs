//! Taking a job.

use atlassian_connect::{ClientKey, context::Uuid};

use super::{
    super::{Store, database::Database, installation::seconds, transaction},
    JobKey, ReportJob,
};
use crate::Error;

/// Terms on which a job is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The time, in seconds since the Unix epoch.
    pub now: u64,
    /// Seconds that it may take: after that another worker may take it.
    pub lease: u64,
    /// Number that no other worker ever holds.
    pub holder: i64,
    /// Calls that it may make.
    pub calls: u32,
    /// Calls that an installation may make in an hour.
    pub hourly: u32,
    /// Jobs of one installation at a time.
    pub at_once: u32,
}

/// The job whose installation has the fewest running, then had its turn longest ago. Of jobs that
/// others are just taking none is waited for.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "UPDATE report_jobs SET state = 'running', taken = asked, attempts = attempts + 1,
                lease = $2, leased_until = $3
             WHERE (client_key, repository, pull_request) = (
                SELECT job.client_key, job.repository, job.pull_request
                FROM report_jobs AS job
                LEFT JOIN report_tenants AS tenant ON tenant.client_key = job.client_key
                WHERE ((job.state = 'waiting' AND job.due_at <= $1)
                        OR (job.state = 'running' AND job.leased_until <= $1))
                    AND coalesce(tenant.paused_until, 0) <= $1
                    AND (SELECT count(*) FROM report_jobs AS running
                        WHERE running.client_key = job.client_key AND running.state = 'running'
                            AND running.leased_until > $1) < $4
                    AND (SELECT coalesce(sum(calls), 0) FROM report_calls AS made
                        WHERE made.client_key = job.client_key AND made.minute > $5) <= $6
                ORDER BY
                    (SELECT count(*) FROM report_jobs AS running
                        WHERE running.client_key = job.client_key AND running.state = 'running'
                            AND running.leased_until > $1),
                    coalesce(tenant.turn, 0), job.due_at, job.pull_request
                LIMIT 1",
            $lock,
            ")
             RETURNING client_key, repository, pull_request, full_name, attempts, reported,
                coalesce(completing = taken, false)"
        )
    };
}

const CLAIM_POSTGRES: &str = claim!(" FOR UPDATE OF job SKIP LOCKED");
const CLAIM_SQLITE: &str = claim!("");

const TURN: &str = "
    INSERT INTO report_tenants (client_key, turn)
    SELECT $1, coalesce(max(turn), 0) + 1 FROM report_tenants WHERE true
    ON CONFLICT (client_key) DO UPDATE SET turn = excluded.turn";

const RESERVE: &str = "
    INSERT INTO report_calls (client_key, minute, calls) VALUES ($1, $2, $3)
    ON CONFLICT (client_key, minute) DO UPDATE SET calls = report_calls.calls + excluded.calls";

type Row = (String, String, i64, String, i64, Option<String>, bool);

impl Store {
    /// Takes a job that is due, if there is one whose installation may still make its calls. They are
    /// counted in advance; [`Store::settle_report`] gives back what was not used.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn claim_report(&self, terms: &Terms) -> Result<Option<ReportJob>, Error> {
        let claim = match &*self.database {
            Database::Postgres(_) => CLAIM_POSTGRES,
            Database::Sqlite(_) => CLAIM_SQLITE,
        };
        let now = seconds(terms.now);
        let minute = now - now.rem_euclid(60);
        let room = i64::from(terms.hourly) - i64::from(terms.calls);
        let claimed = transaction!(self.database, write, connection => {
            let row: Option<Row> = sqlx::query_as(claim)
                .bind(now)
                .bind(terms.holder)
                .bind(now.saturating_add(seconds(terms.lease)))
                .bind(i64::from(terms.at_once))
                .bind(now - 3_600)
                .bind(room)
                .persistent(false)
                .fetch_optional(&mut *connection)
                .await?;
            if let Some((client, ..)) = &row {
                let turn = sqlx::query(TURN).bind(client).persistent(false);
                turn.execute(&mut *connection).await?;
                let reserve = sqlx::query(RESERVE).bind(client).bind(minute);
                let reserve = reserve.bind(i64::from(terms.calls)).persistent(false);
                reserve.execute(&mut *connection).await?;
            }
            row
        });
        let row = self.within_patience(claimed).await?;
        Ok(row.and_then(|row| job(row, terms, minute)))
    }
}

/// `None` for a row that no event of ours can have made.
fn job(row: Row, terms: &Terms, minute: i64) -> Option<ReportJob> {
    let (client_key, repository, pull_request, full_name, attempts, reported, completing) = row;
    Some(ReportJob {
        key: JobKey {
            client_key: ClientKey::new(client_key),
            repository: Uuid::parse(&repository)?,
            pull_request: u32::try_from(pull_request).ok()?,
        },
        full_name,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        reported,
        was_completing: completing,
        lease: terms.holder,
        minute,
        reserved: terms.calls,
    })
}
