//! Probe of writing to the store.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::{Store, transaction};
use crate::Error;

/// Time for which a success counts: more frequent probes cause no more writes.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// The last success.
#[derive(Debug, Default)]
pub(super) struct Probe(Mutex<Option<Instant>>);

impl Store {
    /// Writes, and commits, what nobody reads: a lock, a full disk or a database that only reads show
    /// in no other way. Probes at the same time wait for the first of them and share its success; each
    /// is answered in time, since waiting counts.
    ///
    /// # Errors
    /// [`Error::Store`], [`Error::StoreSlow`]
    pub async fn probe(&self) -> Result<(), Error> {
        self.within_patience(async {
            let mut last = self.probe.0.lock().await;
            if last.is_some_and(|last| last.elapsed() < GOOD_FOR) {
                return Ok(());
            }
            let written = transaction!(self.database, write, connection => {
                let query = sqlx::query("UPDATE probes SET count = count + 1").persistent(false);
                query.execute(connection).await?.rows_affected()
            });
            written.await?;
            *last = Some(Instant::now());
            Ok(())
        })
        .await
    }
}
