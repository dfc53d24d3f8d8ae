//! Tokens that are good for a while, each got once however many ask for it at the same time.

use std::{fmt, sync::Arc};

use atlassian_connect::ClientKey;
use moka::{future::Cache, ops::compute::Op};
use zeroize::Zeroizing;

use super::{Error, Permit};

/// Seconds before its end from which a token is not handed out any more: a call takes a while, and
/// clocks differ.
const MARGIN: u64 = 60;

/// Tokens that are kept; those that are asked for least go first.
const CAPACITY: u64 = 4_096;

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

    /// The token itself. Called `expose` so that every use stands out in review.
    pub fn expose(&self) -> &str {
        &self.token
    }

    /// Time of expiry, in seconds since the Unix epoch.
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

/// Tokens by whom they stand for and what they may do. Cheap to clone, and shared by its clones.
#[derive(Debug, Clone)]
pub(super) struct Tokens(Cache<Key, AccessToken>);

impl Default for Tokens {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Tokens {
    /// A good token: the one that is kept, or what `exchange` brings. Those who ask while an exchange is
    /// on its way take what it brings, good or bad.
    pub(super) async fn find(
        &self,
        client: &ClientKey,
        permit: &Permit,
        now: u64,
        exchange: impl Future<Output = Result<AccessToken, Error>>,
    ) -> Result<AccessToken, Error> {
        let key = (client.clone(), permit.clone());
        if let Some(token) = self.0.get(&key).await {
            if token.is_good(now) {
                return Ok(token);
            }
            self.drop_refused(client, permit, &token).await;
        }
        let found = self.0.try_get_with(key, exchange).await;
        found.map_err(|error| Error::clone(&error))
    }

    /// Forgets a token that is no good any more, unless another has taken its place.
    pub(super) async fn drop_refused(
        &self,
        client: &ClientKey,
        permit: &Permit,
        refused: &AccessToken,
    ) {
        let entry = self.0.entry((client.clone(), permit.clone()));
        entry
            .and_compute_with(async |kept| match kept {
                Some(kept) if kept.value().is(refused) => Op::Remove,
                _ => Op::Nop,
            })
            .await;
    }

    /// Forgets all tokens of an installation.
    pub(super) async fn forget(&self, client: &ClientKey) {
        for (key, _) in &self.0 {
            if key.0 == *client {
                self.0.invalidate(key.as_ref()).await;
            }
        }
    }
}
