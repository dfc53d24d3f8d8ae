//! Values that take long, computed apart from what shows them.

use std::rc::Rc;

use leptos::prelude::*;

use super::scope::Scope;
use crate::browser::slices::next_task;

/// The value that `compute` makes of the newest `input`, in tasks of its own, between which the browser may paint
/// and answer the reader. The value before stays until then; `None` without an input. It ends with the
/// current owner.
pub fn computed<I, T>(
    input: impl Fn() -> Option<I> + 'static,
    compute: impl AsyncFn(I) -> T + 'static,
) -> Memo<Option<T>>
where
    I: 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let value = RwSignal::new(None);
    let newest = StoredValue::new(0_u32);
    let scope = Scope::current();
    let compute = Rc::new(compute);
    Effect::new(move |_| {
        let this = newest.get_value().wrapping_add(1);
        newest.set_value(this);
        let Some(input) = input() else {
            value.set(None);
            return;
        };
        let compute = Rc::clone(&compute);
        scope.spawn(async move {
            next_task().await;
            if newest.get_value() != this {
                return;
            }
            let computed = compute(input).await;
            // Views that show it are a task of their own.
            next_task().await;
            if newest.get_value() == this {
                value.set(Some(computed));
            }
        });
    });
    Memo::new(move |_| value.get())
}

/// The value of `source`, whose changes are taken in a task of their own: several views of one source
/// are not drawn again all at once.
pub fn apart<T>(source: Memo<T>) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let first = source.get_untracked();
    let newest = computed(move || Some(source.get()), async |value| value);
    Memo::new(move |_| newest.get().unwrap_or_else(|| first.clone()))
}
