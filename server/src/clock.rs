//! The time, as something that a test can set.

use std::time::{SystemTime, UNIX_EPOCH};

/// Source of the time.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// Always the same, in seconds since the Unix epoch.
    Fixed(u64),
    /// The machine's.
    System,
}

impl Clock {
    /// Seconds since the Unix epoch.
    pub fn now(&self) -> u64 {
        match self {
            Self::Fixed(now) => *now,
            Self::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| since.as_secs()),
        }
    }
}
