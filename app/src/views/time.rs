//! A time as how long ago it was, the exact time on hover.

use bitbucket_cloud::Timestamp;

use crate::{
    age, clock,
    element::{Element, el},
};

pub(crate) fn view(time: Timestamp) -> Element {
    el("time")
        .attr("datetime", &time.to_string())
        .attr("title", &clock::exact(time))
        .text(&age::words(clock::now(), time))
}
