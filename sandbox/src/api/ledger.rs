//! The calls of the last hour: what tests look at, and what the rate limit counts.

use std::collections::VecDeque;

use serde::Serialize;

/// Calls that one identity may make in an hour.
pub(crate) const HOURLY_LIMIT: usize = 1_000;
/// The rolling window, in seconds.
const HOUR: u64 = 3_600;
/// More calls than this are not remembered.
const MAX_CALLS: usize = 100_000;

/// One answered call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Call {
    /// Time of the answer, in seconds since 1970.
    pub(crate) at: u64,
    /// HTTP method.
    pub(crate) method: String,
    /// Path and query as they came.
    pub(crate) path: String,
    /// Status of the answer.
    pub(crate) status: u16,
    /// Identity on whose behalf the call was made.
    pub(crate) caller: String,
}

/// The calls of the last hour, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    calls: VecDeque<Call>,
}

impl Ledger {
    /// Calls of that identity in the hour before `now`; refused ones above the limit do not count.
    pub(crate) fn count(&self, caller: &str, now: u64) -> usize {
        self.calls
            .iter()
            .filter(|call| call.caller == caller && call.status != 429 && call.at + HOUR > now)
            .count()
    }

    /// Writes a call down, and forgets those before the last hour.
    pub(crate) fn record(&mut self, call: Call) {
        let now = call.at;
        self.calls.push_back(call);
        while self.calls.len() > MAX_CALLS
            || self.calls.front().is_some_and(|call| call.at + HOUR <= now)
        {
            self.calls.pop_front();
        }
    }

    /// All calls, oldest first.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter()
    }

    /// Forgets all calls.
    pub(crate) fn clear(&mut self) {
        self.calls.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_rolls_and_identities_are_apart() {
        let mut ledger = Ledger::default();
        let call = |at, caller: &str, status| Call {
            at,
            method: "GET".into(),
            path: "/2.0/user".into(),
            status,
            caller: caller.into(),
        };
        ledger.record(call(1_000, "a", 200));
        ledger.record(call(2_000, "a", 404));
        ledger.record(call(2_000, "a", 429));
        ledger.record(call(2_000, "b", 200));
        assert_eq!(ledger.count("a", 2_000), 2);
        assert_eq!(ledger.count("a", 4_599), 2);
        assert_eq!(ledger.count("a", 4_600), 1);
        ledger.record(call(5_000, "b", 200));
        assert_eq!(ledger.calls().count(), 4);
    }
}
