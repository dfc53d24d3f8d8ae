//! Where the reader is, and the way back.

use super::{HERE, Walk};
use crate::{
    element::{Element, el},
    text::hotspots as words,
    views::button,
};

pub(super) fn view(walk: Walk) -> Element {
    let folder = walk.folder.get();
    let top = walk.floor.app.shared().repository().to_string();
    let top = top.rsplit('/').next().unwrap_or_default();
    let mut steps = vec![(String::new(), top)];
    let mut path = String::new();
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(part);
        steps.push((path.clone(), part));
    }
    let last = steps.len() - 1;
    let items = steps.into_iter().enumerate().map(|(at, (path, name))| {
        let item = el("li");
        match at == last {
            true => item.with(
                el("span")
                    .attr("id", HERE)
                    .attr("tabindex", "-1")
                    .attr("aria-current", "location")
                    .text(name),
            ),
            false => item.with(button(name, move || walk.to(&path)).class("step")),
        }
    });
    el("nav")
        .class("trail")
        .attr("aria-label", words::TRAIL)
        .with(el("ol").all(items))
}
