//! Results of the example `verify` of `atlassian-connect`, in nanoseconds.

use crate::Error;

/// Times of one call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verification {
    /// Verifying a page's address.
    pub(super) verify: f64,
    /// An HMAC of the same bytes.
    pub(super) hmac: f64,
    /// An HMAC of the token's signed part alone.
    pub(super) signed: f64,
}

impl Verification {
    /// Reads `verify=… hmac=… signed=…`.
    ///
    /// # Errors
    /// [`Error::Bench`] when one of them is missing or no time.
    pub(super) fn read(output: &str) -> Result<Self, Error> {
        let time = |name: &str| {
            let words = output.split_whitespace();
            let mut values = words.filter_map(|word| word.strip_prefix(name)?.parse::<f64>().ok());
            values
                .find(|value| value.is_finite() && *value > 0.0)
                .ok_or_else(|| Error::Bench {
                    problem: format!("the example says something else: {output}"),
                })
        };
        Ok(Self {
            verify: time("verify=")?,
            hmac: time("hmac=")?,
            signed: time("signed=")?,
        })
    }

    /// Ratio of the time of a verification to that of the HMAC.
    pub(super) fn times(&self) -> f64 {
        self.verify / self.hmac
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_ratio_is_that_of_the_two_times() {
        let found = Verification::read("verify=6000 hmac=1500 signed=700\n").unwrap();
        assert_eq!(
            found,
            Verification {
                verify: 6_000.0,
                hmac: 1_500.0,
                signed: 700.0
            }
        );
        assert!((found.times() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn without_all_three_times_there_is_none() {
        for output in [
            "",
            "verify=6000 hmac=1500",
            "verify=fast hmac=1500 signed=700",
            "verify=6000 hmac=0 signed=700",
            "verify=6000 hmac=NaN signed=700",
            "verify=-6000 hmac=1500 signed=700",
        ] {
            assert!(Verification::read(output).is_err(), "{output}");
        }
    }
}
