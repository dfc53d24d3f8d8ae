//! Unverified installations that are being tried.
//!
//! Anybody can send them, so there is room for so many. When there is none, one that was tried already
//! makes room, since the store keeps it for the sweep: an invented one keeps an honest one out for no
//! longer than it takes to ask Bitbucket.

use std::sync::{Mutex, MutexGuard, PoisonError};

use atlassian_connect::ClientKey;
use tokio::task::JoinHandle;

use super::turns::Tried;

/// Candidates at a time.
const MOST: usize = 4_096;

/// Candidates in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Candidates(Mutex<Vec<Candidate>>);

#[derive(Debug)]
struct Candidate {
    client_key: ClientKey,
    tried: Tried,
    task: JoinHandle<()>,
}

impl Candidates {
    /// Starts the task of a candidate, if there is room for it; says whether there was.
    pub(super) fn insert(
        &self,
        client_key: &ClientKey,
        start: impl FnOnce(Tried) -> JoinHandle<()>,
    ) -> bool {
        let mut candidates = self.lock();
        if candidates.len() >= MOST {
            let Some(position) = candidates.iter().position(|one| one.tried.get()) else {
                return false;
            };
            candidates.remove(position).task.abort();
        }
        let tried = Tried::default();
        candidates.push(Candidate {
            client_key: client_key.clone(),
            tried: tried.clone(),
            task: start(tried),
        });
        true
    }

    /// Ends without the task being stopped.
    pub(super) fn remove(&self, candidate: &Tried) {
        self.lock().retain(|one| !one.tried.is_of(candidate));
    }

    /// The clientKey is settled: whatever else came for it is not tried any more.
    pub(super) fn remove_all(&self, client_key: &ClientKey) {
        self.lock().retain(|one| {
            let stays = one.client_key != *client_key;
            if !stays {
                one.task.abort();
            }
            stays
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Candidate>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
