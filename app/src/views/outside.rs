//! What there is to say outside Bitbucket.

use super::link;
use crate::{
    element::{Element, el},
    text,
};

/// Where the sandbox runs on a developer's machine.
const SANDBOX: &str = match option_env!("SIGHTLINE_SANDBOX") {
    Some(address) => address,
    None => "http://localhost:7990/",
};

pub(crate) fn view() -> Element {
    let sandbox = cfg!(debug_assertions).then(|| {
        let link = link(SANDBOX).class("button").text(text::SANDBOX);
        el("p").with(link)
    });
    el("div")
        .class("prose")
        .with(el("h1").text(text::OUTSIDE))
        .with(el("p").text(text::OUTSIDE_MORE))
        .all(sandbox)
}
