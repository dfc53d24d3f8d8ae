//! What all pages of a reader share in this browser: short texts, at hand at once. Where the browser
//! refuses to keep them, nothing is there.

use web_sys::{Storage, window};

/// What was kept under that name.
pub(crate) fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps it.
pub(crate) fn keep(name: &str, text: &str) {
    let _refused = storage().map(|storage| storage.set_item(name, text));
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
