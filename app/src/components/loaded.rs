//! Loading, failed with a retry, ready: the three states of everything that is fetched.

use leptos::{either::Either, prelude::*};

use super::{ErrorPanel, Failure, Skeleton};

/// Shows a value that is fetched, or computed from what is: a skeleton until it is there, what failed
/// with a way to retry, or the children with the value. What is shown stays while it is fetched
/// again.
#[component]
pub fn Loaded<T, E, V>(
    /// The value; `None` while it is loading.
    #[prop(into)]
    value: Signal<Option<Result<T, E>>>,
    /// Fetches it again.
    #[prop(into)]
    retry: Callback<()>,
    /// Lines of the skeleton.
    lines: usize,
    /// View of the value.
    children: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    E: Failure,
    V: IntoView + 'static,
{
    let pending = RwSignal::new(false);
    view! {
        <Transition fallback=move || view! { <Skeleton lines/> } set_pending=pending>
            <ErrorBoundary fallback=move |errors| {
                let error = Signal::derive(move || first::<E>(&errors.read()));
                view! { <Failed error pending retry lines/> }
            }>
                {move || match value.get() {
                    // A value that a memo computes is not awaited by `Transition`.
                    None => Either::Left(view! { <Skeleton lines/> }),
                    Some(result) => Either::Right(result.map(&children)),
                }}
            </ErrorBoundary>
        </Transition>
    }
}

/// The failure, until it is tried again.
#[component]
fn Failed<E: Failure>(
    /// Reason.
    error: Signal<Option<E>>,
    /// True while it is being fetched again.
    pending: RwSignal<bool>,
    /// Fetches it again.
    retry: Callback<()>,
    /// Lines of the skeleton.
    lines: usize,
) -> impl IntoView {
    move || match pending.get() {
        true => Either::Left(view! { <Skeleton lines/> }),
        false => Either::Right(error.get().map(|error| view! { <ErrorPanel error retry/> })),
    }
}

/// First error below a boundary.
fn first<E: Failure>(errors: &Errors) -> Option<E> {
    let (_, error) = errors.iter().next()?;
    error.downcast_ref().cloned()
}
