//! The session with the app's own server, renewed while the page is open.
//!
//! Bitbucket vouches for the reader each time (the descriptor's `proxy` module), so an ended session
//! is renewed as well as one that still runs. While nobody looks at the page nothing is asked; it is
//! made up for once somebody does.

use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::{Rc, Weak},
    time::Duration,
};

use bitbucket_cloud::Error;
use futures_util::future::select;
use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use web_sys::{Document, window};

use super::connect::Connect;
use crate::{
    browser::{task::spawn_detached, visibility},
    context::{SessionGrant, SessionToken},
};

/// Milliseconds until the first attempt after a failure; each further pause is twice as long.
const PAUSE: u32 = 10_000;
const LONGEST_PAUSE: u32 = 20 * 60_000;
/// Milliseconds of each second of a session that pass before it is renewed.
const RENEW_AFTER: f64 = 900.0;
/// Longest delay of a browser's timer, in milliseconds; longer ones end at once.
const MAX_DELAY: u32 = i32::MAX.unsigned_abs();

/// Session that does not end while the page is open; renewing stops when the last clone is gone.
#[derive(Debug, Clone)]
pub struct Session(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    host: Connect,
    path: String,
    token: RefCell<SessionToken>,
    /// Time at which it ends, in milliseconds since 1970.
    ends: Cell<f64>,
    /// Time at which it is to be renewed, in milliseconds since 1970.
    due: Cell<f64>,
    first_pause: u32,
}

impl Session {
    /// Keeps the session that was just granted alive, asking `path` of the `proxy` module.
    pub fn keep(host: &Connect, granted: SessionGrant, path: String) -> Self {
        Self::keep_pausing(host, granted, path, PAUSE)
    }

    /// As [`Session::keep`], with another first pause after a failure, in milliseconds.
    pub fn keep_pausing(
        host: &Connect,
        granted: SessionGrant,
        path: String,
        first_pause: u32,
    ) -> Self {
        let inner = Inner {
            host: host.clone(),
            path,
            token: RefCell::new(granted.token.clone()),
            ends: Cell::default(),
            due: Cell::default(),
            first_pause,
        };
        inner.take(granted);
        let inner = Rc::new(inner);
        if let Some(document) = window().and_then(|window| window.document()) {
            spawn_detached(renew_in_time(Rc::downgrade(&inner), document));
        }
        Self(inner)
    }

    /// The token; a new one where the session has ended.
    ///
    /// # Errors
    /// Reason why there is no new one.
    pub async fn token(&self) -> Result<SessionToken, Error> {
        if Date::now() >= self.0.ends.get() {
            self.0.renew().await?;
        }
        Ok(self.0.token.borrow().clone())
    }
}

impl Inner {
    fn take(&self, granted: SessionGrant) {
        let now = Date::now();
        let seconds = Duration::from_secs(granted.expires_in).as_secs_f64();
        self.ends.set(now + seconds * 1_000.0);
        // Not at once, however short a session the server grants.
        let after = (seconds * RENEW_AFTER).max(self.first_pause.into());
        self.due.set(now + after);
        *self.token.borrow_mut() = granted.token;
    }

    async fn renew(&self) -> Result<(), Error> {
        let granted = self.host.ask_server(&self.path).await?;
        self.take(granted);
        Ok(())
    }
}

async fn renew_in_time(session: Weak<Inner>, document: Document) {
    let mut pause = None;
    while let Some(inner) = session.upgrade() {
        let wait = inner.due.get() - Date::now();
        if wait > 0.0 || document.hidden() {
            drop(inner);
            until_due(wait, &document).await;
            continue;
        }
        // Bitbucket would ask the reader again, who has said no.
        if inner.host.is_denied() {
            return;
        }
        pause = match inner.renew().await {
            Ok(()) => None,
            Err(_) => {
                let now = pause.unwrap_or(inner.first_pause).min(LONGEST_PAUSE);
                inner.due.set(Date::now() + f64::from(now));
                Some(now.saturating_mul(2))
            }
        };
    }
}

/// Waits until the page is shown or hidden; while it is shown, that many milliseconds at most.
async fn until_due(milliseconds: f64, document: &Document) {
    if document.hidden() {
        visibility::changes(document).await;
    } else {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates"
        )]
        let delay = (milliseconds as u32).min(MAX_DELAY);
        let changes = pin!(visibility::changes(document));
        select(changes, TimeoutFuture::new(delay)).await;
    }
}
