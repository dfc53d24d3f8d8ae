//! A token bucket for each installation. Only requests that were verified count, so that nobody can
//! empty somebody else's.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use atlassian_connect::ClientKey;

/// More buckets than this are not kept; full ones go first.
const CAPACITY: usize = 10_000;

/// Allows each installation so many requests a minute.
#[derive(Debug)]
pub(crate) struct Rate {
    per_minute: f64,
    buckets: Mutex<HashMap<ClientKey, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Rate {
    pub(crate) fn per_minute(requests: u32) -> Self {
        Self {
            per_minute: f64::from(requests),
            buckets: Mutex::default(),
        }
    }

    /// Takes one request out of the installation's bucket.
    ///
    /// # Errors
    /// [`Exhausted`] when none is left.
    pub(crate) fn take(&self, client: &ClientKey, now: Instant) -> Result<(), Exhausted> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.get(client);
        let left = bucket.map_or(self.per_minute, |bucket| self.left(*bucket, now));
        if left < 1.0 {
            return Err(Exhausted);
        }
        let bucket = Bucket {
            left: left - 1.0,
            at: now,
        };
        if let Some(kept) = buckets.get_mut(client) {
            *kept = bucket;
            return Ok(());
        }
        if buckets.len() >= CAPACITY {
            buckets.retain(|_, bucket| self.left(*bucket, now) < self.per_minute);
        }
        if buckets.len() >= CAPACITY {
            buckets.clear();
        }
        buckets.insert(client.clone(), bucket);
        Ok(())
    }

    fn left(&self, bucket: Bucket, now: Instant) -> f64 {
        let minutes = now.saturating_duration_since(bucket.at).as_secs_f64() / 60.0;
        (bucket.left + minutes * self.per_minute).min(self.per_minute)
    }
}

/// An installation has asked too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted;

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again_with_time() {
        let rate = Rate::per_minute(60);
        let (client, start) = (ClientKey::new("a"), Instant::now());
        for n in 0..60 {
            assert_eq!(rate.take(&client, start), Ok(()), "{n}");
        }
        assert_eq!(rate.take(&client, start), Err(Exhausted));
        assert_eq!(rate.take(&ClientKey::new("b"), start), Ok(()));
        let later = start + Duration::from_secs(2);
        assert_eq!(rate.take(&client, later), Ok(()));
        assert_eq!(rate.take(&client, later), Ok(()));
        assert_eq!(rate.take(&client, later), Err(Exhausted));
    }

    #[test]
    fn memory_is_bounded_whoever_asks() {
        let rate = Rate::per_minute(60);
        let now = Instant::now();
        for n in 0..CAPACITY * 2 + 5 {
            rate.take(&ClientKey::new(n.to_string()), now).unwrap();
        }
        assert!(rate.buckets.lock().unwrap().len() <= CAPACITY);
    }
}
