//! Periodic work of the server.

use std::time::Duration;

use crate::{AppState, account};

const INTERVAL: Duration = Duration::from_secs(60 * 60);

/// Seconds for which jobs without a report, and requests, are remembered.
const REPORTS: u64 = 7 * 24 * 60 * 60;

/// Forgets, again and again, those who left long ago, tokens that ended an hour ago, and unverified
/// installations that are not tried any more.
pub(crate) async fn purge(app: AppState) {
    let keep = app.config.keep_uninstalled.as_secs();
    loop {
        match app.store.purge(app.clock.now().saturating_sub(keep)).await {
            Ok(0) => {}
            Ok(purged) => tracing::info!(purged, "forgot installations that ended long ago"),
            Err(error) => tracing::error!(%error, "the store failed"),
        }
        let ended = app.clock.now().saturating_sub(INTERVAL.as_secs());
        if let Err(error) = app.store.forget_tokens(ended).await {
            tracing::error!(%error, "the store failed");
        }
        let over = app.clock.now().saturating_sub(account::SWEEP_AGE);
        if let Err(error) = app.store.forget_candidates(over).await {
            tracing::error!(%error, "the store failed");
        }
        let over = app.clock.now().saturating_sub(REPORTS);
        if let Err(error) = app.store.forget_reports(over).await {
            tracing::error!(%error, "the store failed");
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
