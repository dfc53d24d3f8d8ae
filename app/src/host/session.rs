//! The session with the app's own server, renewed while the page is open.
//!
//! Bitbucket vouches for the reader each time (the descriptor's `proxy` module), so an ended session
//! is renewed as well as one that still runs. While nobody looks at the page nothing is asked; it is
//! made up for once somebody does.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    time::Duration,
};

use bitbucket_cloud::Error;
use js_sys::{Date, Function, Promise, futures::spawn_local};
use wasm_bindgen::JsValue;
use web_sys::window;

use super::{Bridge, Call, Kind, flight::Flight};
use crate::context::{SessionGrant, SessionToken};

/// Milliseconds until the first attempt after a failure; each further pause is twice as long.
const PAUSE: u32 = 10_000;
const LONGEST_PAUSE: u32 = 20 * 60_000;
/// What of each second of a session passes before it is renewed, in milliseconds.
const RENEW_AFTER: f64 = 900.0;

/// A session that does not end while the page is open; renewing stops when the last clone is gone.
#[derive(Debug, Clone)]
pub struct Session(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    flight: Flight,
    path: String,
    token: RefCell<SessionToken>,
    /// In milliseconds since 1970.
    ends: Cell<f64>,
    /// When it is to be renewed.
    due: Cell<f64>,
    first_pause: u32,
}

impl Session {
    /// Keeps the session that was just granted alive, asking `path` of the `proxy` module.
    pub fn keep(bridge: &Bridge, granted: SessionGrant, path: String) -> Self {
        Self::keep_pausing(bridge, granted, path, PAUSE)
    }

    /// The same with another first pause after a failure, in milliseconds.
    pub fn keep_pausing(
        bridge: &Bridge,
        granted: SessionGrant,
        path: String,
        first_pause: u32,
    ) -> Self {
        let inner = Inner {
            flight: bridge.0.clone(),
            path,
            token: RefCell::new(granted.token.clone()),
            ends: Cell::default(),
            due: Cell::default(),
            first_pause,
        };
        inner.take(granted);
        let inner = Rc::new(inner);
        spawn_local(renew_in_time(Rc::downgrade(&inner)));
        Self(inner)
    }

    /// The token; a new one where the session has ended.
    ///
    /// # Errors
    /// Why there is no new one.
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
        let answer = self
            .flight
            .ask(&Call::read(Kind::Server, &self.path))
            .await?;
        let granted = granted(answer).map_err(|reason| Error::Decode {
            path: self.path.clone(),
            reason,
        })?;
        self.take(granted);
        Ok(())
    }
}

/// Reads the server's answer, which some hosts hand over as text.
fn granted(answer: JsValue) -> Result<SessionGrant, String> {
    match answer.as_string() {
        Some(text) => serde_json::from_str(&text).map_err(|error| error.to_string()),
        None => serde_wasm_bindgen::from_value(answer).map_err(|error| error.to_string()),
    }
}

async fn renew_in_time(session: Weak<Inner>) {
    let mut pause = None;
    while let Some(inner) = session.upgrade() {
        let wait = inner.due.get() - Date::now();
        if wait > 0.0 || is_hidden() {
            drop(inner);
            until_it_is_due(wait).await;
            continue;
        }
        // Bitbucket would ask the reader again, who has said no.
        if inner.flight.is_denied() {
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
async fn until_it_is_due(milliseconds: f64) {
    let Some(window) = window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    let event = "visibilitychange";
    let mut wake = Function::from(JsValue::UNDEFINED);
    let mut timer = None;
    let woken = Promise::new(&mut |resolve, _| {
        let _ = document.add_event_listener_with_callback(event, &resolve);
        if !document.hidden() {
            #[expect(clippy::cast_possible_truncation, reason = "saturates")]
            let milliseconds = milliseconds as i32;
            timer = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
                .ok();
        }
        wake = resolve;
    });
    let _ = woken.await;
    let _ = document.remove_event_listener_with_callback(event, &wake);
    if let Some(timer) = timer {
        window.clear_timeout_with_handle(timer);
    }
}

fn is_hidden() -> bool {
    let document = window().and_then(|window| window.document());
    document.is_some_and(|document| document.hidden())
}
