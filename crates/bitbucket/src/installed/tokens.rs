//! Tokens that are good for a while, each got once however many ask for it at the same time.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use atlassian_connect::ClientKey;
use zeroize::Zeroizing;

use super::{Error, Permit};

/// Seconds before its end from which a token is not handed out any more: a call takes a while, and
/// clocks differ.
const MARGIN: u64 = 60;

/// How many are kept.
const CAPACITY: usize = 4_096;

/// A bearer token. Debug output leaves it out.
#[derive(Clone)]
pub struct AccessToken {
    token: Arc<Zeroizing<String>>,
    expires_at: u64,
}

impl AccessToken {
    pub(super) fn new(token: String, expires_at: u64) -> Self {
        Self {
            token: Arc::new(Zeroizing::new(token)),
            expires_at,
        }
    }

    /// The token itself. Name of the method on purpose: look twice where it is called.
    pub fn expose(&self) -> &str {
        &self.token
    }

    /// When it ends, in seconds since the Unix epoch.
    pub fn expires_at(&self) -> u64 {
        self.expires_at
    }

    fn is_good(&self, now: u64) -> bool {
        now.saturating_add(MARGIN) < self.expires_at
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.token, &other.token)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

type Key = (ClientKey, Permit);

/// Tokens by whom they stand for and what they may do.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<HashMap<Key, Arc<Slot>>>);

/// One exchange at a time; those who waited for it take what it brought, good or bad.
#[derive(Debug, Default)]
struct Slot {
    exchanges: AtomicU64,
    last: tokio::sync::Mutex<Option<Result<AccessToken, Error>>>,
}

impl Tokens {
    /// A good token: the one that is kept, or what `exchange` brings.
    pub(super) async fn find(
        &self,
        client: &ClientKey,
        permit: &Permit,
        now: u64,
        exchange: impl Future<Output = Result<AccessToken, Error>>,
    ) -> Result<AccessToken, Error> {
        let slot = self.slot(client, permit);
        let before = slot.exchanges.load(Ordering::Acquire);
        let mut last = slot.last.lock().await;
        match &*last {
            Some(Ok(token)) if token.is_good(now) => return Ok(token.clone()),
            Some(outcome) if slot.exchanges.load(Ordering::Acquire) != before => {
                return outcome.clone();
            }
            _ => {}
        }
        let outcome = exchange.await;
        slot.exchanges.fetch_add(1, Ordering::Release);
        *last = Some(outcome.clone());
        outcome
    }

    /// Forgets a token that was refused, unless another has taken its place.
    pub(super) async fn drop_refused(
        &self,
        client: &ClientKey,
        permit: &Permit,
        refused: &AccessToken,
    ) {
        let slot = self.slot(client, permit);
        let mut last = slot.last.lock().await;
        if matches!(&*last, Some(Ok(token)) if token.is(refused)) {
            *last = None;
        }
    }

    /// Forgets all tokens of an installation.
    pub(super) fn forget(&self, client: &ClientKey) {
        self.lock().retain(|(owner, _), _| owner != client);
    }

    fn slot(&self, client: &ClientKey, permit: &Permit) -> Arc<Slot> {
        let mut slots = self.lock();
        let key = (client.clone(), permit.clone());
        if slots.len() >= CAPACITY && !slots.contains_key(&key) {
            // Those in use live on with their users.
            slots.clear();
        }
        slots.entry(key).or_default().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<Slot>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
