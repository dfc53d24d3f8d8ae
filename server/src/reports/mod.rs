//! Reports on the commits of pull requests, published as the account that the app is installed into.
//!
//! An event stores a job ([`crate::webhook`]); workers take jobs from the store, one for each pull
//! request at a time, read what Bitbucket says, and publish what [`sightline_findings`] makes of it.
//! Facts that were read of a repository are shared between its jobs, in memory.

mod calls;
mod intake;
mod job;
mod known;
mod worker;

use tokio::sync::Notify;

pub(crate) use intake::Intake;
pub(crate) use known::Facts;
pub(crate) use worker::work;

/// Calls that a job may make, the exchange of its token and repeated attempts included.
pub(crate) const CALLS: u32 = 30;

/// Calls that the jobs of an installation may make in an hour. Bitbucket allows 1,000; the rest is for
/// other uses of the account.
pub(crate) const HOURLY: u32 = 800;

/// Tells workers that there may be something to do.
#[derive(Debug, Default)]
pub(crate) struct Queue(Notify);

impl Queue {
    /// Something was stored.
    pub(crate) fn wake(&self) {
        self.0.notify_one();
    }

    async fn woken(&self) {
        self.0.notified().await;
    }
}
