//! A time as how long ago it was, the exact time on hover.

use bitbucket_cloud::Timestamp;

use crate::{
    age, clock,
    element::{Element, el},
};

pub(crate) fn view(time: Timestamp) -> Element {
    exact(time, &age::words(clock::now(), time))
}

/// How long something has lasted since a time: `for 3 days`.
pub(crate) fn lasting(since: Timestamp) -> Element {
    let seconds = clock::now().since(since).as_secs();
    exact(since, &crate::text::lasting(&age::length(seconds)))
}

/// A time in other words.
pub(crate) fn exact(time: Timestamp, words: &str) -> Element {
    el("time")
        .attr("datetime", &time.to_string())
        .attr("title", &clock::exact(time))
        .text(words)
}
