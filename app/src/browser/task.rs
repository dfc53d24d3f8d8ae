//! Tasks that no view owns.

use wasm_bindgen_futures::spawn_local;

/// Runs a task that goes on whichever views end: what the browser keeps and calls of a host outlive them.
/// What a view or its state begins ends with it instead (`Scope` of the state).
pub(crate) fn spawn_detached(task: impl Future<Output = ()> + 'static) {
    spawn_local(task);
}
