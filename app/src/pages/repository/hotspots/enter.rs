//! The way into a folder and out of it.

use crate::{browser::address, state::hotspots::HotspotStore};

/// Opens a folder, as a step in the browser's history.
pub(super) fn enter(hotspots: HotspotStore, folder: String) {
    if hotspots.enter(folder) {
        // The address follows in an effect, and so is still that of the folder before.
        address::step();
    }
}
