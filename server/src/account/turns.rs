//! Turns of unverified installations at Bitbucket.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::http::{Request, Response};
use bitbucket_cloud::installed::{Body, Edge, NoAnswer};
use tokio::sync::Semaphore;

use super::Web;

/// Requests at a time for installations that Bitbucket has not seen, and for all others. Installations
/// that were tried once take no turn from new ones.
const NEW: usize = 24;
const TRIED: usize = 8;

/// Flag that Bitbucket was asked about an installation. Shared by its clones.
#[derive(Debug, Clone, Default)]
pub(super) struct Tried(Arc<AtomicBool>);

impl Tried {
    /// Flag of an installation that was tried before.
    pub(super) fn before() -> Self {
        let tried = Self::default();
        tried.set();
        tried
    }

    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn is_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Bounds on the requests that are on their way. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Turns(Arc<Bounds>);

#[derive(Debug)]
struct Bounds {
    new: Semaphore,
    tried: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Bounds {
            new: Semaphore::new(NEW),
            tried: Semaphore::new(TRIED),
        }))
    }
}

impl Turns {
    /// HTTP for one installation.
    pub(super) fn edge(&self, web: &Web, tried: &Tried) -> InTurn {
        InTurn {
            web: web.clone(),
            turns: self.clone(),
            tried: tried.clone(),
        }
    }
}

/// HTTP that holds a turn while a request is on its way. It holds none while Bitbucket asked it to wait,
/// and counts as tried from then on: others that are new go before it.
#[derive(Debug, Clone)]
pub(super) struct InTurn {
    web: Web,
    turns: Turns,
    tried: Tried,
}

impl Edge for InTurn {
    async fn send(&self, request: Request<Body>) -> Result<Response<Body>, NoAnswer> {
        let bounds = &self.turns.0;
        let turns = match self.tried.get() {
            true => &bounds.tried,
            false => &bounds.new,
        };
        let _turn = turns.acquire().await;
        self.web.send(request).await
    }

    fn now(&self) -> u64 {
        self.web.now()
    }

    async fn pause(&self, time: Duration) {
        self.tried.set();
        self.web.pause(time).await;
    }

    fn chance(&self) -> f64 {
        self.web.chance()
    }
}
