//! Limits on connections, requests and time.

use std::{num::NonZeroU32, time::Duration};

/// Bounds on what clients may use. Bodies have a bound of the protocol's:
/// [`atlassian_connect::lifecycle::MAX_PAYLOAD`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections at a time; each carries one request at a time.
    pub connections: usize,
    /// Time for the head of a request, or for the next request on an idle connection.
    pub head_time: Duration,
    /// Time for the body of a request; less than [`Limits::request_time`].
    pub body_time: Duration,
    /// Time for a request, its body included.
    pub request_time: Duration,
    /// Time for running requests after a stop.
    pub stop_time: Duration,
    /// Requests of one installation in a minute, on average; as many may come at once.
    pub tenant_requests: NonZeroU32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_024,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(8),
            // Bitbucket itself gives up after ten seconds.
            request_time: Duration::from_secs(10),
            stop_time: Duration::from_secs(20),
            tenant_requests: NonZeroU32::MIN.saturating_add(1_199),
        }
    }
}
