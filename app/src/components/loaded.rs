//! Loading, failed with a retry, ready: the three states of everything that is fetched.

use bitbucket_cloud::Error;
use leptos::{either::EitherOf3, prelude::*};

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
    move || match value.get() {
        None => EitherOf3::A(view! { <Skeleton lines/> }),
        Some(Err(error)) => EitherOf3::B(view! { <ErrorPanel error retry/> }),
        Some(Ok(value)) => EitherOf3::C(children(value)),
    }
}
