//! Calls that the reader has left this hour, as far as this app can know: it counts its own, of
//! all its tabs. Bitbucket counts those of all apps of a reader together, in a rolling hour.

use bitbucket_cloud::Timestamp;
use serde::{Deserialize, Serialize};

use super::limits::HOURLY;

/// Seconds that are counted together.
const SLOT: i64 = 300;
const SLOTS: i64 = 12;

/// Calls by five minutes of the last hour.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallQuota(Vec<(i64, u32)>);

impl CallQuota {
    /// Reads what [`CallQuota::text`] wrote; what cannot be read counts as nothing.
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Text to store, which [`CallQuota::parse`] reads.
    pub fn text(&self) -> String {
        // Numbers are plain data, which JSON can hold.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Counts calls that were made just now.
    pub fn add(&mut self, now: Timestamp, calls: u32) {
        let this = now.unix() / SLOT;
        self.0
            .retain(|(slot, _)| (this - SLOTS..=this).contains(slot));
        match self.0.iter_mut().find(|(slot, _)| *slot == this) {
            Some((_, before)) => *before += calls,
            None => self.0.push((this, calls)),
        }
    }

    /// Time from which calls are allowed again; `None` if they are allowed now.
    pub fn pause(&self, now: Timestamp) -> Option<Timestamp> {
        let this = now.unix() / SLOT;
        let recent = self.0.iter().filter(|(slot, _)| *slot > this - SLOTS);
        let spent: u32 = recent.clone().map(|(_, calls)| calls).sum();
        let oldest = recent.map(|(slot, _)| *slot).min()?;
        (spent >= HOURLY).then(|| Timestamp::from_unix((oldest + SLOTS) * SLOT))
    }
}
