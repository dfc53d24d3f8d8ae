//! Layers of the app: the modules of `app/src` that each module may use.
//!
//! A module uses only modules of layers below its own, but for those that are kept apart, and files do
//! not import each other in a cycle.
//! A re-export of a child (`pub use child::Thing`) is not an import: a file that imports the thing
//! imports the child. Any other re-export is an import.

mod faults;
mod graph;
mod resolve;
mod source;

use std::path::Path;

use crate::Error;

pub use faults::{Fault, Place};
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

/// Modules with one that they do not use, although it is below: views get from `state` what a host
/// answers, and show the same in each.
pub const KEPT_APART: [(&str, &str); 2] = [("pages", "host"), ("components", "host")];

/// Folder that the check reads, below the workspace's root.
pub const ROOT: &str = "app/src";

/// The only file that spawns tasks without an owner.
pub const DETACHED_IN: &str = "browser/task.rs";

/// Modules that may use it: no view owns what they do.
pub const DETACHED_BY: [&str; 2] = ["cache", "host"];

/// Reads all files below `root`, a copy of [`ROOT`], and lists imports against the layers, cycles, and
/// code that views must not contain.
///
/// # Errors
/// [`Error::Io`] for a file that cannot be read, [`Error::Source`] for one that is not Rust.
pub fn faults(root: &Path) -> Result<Vec<Fault>, Error> {
    let sources = Source::read_all(root)?;
    let imports = resolve::imports(&sources);
    let mut faults = graph::unlisted(&sources);
    faults.extend(graph::upward(&imports));
    faults.extend(graph::cycles(&imports));
    for source in &sources {
        faults.extend(source.habits());
    }
    Ok(faults)
}
