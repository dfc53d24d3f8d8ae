//! Values that take long, computed apart from what shows them.

use std::rc::Rc;

use leptos::prelude::*;

use super::scope::Scope;
use crate::browser::slices::next_task;

/// Value that is computed again whenever its input changes.
#[derive(Debug)]
pub struct Computed<T: Send + Sync + 'static> {
    /// The value of the newest input that it was computed of; `None` without an input.
    pub value: Memo<Option<T>>,
    /// True if that is the current input.
    pub is_newest: ReadSignal<bool>,
}

/// The value that `compute` makes of the newest `input`, as [`computing`] makes it.
pub fn computed<I, T>(
    input: impl Fn() -> Option<I> + 'static,
    compute: impl AsyncFn(I) -> T + 'static,
) -> Memo<Option<T>>
where
    I: 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
{
    computing(input, compute).value
}

/// The value that `compute` makes of the newest `input`, in tasks of its own, between which the browser may paint
/// and answer the reader. The value before stays until then; `None` without an input. It ends with the
/// current owner.
pub fn computing<I, T>(
    input: impl Fn() -> Option<I> + 'static,
    compute: impl AsyncFn(I) -> T + 'static,
) -> Computed<T>
where
    I: 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let value = RwSignal::new(None);
    let (is_newest, set_newest) = signal(true);
    let newest = StoredValue::new(0_u32);
    let scope = Scope::current();
    let compute = Rc::new(compute);
    Effect::new(move |_| {
        let this = newest.get_value().wrapping_add(1);
        newest.set_value(this);
        let Some(input) = input() else {
            value.set(None);
            set_newest.set(true);
            return;
        };
        set_newest.set(false);
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
                set_newest.set(true);
            }
        });
    });
    Computed {
        value: Memo::new(move |_| value.get()),
        is_newest,
    }
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
