//! The stand-in for `api.bitbucket.org`: REST under `/2.0`, read only but for what an app does
//! about itself, and for pull requests: they are opened, changed, declined and merged, by a merge commit.
//!
//! [`router`] is the table of contents. `shape` makes the JSON of objects; lists are filtered,
//! sorted, cut and reduced on that JSON by `page`, `query` and `fields`; `gate` is what
//! every call passes first.

mod access;
mod addon;
pub(crate) mod ask;
mod auth;
mod code;
mod error;
pub(crate) mod fields;
mod gate;
mod ledger;
mod moves;
mod page;
mod people;
mod proxy;
mod pull_requests;
mod query;
mod repositories;
pub(crate) mod shape;
mod spec;
pub(crate) mod workbench;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};

use crate::{faults::Faults, state::Sandbox, world::World};
use access::{requires_account, requires_pull_request, requires_repository};
pub(crate) use error::ApiError;
use ledger::Ledger;
pub(crate) use pull_requests::{close, create};
use shape::Shapes;

/// Everything that the API origin serves. `/sandbox` answers only where the listener passes on the
/// peer's address (`into_make_service_with_connect_info::<SocketAddr>()`).
pub fn router(sandbox: Sandbox) -> Router {
    let api = Arc::new(Api {
        sandbox,
        ledger: Mutex::default(),
    });
    let rest = Router::new()
        .merge(code::router().route_layer(from_fn_with_state(api.clone(), requires_repository)))
        .merge(
            pull_requests::router()
                .route_layer(from_fn_with_state(api.clone(), requires_pull_request)),
        )
        .merge(people::router().route_layer(from_fn(requires_account)))
        .merge(repositories::router())
        .merge(addon::router())
        .merge(proxy::router())
        .fallback(async || ApiError::NoEndpoint)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(api.clone(), gate::pass))
        .layer(from_fn(gate::cors));
    Router::new()
        .nest("/2.0", rest)
        .merge(workbench::router())
        .route("/healthz", get(async || "ok"))
        .fallback(async || ApiError::NoEndpoint)
        .with_state(api)
}

/// The box, and what only the API keeps.
#[derive(Debug)]
pub(crate) struct Api {
    sandbox: Sandbox,
    ledger: Mutex<Ledger>,
}

impl Api {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.sandbox
            .faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The API's own origin.
    fn origin(&self) -> &str {
        &self.sandbox.addresses.api
    }

    /// Shapes over a world that is being read.
    fn shapes<'a>(&'a self, world: &'a World) -> Shapes<'a> {
        Shapes {
            addresses: &self.sandbox.addresses,
            world,
        }
    }
}
