//! Tasks that no view owns.

use wasm_bindgen_futures::spawn_local;

/// Runs a task that no view ends: what the browser keeps and calls of a host outlive the views. A task of
/// a view or its state ends with it instead (`Scope` of the state).
pub(crate) fn spawn_detached(task: impl Future<Output = ()> + 'static) {
    spawn_local(task);
}
