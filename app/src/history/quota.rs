//! How many calls the reader has left this hour, as far as this app can know: it counts its own, of
//! all its tabs. Bitbucket counts those of all apps of a reader together, in a rolling hour.

use bitbucket_cloud::Timestamp;

use super::limits::HOURLY;

/// Seconds that are counted together.
const SLOT: i64 = 300;
const SLOTS: i64 = 12;

/// Calls by five minutes of the last hour.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallQuota(Vec<(i64, u32)>);

impl CallQuota {
    /// Reads what [`CallQuota::line`] wrote; what cannot be read counts as nothing.
    pub fn parse(line: &str) -> Self {
        let slot = |pair: &str| {
            let (slot, calls) = pair.split_once(':')?;
            Some((slot.parse().ok()?, calls.parse().ok()?))
        };
        Self(line.split(' ').filter_map(slot).collect())
    }

    /// As text, to be kept.
    pub fn line(&self) -> String {
        let mut line = String::new();
        for (slot, calls) in &self.0 {
            line.push_str(&slot.to_string());
            line.push(':');
            line.push_str(&calls.to_string());
            line.push(' ');
        }
        line
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

    /// When calls are made again: `None` is now.
    pub fn pause(&self, now: Timestamp) -> Option<Timestamp> {
        let this = now.unix() / SLOT;
        let recent = self.0.iter().filter(|(slot, _)| *slot > this - SLOTS);
        let spent: u32 = recent.clone().map(|(_, calls)| calls).sum();
        let oldest = recent.map(|(slot, _)| *slot).min()?;
        (spent >= HOURLY).then(|| Timestamp::from_unix((oldest + SLOTS) * SLOT))
    }
}
