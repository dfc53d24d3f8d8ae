//! The page of a repository: five views, one at a time.

mod flow;
mod history;
mod hotspots;
mod later;
mod load;
mod overlaps;
mod period;
mod queue;

use super::panel;
use crate::{
    address,
    element::{Element, el, live},
    floor::Floor,
    page::App,
    signal::Signal,
    store::local,
    text,
    text::repository as words,
};

/// A view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Queue,
    Flow,
    Hotspots,
    Overlaps,
    Load,
}

impl View {
    const ALL: [Self; 5] = [
        Self::Queue,
        Self::Flow,
        Self::Hotspots,
        Self::Overlaps,
        Self::Load,
    ];

    /// In the address.
    const fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Flow => "flow",
            Self::Hotspots => "hotspots",
            Self::Overlaps => "overlaps",
            Self::Load => "load",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }
}

/// Where the last view is kept.
const LAST: &str = "page";

pub(crate) fn view(app: App) -> Element {
    let floor = Floor::new(app);
    let key = floor.key(LAST);
    let named = |name: &str| View::named(name);
    let kept = || local::kept(&key).and_then(|name| named(&name));
    let here = named(&address::read().0).or_else(kept);
    let first = here.unwrap_or(View::Queue);
    let chosen = Signal::new(first);
    address::on_change(move || {
        // Back to the beginning, there is no view in the address.
        let view = View::named(&address::read().0).unwrap_or(first);
        local::keep(&key, view.name());
        chosen.set(view);
    });
    el("div")
        .class("wide")
        .with(el("h1").class("visually-hidden").text(text::NAME))
        .with(navigation(chosen))
        .all(panel::note(app))
        .with(live(move || match *chosen.get() {
            View::Queue => queue::view(floor),
            View::Flow => flow::view(floor),
            View::Hotspots => hotspots::view(floor),
            View::Overlaps => overlaps::view(floor),
            View::Load => load::view(floor),
        }))
        .with(history::view(floor))
}

fn navigation(chosen: Signal<View>) -> Element {
    let links = View::ALL.map(|view| {
        let link = el("a")
            .attr("href", &["#", view.name()].concat())
            .text(words::view(view.name()));
        let link = link.follow(move |link| {
            let _valid = match *chosen.get() == view {
                true => link.set_attribute("aria-current", "page"),
                false => link.remove_attribute("aria-current"),
            };
        });
        el("li").with(link)
    });
    el("nav")
        .class("views")
        .attr("aria-label", words::VIEWS)
        .with(el("ul").all(links))
}
