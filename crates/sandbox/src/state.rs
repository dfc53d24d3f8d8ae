//! What both listeners share.

use std::sync::{Arc, Mutex, RwLock};

use crate::{connect::Connect, faults::Faults, git::Git, world::World};

/// One running box. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Sandbox {
    /// Where the box is reached.
    pub addresses: Arc<Addresses>,
    /// Apps, installations, consents, grants.
    pub connect: Arc<Mutex<Connect>>,
    /// Faults to inject into the API.
    pub faults: Arc<Mutex<Faults>>,
    /// The repository's objects.
    pub git: Arc<Git>,
    /// What Bitbucket adds to git.
    pub world: Arc<RwLock<World>>,
}

/// Origins without a trailing slash, such as `http://localhost:7990`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The stand-in for `https://api.bitbucket.org`.
    pub api: String,
    /// The stand-in for `https://bitbucket.org`.
    pub web: String,
}
