//! Copies of jobs in another store.

use super::super::{Store, transaction};
use crate::Error;

const ALL: &str = "
    SELECT client_key, repository, pull_request, full_name, state, asked, taken, attempts, due_at,
        reason, settled_at, reported, destination, completing
    FROM report_jobs";

/// Inserts a job. No worker of the old store goes on with what it had taken.
const INSERT: &str = "
    INSERT INTO report_jobs (client_key, repository, pull_request, full_name, state, asked, taken,
        attempts, due_at, reason, settled_at, reported, destination, completing)
    VALUES ($1, $2, $3, $4, CASE $5 WHEN 'running' THEN 'waiting' ELSE $5 END, $6, $7, $8, $9, $10,
        $11, $12, $13, $14)";

#[derive(sqlx::FromRow)]
struct Row {
    client_key: String,
    repository: String,
    pull_request: i64,
    full_name: String,
    state: String,
    asked: i64,
    taken: i64,
    attempts: i64,
    due_at: i64,
    reason: Option<String>,
    settled_at: Option<i64>,
    reported: Option<String>,
    destination: Option<String>,
    completing: Option<i64>,
}

impl Store {
    /// Copies all jobs into `target` in place of those there, in one transaction.
    ///
    /// # Errors
    /// [`Error::Store`]
    pub(in crate::store) async fn copy_reports_to(&self, target: &Store) -> Result<(), Error> {
        let rows = transaction!(self.database, read, connection => {
            sqlx::query_as(ALL).persistent(false).fetch_all(connection).await?
        });
        let rows: Vec<Row> = rows.await.map_err(|source| self.failed(source))?;
        let copied = transaction!(target.database, write, connection => {
            // What a move that was broken off has left may be outdated by now.
            let clear = sqlx::query("DELETE FROM report_jobs").persistent(false);
            clear.execute(&mut *connection).await?;
            for row in &rows {
                let insert = sqlx::query(INSERT)
                    .bind(&row.client_key)
                    .bind(&row.repository)
                    .bind(row.pull_request)
                    .bind(&row.full_name)
                    .bind(&row.state)
                    .bind(row.asked)
                    .bind(row.taken)
                    .bind(row.attempts)
                    .bind(row.due_at)
                    .bind(&row.reason)
                    .bind(row.settled_at)
                    .bind(&row.reported)
                    .bind(&row.destination)
                    .bind(row.completing);
                insert.persistent(false).execute(&mut *connection).await?;
            }
        });
        copied.await.map_err(|source| target.failed(source))
    }
}
