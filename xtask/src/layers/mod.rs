//! The layers of the app: which module of `app/src` may use which.
//!
//! A module uses only modules of layers below its own, and no files import each other in a circle.
//! What a `mod.rs` hands on (`pub use child::Thing`) is no import of its own: whoever imports the
//! thing imports the child.

mod faults;
mod graph;
mod resolve;
mod source;

use std::path::Path;

use crate::Error;

pub use faults::Fault;
use source::Source;

/// Layers from top to bottom. Modules of one layer do not use each other.
pub const LAYERS: [&[&str]; 12] = [
    &["main", "app"],
    &["pages"],
    &["components"],
    &["state"],
    &["history"],
    &["api"],
    &["cache"],
    &["host"],
    &["text"],
    &["format"],
    &["model"],
    &["context", "browser"],
];

/// Layers in which nothing runs without an owner.
pub const OWNED: [&str; 2] = ["pages", "components"];

/// Reads all files below `root`, the app's `src`, and lists what is against the layers and the habits
/// of its views.
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::Source`] for one that is not Rust.
pub fn faults(root: &Path) -> Result<Vec<Fault>, Error> {
    let sources = Source::read_all(root)?;
    let imports = resolve::imports(&sources);
    let mut faults = graph::upward(&imports);
    faults.extend(graph::circles(&imports));
    for source in &sources {
        faults.extend(source.habits());
    }
    Ok(faults)
}
