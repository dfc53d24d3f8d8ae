//! Unverified installations that are being tried.
//!
//! Anybody can send them, so there is room for so many. When there is none, one that Bitbucket has
//! refused already makes room: an invented one keeps an honest one out for no longer than it takes to
//! ask Bitbucket.

use std::sync::{Mutex, MutexGuard, PoisonError};

use atlassian_connect::ClientKey;
use tokio::task::JoinHandle;

/// Candidates at a time.
const MOST: usize = 4_096;

/// Names a candidate; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CandidateId(u64);

/// In the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Candidates(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    next: u64,
    candidates: Vec<Candidate>,
}

#[derive(Debug)]
struct Candidate {
    id: CandidateId,
    client_key: ClientKey,
    refused: bool,
    task: JoinHandle<()>,
}

impl Candidates {
    /// Starts the task of a candidate, if there is room for it; says whether there was.
    pub(super) fn insert(
        &self,
        client_key: &ClientKey,
        start: impl FnOnce(CandidateId) -> JoinHandle<()>,
    ) -> bool {
        let mut inner = self.lock();
        if inner.candidates.len() >= MOST {
            let refused = inner.candidates.iter().position(|one| one.refused);
            let Some(position) = refused else {
                return false;
            };
            inner.candidates.remove(position).task.abort();
        }
        let id = CandidateId(inner.next);
        inner.next += 1;
        inner.candidates.push(Candidate {
            id,
            client_key: client_key.clone(),
            refused: false,
            task: start(id),
        });
        true
    }

    /// Bitbucket does not know its secret, at least not yet.
    pub(super) fn refused(&self, id: CandidateId) {
        let mut inner = self.lock();
        if let Some(candidate) = inner.candidates.iter_mut().find(|one| one.id == id) {
            candidate.refused = true;
        }
    }

    /// Ends without the task being stopped.
    pub(super) fn remove(&self, id: CandidateId) {
        self.lock().candidates.retain(|one| one.id != id);
    }

    /// The clientKey is settled: whatever else came for it is not tried any more.
    pub(super) fn remove_all(&self, client_key: &ClientKey) {
        self.lock().candidates.retain(|one| {
            let stays = one.client_key != *client_key;
            if !stays {
                one.task.abort();
            }
            stays
        });
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
