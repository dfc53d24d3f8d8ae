//! Parts of a page that are built one after another, so that a page of many does not keep readers
//! waiting.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::{browser::slices::next_task, state::scope::Scope};

/// Milliseconds after which a part is built: what stands above it is painted meanwhile.
const PAINT: u32 = 16;
/// Items that are built together: a few milliseconds.
const SLICE: usize = 10;

/// A part that is built in a task of its own.
#[component]
pub fn Later(children: ChildrenFn) -> impl IntoView {
    let due = RwSignal::new(false);
    spawn_local_scoped_with_cancellation(async move {
        TimeoutFuture::new(PAINT).await;
        due.set(true);
    });
    move || due.get().then(|| children())
}

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

/// Views of items that never change, the first few at once, the others in the tasks that follow.
#[component]
pub fn Sliced<T, V>(
    /// The items.
    items: Vec<T>,
    /// Runs once all are built.
    on_built: Callback<()>,
    /// View of an item; nothing for one that has none.
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let wanted = items.len();
    let built = built(move || wanted);
    Effect::new(move |_| {
        if built.get() == wanted {
            on_built.run(());
        }
    });
    let items = StoredValue::new(items);
    let item = move |place: usize| {
        let item = items.with_value(|items| items.get(place).cloned());
        item.map(&children)
    };
    view! { <For each=move || 0..built.get() key=|place| *place children=item/> }
}
