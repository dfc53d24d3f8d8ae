//! Facts of an installation, as they were last read.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use sightline_handover::{FailedReport, InstallationFacts, ReportKey};

use super::server_error::ServerError;

/// Number of a reading. A later one has a higher number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadingNumber(u64);

/// Facts of the last reading that succeeded, and how the last one went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownFacts {
    facts: Option<Arc<InstallationFacts>>,
    read_at: Option<Timestamp>,
    failure: Option<ServerError>,
    begun: ReadingNumber,
    taken: ReadingNumber,
}

/// Age of the facts that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freshness {
    /// Time at which they were read.
    pub read_at: Timestamp,
    /// Reason why the last reading brought none, if it did not.
    pub failure: Option<ServerError>,
}

impl KnownFacts {
    /// Number of a reading that begins now.
    pub fn begin(&mut self) -> ReadingNumber {
        self.begun.0 += 1;
        self.begun
    }

    /// Takes the answer to a reading that came at `now`. The answer to one that began before another that
    /// was answered is dropped: it is older.
    pub fn take(
        &mut self,
        reading: ReadingNumber,
        answer: Result<InstallationFacts, ServerError>,
        now: Timestamp,
    ) {
        if reading < self.taken {
            return;
        }
        self.taken = reading;
        match answer {
            Ok(facts) => {
                self.facts = Some(Arc::new(facts));
                self.read_at = Some(now);
                self.failure = None;
            }
            Err(error) => self.failure = Some(error),
        }
    }

    /// Forgets the failure of a first reading, so that it counts as loading again.
    pub fn forget_failure(&mut self) {
        if self.facts.is_none() {
            self.failure = None;
        }
    }

    /// Facts, if any were read.
    pub fn facts(&self) -> Option<&Arc<InstallationFacts>> {
        self.facts.as_ref()
    }

    /// State of the facts: read, or failed; `None` while they are loading. Facts stay when a later reading
    /// fails.
    pub fn loaded(&self) -> Option<Result<(), ServerError>> {
        match (&self.facts, &self.failure) {
            (Some(_), _) => Some(Ok(())),
            (None, Some(error)) => Some(Err(error.clone())),
            (None, None) => None,
        }
    }

    /// Age of the facts; `None` where there are none.
    pub fn freshness(&self) -> Option<Freshness> {
        Some(Freshness {
            read_at: self.read_at?,
            failure: self.failure.clone(),
        })
    }

    /// Returns whether no further reading can succeed.
    pub fn is_over(&self) -> bool {
        self.failure.as_ref().is_some_and(ServerError::ends_session)
    }
}

/// Another attempt at a report that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Report that is tried again.
    pub report: FailedReport,
    /// State of the request for it.
    pub state: AttemptState,
}

/// State of the request for another attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptState {
    /// The server was asked.
    Sent,
    /// The server has put the report into its queue.
    Queued,
    /// The server did not take it.
    Failed(ServerError),
}

impl Attempt {
    /// Returns whether the server was asked for this report and has not answered.
    pub fn is_sent(&self, key: &ReportKey) -> bool {
        self.report.key == *key && self.state == AttemptState::Sent
    }
}
