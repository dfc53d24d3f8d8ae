//! Processor and network of a page.

use serde_json::json;

use super::page::Page;
use crate::Error;

/// Times that the processor is slowed.
pub(super) const SLOWDOWN: u32 = 4;
/// Milliseconds of a round trip.
pub(super) const ROUND_TRIP: f64 = 40.0;
/// Milliseconds after which the API answers.
pub(super) const API_DELAY: u64 = 150;
/// Bytes a second, each way: 10 Mbit/s.
pub(super) const BANDWIDTH: u32 = 10_000_000 / 8;

/// Processor and network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conditions {
    /// Both as they are.
    Unslowed,
    /// The network is slow.
    SlowNetwork,
    /// Both are slow.
    Slowed,
}

impl Conditions {
    /// Puts them in force for all frames of a page.
    ///
    /// # Errors
    /// Those of the browser.
    pub(super) fn apply(self, page: &Page<'_>) -> Result<(), Error> {
        slow_processor(page, if self == Self::Slowed { SLOWDOWN } else { 1 })?;
        let (latency, throughput) = match self {
            Self::Unslowed => (0.0, -1),
            Self::SlowNetwork | Self::Slowed => (ROUND_TRIP, i64::from(BANDWIDTH)),
        };
        let network = json!({
            "offline": false, "latency": latency,
            "downloadThroughput": throughput, "uploadThroughput": throughput,
        });
        page.call("Network.emulateNetworkConditions", network)
            .map(drop)
    }
}

/// Slows the processor that many times.
///
/// # Errors
/// Those of the browser.
pub(super) fn slow_processor(page: &Page<'_>, times: u32) -> Result<(), Error> {
    let command = "Emulation.setCPUThrottlingRate";
    page.call(command, json!({"rate": times})).map(drop)
}
