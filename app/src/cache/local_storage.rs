//! Short texts that all pages of a reader share in this browser, at hand at once. Where the browser
//! refuses to keep them, nothing is there.

use leptos::prelude::window;
use web_sys::Storage;

/// The text of that name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text.
pub fn keep(name: &str, text: &str) {
    let _refused = storage().map(|storage| storage.set_item(name, text));
}

/// Names of all that is kept.
pub fn names() -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or_default();
    let names = (0..count).filter_map(|at| storage.key(at).ok()?);
    names.collect()
}

/// Forgets a text.
pub fn forget(name: &str) {
    let _refused = storage().map(|storage| storage.remove_item(name));
}

// `gloo-storage` would panic where a browser refuses its storage to a framed page.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
