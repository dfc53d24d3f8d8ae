//! The page for admins: what the app is, and what it may do.

use leptos::prelude::*;

use crate::text;

pub(crate) fn view() -> impl IntoView {
    view! {
        <div class="prose">
            <h1>{text::ABOUT}</h1>
            <p>{text::ABOUT_MORE}</p>
            <h2>{text::WHERE}</h2>
            {list(&text::WHERE_LIST)}
            <h2>{text::PERMISSIONS}</h2>
            {list(&text::PERMISSIONS_LIST)}
            <p>{text::PRIVACY}</p>
            <p class="subtle">{text::VERSION}</p>
        </div>
    }
}

fn list(items: &'static [(&str, &str)]) -> impl IntoView {
    let items: Vec<_> = items
        .iter()
        .map(|(what, more)| view! { <li><strong>{*what}</strong>": "{*more}</li> })
        .collect();
    view! { <ul>{items}</ul> }
}
