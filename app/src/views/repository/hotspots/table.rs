//! What changed in a folder, as a table.

use std::rc::Rc;

use bitbucket_cloud::Timestamp;
use sightline_insight::hotspots::{Hotspot, Place};

use super::{
    Walk,
    heat::{Heat, name},
};
use crate::{
    element::{Element, el, live},
    signal::Signal,
    text::{self, hotspots as words},
    views::{button, link, time},
};

/// Rows that are listed at once.
const LISTED: usize = 50;

pub(super) fn view(walk: Walk, heat: Rc<Heat>) -> Element {
    let spots = heat.inside(&walk.folder.now());
    if spots.is_empty() {
        return el("div").attr("hidden", "");
    }
    let listed = Signal::new(LISTED);
    live(move || {
        let listed_now = *listed.get();
        let rows = spots.iter().take(listed_now);
        let rows = rows.map(|spot| row(walk, &heat, spot));
        let left = spots.len().saturating_sub(listed_now);
        let more = (left > 0).then(|| {
            button(&words::more(left.min(200)), move || {
                listed.set(listed_now + 200);
            })
        });
        let classes = ["", "number", "number", "number", "when", ""];
        let headings = words::COLUMNS.into_iter().zip(classes);
        let headings =
            headings.map(|(name, class)| el("th").class(class).attr("scope", "col").text(name));
        let table = el("table")
            .class("pull-requests spots")
            .with(el("caption").class("visually-hidden").text(words::TABLE))
            .with(el("thead").with(el("tr").all(headings)))
            .with(el("tbody").all(rows));
        let table = el("div")
            .class("scrolled")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", words::TABLE)
            .with(table);
        el("div").class("view").with(table).all(more)
    })
}

fn row(walk: Walk, heat: &Heat, spot: &Hotspot) -> Element {
    let activity = spot.activity;
    let called = name(spot);
    let (leads, companions) = match spot.place {
        Place::File(file) => (
            link(&heat.page(walk.floor, spot)).with(el("bdi").text(&called)),
            heat.companions(file),
        ),
        Place::Folder(_) => {
            let path = spot.path.clone();
            let into = button(&called, move || walk.to(&path)).class("step");
            (into, Vec::new())
        }
    };
    let number = |count: u64| el("td").class("number").text(&text::number(count));
    let pull = u32::try_from(activity.last_change).unwrap_or(0);
    let mut hash = String::from("#");
    hash.push_str(&pull.to_string());
    let companions = companions.into_iter().map(|(path, shared, changes)| {
        let short = path.rsplit('/').next().unwrap_or(path);
        el("li")
            .with(el("code").attr("title", path).with(el("bdi").text(short)))
            .text(" ")
            .with(
                el("span")
                    .class("subtle")
                    .text(&words::companion(shared, changes)),
            )
    });
    el("tr")
        .with(el("th").attr("scope", "row").with(leads))
        .with(number(activity.changes.into()))
        .with(number(activity.people.into()))
        .with(number(activity.lines))
        .with(
            el("td")
                .class("when")
                .with(time::view(Timestamp::from_unix(activity.last_changed_on)))
                .text(" ")
                .with(link(&walk.floor.page_of(pull)).text(&hash)),
        )
        .with(el("td").with(el("ul").class("usual").all(companions)))
}

/// The same for other programs, all of it.
pub(super) fn rows(walk: Walk, heat: &Heat) -> Vec<Vec<String>> {
    let mut rows = vec![words::COLUMNS.map(str::to_owned).to_vec()];
    for spot in heat.inside(&walk.folder.now()) {
        let activity = spot.activity;
        let companions = match spot.place {
            Place::File(file) => heat.companions(file),
            Place::Folder(_) => Vec::new(),
        };
        let companions: Vec<&str> = companions.into_iter().map(|(path, ..)| path).collect();
        rows.push(vec![
            spot.path.clone(),
            activity.changes.to_string(),
            activity.people.to_string(),
            activity.lines.to_string(),
            Timestamp::from_unix(activity.last_changed_on).to_string(),
            companions.join(" "),
        ]);
    }
    rows
}
