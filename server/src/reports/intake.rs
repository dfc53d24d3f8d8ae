//! Storing of events. Those that come while others are being stored are stored together: a burst takes
//! a few transactions, and each answer still waits for its own.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, oneshot};

use crate::{
    AppState,
    store::{Accepted, ReportRequest},
};

/// Events that are stored together, at most: a statement of SQLite takes 32,766 values.
const GROUP: usize = 1_000;

type Waiting = (ReportRequest, oneshot::Sender<Accepted>);

/// Events that wait to be stored.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    waiting: Mutex<Vec<Waiting>>,
    storing: Arc<AsyncMutex<()>>,
}

impl Intake {
    /// Stores an event, with all others that wait. `None` if it may not be stored.
    pub(crate) async fn accept(&self, app: &AppState, request: ReportRequest) -> Option<Accepted> {
        let (sender, receiver) = oneshot::channel();
        self.waiting().push((request, sender));
        let storing = Arc::clone(&self.storing).lock_owned().await;
        // Nothing, if who stored before has taken it along.
        let group = self.group();
        if !group.is_empty() {
            let app = app.clone();
            // Others wait for it too, whatever becomes of this request.
            tokio::spawn(async move {
                store(&app, group).await;
                drop(storing);
            });
        }
        receiver.await.ok()
    }

    /// The events that have waited longest.
    fn group(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting();
        let end = waiting.len().min(GROUP);
        waiting.drain(..end).collect()
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Stores a group, and tells those who wait: nothing where that failed, by which they know.
async fn store(app: &AppState, group: Vec<Waiting>) {
    let (requests, senders): (Vec<_>, Vec<_>) = group.into_iter().unzip();
    let accepted = app.store.accept_reports(&requests, app.clock.now());
    match app.metrics.timed("accept", accepted).await {
        Ok(accepted) => {
            for (sender, accepted) in senders.into_iter().zip(accepted) {
                // Whoever asked may be gone.
                let _ = sender.send(accepted);
            }
            app.queue.wake();
        }
        Err(error) => tracing::error!(%error, "the store failed"),
    }
}
