//! Loading, failed with a retry, ready: the three states of everything that is fetched.

use bitbucket_cloud::Error;
use leptos::{either::Either, prelude::*};

use super::{ErrorPanel, Skeleton};

/// Shows a value that is fetched, or computed from what is: a skeleton until it is there, what failed
/// with a way to retry, or the children with the value. What is shown stays while it is fetched
/// again.
#[component]
pub fn Loaded<T, V>(
    /// The value; `None` while it is loading.
    #[prop(into)]
    value: Signal<Option<Result<T, Error>>>,
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
    V: IntoView + 'static,
{
    let pending = RwSignal::new(false);
    view! {
        <Transition fallback=move || view! { <Skeleton lines/> } set_pending=pending>
            <ErrorBoundary fallback=move |errors| view! { <Failed errors pending retry lines/> }>
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
fn Failed(
    /// Errors below the boundary.
    errors: ArcRwSignal<Errors>,
    /// Whether it is being fetched again.
    pending: RwSignal<bool>,
    /// Fetches it again.
    retry: Callback<()>,
    /// Lines of the skeleton.
    lines: usize,
) -> impl IntoView {
    let error = move || {
        let errors = errors.read();
        let first = errors.iter().next().map(|(_, error)| error.clone());
        first.and_then(|error| error.downcast_ref::<Error>().cloned())
    };
    move || match pending.get() {
        true => Either::Left(view! { <Skeleton lines/> }),
        false => Either::Right(error().map(|error| view! { <ErrorPanel error retry/> })),
    }
}
