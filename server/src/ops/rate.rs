//! A rate limit for each installation. Only requests that were verified count, so that nobody can use
//! up somebody else's.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use atlassian_connect::ClientKey;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, MonotonicClock},
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use moka::{policy::EvictionPolicy, sync::Cache};

/// Limiters that are kept at most; those that were not asked for longest go first.
const CAPACITY: u64 = 10_000;

/// Idle time after which a limiter is dropped: all requests of a minute are allowed then, as by a new one.
const IDLE: Duration = Duration::from_secs(60);

type Limiter<C> = RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// A clock that limiters of several threads can read.
pub(crate) trait Time: Clock<Instant: Send + Sync> + Clone + Send + Sync + 'static {}

impl<C: Clock<Instant: Send + Sync> + Clone + Send + Sync + 'static> Time for C {}

/// Allows each installation so many requests a minute, all of them at once if need be.
#[derive(Debug)]
pub(crate) struct Rate<C: Time = MonotonicClock> {
    clock: C,
    limiters: Cache<ClientKey, Arc<Limiter<C>>>,
    quota: Quota,
}

/// An installation has asked too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exhausted {
    /// Time until the next request is allowed.
    pub(crate) wait: Duration,
}

impl<C: Time> Rate<C> {
    pub(crate) fn per_minute(requests: NonZeroU32, clock: C) -> Self {
        let limiters = Cache::builder()
            .max_capacity(CAPACITY)
            .eviction_policy(EvictionPolicy::lru())
            .time_to_idle(IDLE);
        Self {
            clock,
            limiters: limiters.build(),
            quota: Quota::per_minute(requests),
        }
    }

    /// Counts a request of an installation.
    ///
    /// # Errors
    /// [`Exhausted`] when it is one too many.
    pub(crate) fn take(&self, client: &ClientKey) -> Result<(), Exhausted> {
        let new = || {
            Arc::new(RateLimiter::direct_with_clock(
                self.quota,
                self.clock.clone(),
            ))
        };
        let limiter = self.limiters.get_with_by_ref(client, new);
        limiter.check().map_err(|until| Exhausted {
            wait: until.wait_time_from(self.clock.now()),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn sixty() -> (Rate<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let sixty = NonZeroU32::new(60).unwrap();
        (Rate::per_minute(sixty, clock.clone()), clock)
    }

    fn use_up(rate: &Rate<FakeRelativeClock>, client: &ClientKey) {
        for n in 0..60 {
            assert_eq!(rate.take(client), Ok(()), "{n}");
        }
    }

    #[test]
    fn a_rate_is_used_up_and_comes_back_with_time() {
        let (rate, clock) = sixty();
        let client = ClientKey::new("a");
        use_up(&rate, &client);
        let wait = Duration::from_secs(1);
        assert_eq!(rate.take(&client), Err(Exhausted { wait }));
        assert_eq!(rate.take(&ClientKey::new("b")), Ok(()));
        clock.advance(Duration::from_secs(2));
        assert_eq!(rate.take(&client), Ok(()));
        assert_eq!(rate.take(&client), Ok(()));
        assert!(rate.take(&client).is_err());
    }

    #[test]
    fn memory_is_bounded_whoever_asks() {
        let (rate, _) = sixty();
        for n in 0..CAPACITY * 2 + 5 {
            rate.take(&ClientKey::new(n.to_string())).unwrap();
        }
        rate.limiters.run_pending_tasks();
        assert!(rate.limiters.entry_count() <= CAPACITY);
    }

    #[test]
    fn one_installation_too_many_gives_nobody_else_a_fresh_rate() {
        let (rate, _) = sixty();
        let client = ClientKey::new("busy");
        use_up(&rate, &client);
        for n in 0..CAPACITY * 2 {
            rate.take(&ClientKey::new(n.to_string())).unwrap();
            if n % 1_000 == 0 {
                assert!(rate.take(&client).is_err(), "{n}");
                rate.limiters.run_pending_tasks();
            }
        }
        assert!(rate.take(&client).is_err());
    }
}
