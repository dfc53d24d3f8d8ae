//! State of the configure page: facts of the installation, read again while somebody looks.

use std::sync::Arc;

use leptos::prelude::*;
use sightline_handover::{FailedReport, InstallationFacts};

use super::{Loading, scope::Scope};
use crate::{
    browser::{clock, visibility},
    context::ConfigureContext,
    host::OwnServer,
    model::{
        installation::{Attempt, AttemptState, Freshness, KnownFacts},
        server_error::ServerError,
    },
};

/// Seconds between two readings.
pub const PERIOD: u32 = 15;

/// State of the configure page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ConfigureStore {
    /// Context in which the page was opened.
    pub context: StoredValue<ConfigureContext>,
    /// Loading state of the facts.
    pub loaded: Memo<Loading<(), ServerError>>,
    /// Age of the facts.
    pub freshness: Memo<Option<Freshness>>,
    /// Last report that was asked for again.
    pub attempt: RwSignal<Option<Attempt>>,
    known: RwSignal<KnownFacts>,
    server: StoredValue<OwnServer>,
    scope: Scope,
}

/// Reads the facts from now on, and provides the state to the components below.
pub fn provide_configure(context: ConfigureContext) -> ConfigureStore {
    let known = RwSignal::new(KnownFacts::default());
    let store = ConfigureStore {
        server: StoredValue::new(OwnServer::new(context.session.clone())),
        context: StoredValue::new(context),
        loaded: Memo::new(move |_| known.with(KnownFacts::loaded)),
        freshness: Memo::new(move |_| known.with(KnownFacts::freshness)),
        attempt: RwSignal::new(None),
        known,
        scope: Scope::current(),
    };
    provide_context(store);
    store.scope.spawn(store.keep_fresh());
    store
}

/// State of the page.
///
/// # Panics
/// Outside of the configure page.
pub fn use_configure() -> ConfigureStore {
    expect_context()
}

impl ConfigureStore {
    /// Part of the facts; its default until there are facts.
    pub fn part<T>(self, part: impl Fn(&InstallationFacts) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.known.with(|known| {
                let facts = known.facts().map(Arc::as_ref);
                facts.map(&part).unwrap_or_default()
            })
        })
    }

    /// Reads the facts again, now.
    pub fn refresh(self) {
        self.known.update(KnownFacts::forget_failure);
        self.scope.spawn(self.read());
    }

    /// Asks the server to try a report again, unless it is being asked.
    pub fn retry(self, report: FailedReport) {
        let is_sent = |attempt: &Option<Attempt>| {
            let attempt = attempt.as_ref();
            attempt.is_some_and(|attempt| attempt.is_sent(&report.key))
        };
        if self.attempt.with_untracked(is_sent) {
            return;
        }
        self.scope.spawn(async move {
            let attempt = |state| Attempt {
                report: report.clone(),
                state,
            };
            self.attempt.set(Some(attempt(AttemptState::Sent)));
            let server = self.server.get_value();
            let answer = server.retry(&report.key).await;
            let state = answer.map_or_else(AttemptState::Failed, |()| AttemptState::Queued);
            self.attempt.set(Some(attempt(state)));
            self.read().await;
        });
    }

    /// Reads the facts every [`PERIOD`] while the page is shown, and at once when it is shown again.
    async fn keep_fresh(self) {
        while !self.known.with_untracked(KnownFacts::is_over) {
            self.read().await;
            visibility::rest(PERIOD * 1_000).await;
        }
    }

    async fn read(self) {
        let Some(reading) = self.known.try_update(KnownFacts::begin) else {
            return;
        };
        let server = self.server.get_value();
        let answer = server.facts().await;
        self.known
            .update(|known| known.take(reading, answer, clock::now()));
    }
}
