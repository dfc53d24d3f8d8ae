//! Figures of the server, and the limits that they are held against.

use std::{fmt, time::Duration};

use serde_json::json;

use super::{
    limit::{Limit, judge},
    verification::Verification,
    wrk::Found,
};
use crate::Error;

/// Times as long as a bare HMAC of the same bytes that verification may take.
const VERIFICATION: Limit = Limit::AtMost(7.0);
/// Milliseconds from the start of the program to its first connection.
const START: Limit = Limit::AtMost(100.0);
/// Megabytes after the load: little more than a quarter of what the framework for Node.js takes.
const RESIDENT: Limit = Limit::AtMost(37.0);
/// Share of a bare handler's throughput.
const SHARE: Limit = Limit::AtLeast(0.4);

/// Pages of a panel, against a bare handler that answers the same bytes.
#[derive(Debug)]
pub(super) struct Pages {
    /// Bytes of the answer, head and body.
    pub(super) bytes: usize,
    /// Requests a second of the bare handler.
    pub(super) bare_rate: f64,
    /// Requests a second of the server.
    pub(super) rate: f64,
    /// Median of the rounds' ratios of the two.
    pub(super) share: f64,
    /// Results at half of that load.
    pub(super) half: Found,
    /// Megabytes after the load.
    pub(super) resident: f64,
    /// Time from the start of the program to its first connection.
    pub(super) start: Duration,
}

/// Everything that was measured.
#[derive(Debug)]
pub(super) struct ServerFigures {
    pub(super) pages: Pages,
    pub(super) verification: Verification,
}

impl ServerFigures {
    /// One JSON object, on one line. Times are nanoseconds (`_ns`) or milliseconds (`_ms`).
    pub(super) fn json(&self) -> String {
        let Self {
            pages,
            verification,
        } = self;
        json!({
            "verification_ns": verification.verify.round(),
            "hmac_ns": verification.hmac.round(),
            "hmac_signed_part_ns": verification.signed.round(),
            "verification_ratio": hundredths(verification.times()),
            "page_bytes": pages.bytes,
            "page_rate": pages.rate.round(),
            "bare_rate": pages.bare_rate.round(),
            "page_share": hundredths(pages.share),
            "half_rate": pages.half.rate.round(),
            "half_p50_ms": hundredths(milliseconds(pages.half.p50)),
            "half_p99_ms": hundredths(milliseconds(pages.half.p99)),
            "resident_mb": hundredths(pages.resident),
            "start_ms": hundredths(milliseconds(pages.start)),
        })
        .to_string()
    }

    /// Checks that every limit is kept.
    ///
    /// # Errors
    /// [`Error::Bench`]
    pub(super) fn within_limits(&self) -> Result<(), Error> {
        judge([
            (
                "verification, times an HMAC of the same bytes",
                self.verification.times(),
                VERIFICATION,
            ),
            (
                "pages, share of a bare handler's rate",
                self.pages.share,
                SHARE,
            ),
            ("start-up, ms", milliseconds(self.pages.start), START),
            ("resident memory, MB", self.pages.resident, RESIDENT),
        ])
    }
}

impl fmt::Display for ServerFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pages,
            verification,
        } = self;
        let [slower, share, memory, start] =
            [VERIFICATION, SHARE, RESIDENT, START].map(|limit| limit.to_string());
        let rows = [
            ("verification, ns", verification.verify, 0, ""),
            ("bare HMAC of the same bytes, ns", verification.hmac, 0, ""),
            ("  of the signed part alone, ns", verification.signed, 0, ""),
            ("ratio", verification.times(), 2, &*slower),
            ("pages of ours, a second", pages.rate, 0, ""),
            ("bare handler, same bytes, a second", pages.bare_rate, 0, ""),
            ("share", pages.share, 2, &*share),
            ("at half load, a second", pages.half.rate, 0, ""),
            ("  p50, ms", milliseconds(pages.half.p50), 2, ""),
            ("  p99, ms", milliseconds(pages.half.p99), 2, ""),
            ("resident memory after it, MB", pages.resident, 1, &*memory),
            ("start-up, ms", milliseconds(pages.start), 0, &*start),
        ];
        let rows = rows.map(|(name, figure, digits, limit)| {
            let row = format!("{name:36} {figure:>10.digits$}   {limit}");
            row.trim_end().to_owned()
        });
        f.write_str(&rows.join("\n"))
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn figures() -> ServerFigures {
        ServerFigures {
            pages: Pages {
                bytes: 2_000,
                bare_rate: 30_000.0,
                rate: 12_000.0,
                share: 0.4,
                half: Found {
                    rate: 6_000.0,
                    p50: Duration::from_micros(1_234),
                    p99: Duration::from_millis(5),
                },
                resident: 33.333,
                start: Duration::from_millis(100),
            },
            verification: Verification::read("verify=6000 hmac=1000 signed=700").unwrap(),
        }
    }

    #[test]
    fn figures_are_one_json_object_on_one_line() {
        let json = figures().json();
        assert_eq!(json.lines().count(), 1);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["verification_ratio"], 6.0);
        assert_eq!(json["page_share"], 0.4);
        assert_eq!(json["half_p50_ms"], 1.23);
        assert_eq!(json["resident_mb"], 33.33);
    }

    #[test]
    fn every_limit_that_is_missed_is_named_and_a_figure_that_is_none_misses_it() {
        assert!(figures().within_limits().is_ok());
        let mut slow = figures();
        slow.verification.verify = 7_001.0;
        slow.pages.share = f64::NAN;
        slow.pages.start = Duration::from_millis(101);
        slow.pages.resident = 37.1;
        let problem = slow.within_limits().unwrap_err().to_string();
        for word in ["verification", "pages", "start-up", "memory"] {
            assert!(problem.contains(word), "{problem}");
        }
    }
}
