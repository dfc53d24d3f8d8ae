//! Times, with the exact time on hover.

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;

use crate::{
    browser::clock,
    format::{date, duration},
};

/// A time in given words.
#[component]
pub fn ExactTime(
    /// The time.
    time: Timestamp,
    /// Words that are shown.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <time datetime=time.to_string() title=date::exact(time)>{words}</time>
    }
}

/// A time as how long ago it was: `3 days ago`.
#[component]
pub fn Ago(
    /// The time.
    time: Timestamp,
) -> impl IntoView {
    let words = duration::ago(clock::now(), time);
    view! { <ExactTime time words/> }
}

/// Duration from a time until now: `for 3 days`.
#[component]
pub fn Lasting(
    /// Time at which it began.
    since: Timestamp,
) -> impl IntoView {
    let length = duration::length(clock::now().since(since).as_secs());
    view! { <ExactTime time=since words=duration::lasting(&length)/> }
}
