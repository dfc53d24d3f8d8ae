//! Views, one file each.

pub(crate) mod configure;
mod folders;
mod header;
pub(crate) mod outside;
pub(crate) mod panel;
mod people;
mod problem;
pub(crate) mod repository;
mod row;
mod size;
mod time;

use leptos::{either::EitherOf3, prelude::*};

use crate::{fresh::Fresh, load::Load, page::App, text};

pub(crate) use size::plain;

/// A part of a page that shows every state of what it loads. `lines` is how tall it is while it
/// loads.
fn block<T, V>(
    app: App,
    state: RwSignal<Load<T>>,
    lines: usize,
    retry: Callback<()>,
    ready: impl Fn(&T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    V: IntoView + 'static,
{
    move || {
        Fresh(state.with(|state| match state {
            Load::Failed(error) => EitherOf3::A(problem::view(app, error, retry)),
            Load::Loading => EitherOf3::B(skeleton(lines)),
            Load::Ready(value) => EitherOf3::C(ready(value)),
        }))
    }
}

fn skeleton(lines: usize) -> impl IntoView {
    let lines: Vec<_> = (0..lines)
        .map(|_| view! { <span class="bone"></span> })
        .collect();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{text::LOADING}</span>
            {lines}
        </div>
    }
}
