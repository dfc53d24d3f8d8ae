//! State that both listeners share.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::{SystemTime, UNIX_EPOCH},
};

use crate::{
    connect::Connect,
    faults::Faults,
    forge::{Checks, ForgeApp},
    git::Git,
    insights::Insights,
    web::bridge::Bridge,
    world::World,
};

/// One running box. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sandbox {
    /// Addresses at which the box is reached.
    pub addresses: Arc<Addresses>,
    /// Folder of the bridge's bundles.
    pub bridge: Arc<Bridge>,
    /// Merge checks of an app for Forge.
    pub checks: Arc<Mutex<Checks>>,
    /// Apps, installations, consents, grants.
    pub connect: Arc<Mutex<Connect>>,
    /// Faults to inject into the API.
    pub faults: Arc<Mutex<Faults>>,
    /// The app for Forge that is installed, if one is.
    pub forge: Option<Arc<ForgeApp>>,
    /// The repository's objects.
    pub git: Arc<Git>,
    /// Reports on commits.
    pub insights: Arc<Mutex<Insights>>,
    /// Data that Bitbucket adds to git.
    pub world: Arc<RwLock<World>>,
}

impl Sandbox {
    /// A box in which nothing is registered, installed or broken yet.
    pub fn new(addresses: Addresses, world: World, git: Git) -> Self {
        Self {
            addresses: Arc::new(addresses),
            bridge: Arc::default(),
            checks: Arc::default(),
            connect: Arc::default(),
            faults: Arc::default(),
            forge: None,
            git: Arc::new(git),
            insights: Arc::default(),
            world: Arc::new(RwLock::new(world)),
        }
    }

    /// Takes the bridge's bundles from another folder.
    pub fn with_bridge(mut self, bridge: Bridge) -> Self {
        self.bridge = Arc::new(bridge);
        self
    }

    /// Installs an app for Forge.
    pub fn with_forge(mut self, app: ForgeApp) -> Self {
        self.forge = Some(Arc::new(app));
        self
    }

    /// Locks Connect's records. Not to be held while waiting for anything, and taken before the
    /// world where both are needed.
    pub fn connect(&self) -> MutexGuard<'_, Connect> {
        self.connect.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the merge checks. Not to be held while waiting for anything. Taken before the world where
    /// both are needed.
    pub fn checks(&self) -> MutexGuard<'_, Checks> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the reports. Not to be held while waiting for anything.
    pub fn insights(&self) -> MutexGuard<'_, Insights> {
        self.insights.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The world, to read for a moment.
    pub fn world(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The world, to change for a moment.
    pub fn world_mut(&self) -> RwLockWriteGuard<'_, World> {
        self.world.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Origins without a trailing slash, such as `http://localhost:7990`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The stand-in for `https://api.bitbucket.org`.
    pub api: String,
    /// The stand-in for `https://bitbucket.org`.
    pub web: String,
}

/// Seconds since 1970.
pub fn unix_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs())
}
