//! Items of long lists, built one after another, so that they do not keep readers waiting.

use leptos::prelude::*;

use super::scope::Scope;
use crate::browser::slices::next_task;

/// Items that are built together: a few milliseconds.
const SLICE: usize = 4;

/// Number of items that are built by now, of as many as are wanted: the first few at once, as many more
/// in each of the tasks that follow. It ends with the current owner.
pub fn built(wanted: impl Fn() -> usize + Send + Sync + 'static) -> Memo<usize> {
    let wanted = Memo::new(move |_| wanted());
    let most = RwSignal::new(SLICE);
    let scope = Scope::current();
    Effect::new(move |_| {
        if most.get() < wanted.get() {
            scope.spawn(async move {
                next_task().await;
                most.update(|most| *most += SLICE);
            });
        }
    });
    Memo::new(move |_| most.get().min(wanted.get()))
}
