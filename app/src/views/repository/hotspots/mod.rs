//! Where change concentrates: a map to walk into, and a table.

mod heat;
mod plan;
mod table;
mod trail;

use std::{rc::Rc, time::Duration};

use js_sys::futures::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    later,
    period::{self, Period},
};
use crate::{
    address::value,
    clock,
    element::{Element, document, el, live},
    floor::Floor,
    history::{Progress, Wish},
    load::Load,
    signal::{Act, Signal},
    text::{flow, hotspots as words},
    views::{problem, skeleton},
};
use heat::Heat;

const VIEW: &str = "hotspots";
/// The element that has the focus after a step.
const HERE: &str = "here";

/// Where the reader is. Cheap to copy.
#[derive(Clone, Copy)]
struct Walk {
    floor: Floor,
    period: Signal<Period>,
    /// The folder's path; empty at the top.
    folder: Signal<String>,
}

impl Walk {
    /// Steps into a folder, or back.
    fn to(self, folder: &str) {
        self.folder.renew(folder.to_owned());
        // What was used is gone: who came by keyboard goes on from the folder's name.
        spawn_local(async {
            clock::sleep(Duration::ZERO).await;
            if let Some(here) = document().get_element_by_id(HERE) {
                let _focused = here.unchecked_into::<HtmlElement>().focus();
            }
        });
    }
}

pub(super) fn view(floor: Floor) -> Element {
    let query = floor.recall(VIEW);
    let walk = Walk {
        floor,
        period: Signal::new(Period::named(value(&query, "period"))),
        folder: Signal::new(value(&query, "folder").to_owned()),
    };
    let heat = later::found(
        floor,
        move || {
            let (period, folder) = (walk.period.get(), walk.folder.get());
            floor.remember(VIEW, &[("period", period.name()), ("folder", &folder)]);
        },
        move || heat::found(floor, *walk.period.get()),
    );
    el("section")
        .class("view hotspots")
        .attr("aria-labelledby", "hotspots")
        .with(el("h2").attr("id", "hotspots").text(words::HOTSPOTS))
        .with(el("p").class("subtle about").text(words::ABOUT))
        .with(
            el("div")
                .class("controls")
                .with(period::choice(walk.period)),
        )
        .with(live(move || match &*heat.get() {
            Load::Failed(error) => {
                let again = Act::new(move || floor.known.ask(Wish::Visit));
                problem::view(floor.app, error, again)
            }
            Load::Loading => skeleton(12),
            Load::Ready(heat) if heat.is_empty() => empty(floor, heat),
            Load::Ready(heat) => ready(walk, heat),
        }))
}

fn ready(walk: Walk, heat: &Rc<Heat>) -> Element {
    let (one, two) = (Rc::clone(heat), Rc::clone(heat));
    el("div")
        .class("view")
        .with(live(move || trail::view(walk)))
        .with(live(move || {
            let heat = Rc::clone(&one);
            let spots = heat.inside(&walk.folder.get());
            match spots.is_empty() {
                true => el("p").class("empty").text(words::NOT_HERE),
                false => plan::view(walk, heat),
            }
        }))
        .with(live(move || {
            let _followed = walk.folder.get();
            table::view(walk, Rc::clone(&two))
        }))
        .with(el("p").class("subtle about").text(words::NOTE))
}

fn empty(floor: Floor, heat: &Heat) -> Element {
    let reading = matches!(*floor.known.progress.get(), Progress::Reading { .. });
    let nothing = heat.merged() == 0;
    if nothing && reading {
        return el("div")
            .class("view")
            .with(el("p").class("empty").text(flow::NONE_READ))
            .with(skeleton(8));
    }
    if !nothing {
        return el("p").class("empty").text(words::NONE);
    }
    el("div")
        .class("empty")
        .with(el("p").class("empty-title").text(flow::NONE_MERGED))
        .with(el("p").text(flow::NONE_MERGED_MORE))
}
