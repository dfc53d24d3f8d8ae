//! Faults that the API and the token endpoint inject on request, so that error states can be seen and
//! tested.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::StatusCode;
use serde::Deserialize;

/// Applies the fault for that path and query, if any: waits as long as it says, and returns the
/// status that it says to answer with.
pub(crate) async fn strike(faults: &Mutex<Faults>, path_and_query: &str) -> Option<StatusCode> {
    let strike = {
        let mut faults = faults.lock().unwrap_or_else(PoisonError::into_inner);
        faults.strike(path_and_query)?
    };
    if !strike.delay.is_zero() {
        tokio::time::sleep(strike.delay).await;
    }
    StatusCode::from_u16(strike.status?).ok()
}

/// The faults in force, oldest first.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Puts a fault in force, after those that are already.
    pub fn add(&mut self, fault: Fault) {
        self.list.push(fault);
    }

    /// Ends all faults.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// Effect on a call for that path and query. The oldest fault that fits decides, and has one
    /// time less left.
    pub fn strike(&mut self, path_and_query: &str) -> Option<Strike> {
        let at = self.list.iter().position(|fault| {
            fault.times != Some(0) && path_and_query.contains(&fault.path_contains)
        })?;
        let fault = self.list.get_mut(at)?;
        fault.times = fault.times.map(|times| times - 1);
        let strike = Strike {
            delay: Duration::from_millis(fault.delay_ms),
            status: fault.status,
        };
        self.list.retain(|fault| fault.times != Some(0));
        Some(strike)
    }
}

/// One fault, as it is posted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Fits calls whose path and query contain this; every call if absent.
    #[serde(default)]
    pub path_contains: String,
    /// Status to answer with; without one the call is only late.
    #[serde(default)]
    pub status: Option<u16>,
    /// Milliseconds to wait before the answer.
    #[serde(default)]
    pub delay_ms: u64,
    /// Number of calls that it strikes; without end if absent.
    #[serde(default)]
    pub times: Option<u64>,
}

/// Effect of a fault on one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// Time to wait before the answer.
    pub delay: Duration,
    /// Status to answer instead of the real one.
    pub status: Option<u16>,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn fault(json: &str) -> Fault {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_fault_strikes_as_often_as_told_and_only_where_it_fits() {
        let mut faults = Faults::default();
        faults.add(fault(
            r#"{ "path_contains": "/diffstat", "status": 500, "times": 2 }"#,
        ));
        faults.add(fault(r#"{ "delay_ms": 40 }"#));
        let late = Strike {
            delay: Duration::from_millis(40),
            status: None,
        };
        let broken = Strike {
            delay: Duration::ZERO,
            status: Some(500),
        };
        let strikes: Vec<_> = ["/2.0/user", "/x/diffstat", "/diffstat?a", "/diffstat"]
            .map(|path| faults.strike(path).unwrap())
            .to_vec();
        assert_eq!(strikes, [late, broken, broken, late]);
        faults.clear();
        assert_eq!(faults.strike("/2.0/user"), None);
    }
}
