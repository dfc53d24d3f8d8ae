//! The map of a folder.

use std::rc::Rc;

use bitbucket_cloud::Timestamp;
use sightline_insight::hotspots::{Hotspot, Place};

use super::{
    Walk,
    heat::{Heat, name},
    table,
};
use crate::{
    age,
    chart::{self, Figure, Leads, Numbers, Tile},
    element::{Element, el},
    text::hotspots as words,
};

/// Parts that are drawn each; the others share one.
const DRAWN: usize = 60;
const DAY: i64 = 86_400;

pub(super) fn view(walk: Walk, heat: Rc<Heat>) -> Element {
    let folder = walk.folder.now();
    let changes = heat
        .whole(&folder)
        .map_or(0, |whole| whole.activity.changes);
    let over = words::over(changes, heat.inside(&folder).len());
    let drawn = Rc::clone(&heat);
    let figure = Figure {
        name: "hotspots",
        title: words::MAP,
        about: words::MAP_ABOUT,
        over: Box::new(move || over.clone()),
        draw: Box::new(move || {
            let tiles = tiles(walk, &drawn);
            chart::map(&tiles, chart::room(), move |path| walk.to(path))
        }),
        table: Rc::new(move || table::rows(walk, &heat)),
    };
    el("div")
        .class("view")
        .with(legend())
        .with(figure.view(Numbers::Elsewhere))
}

fn tiles(walk: Walk, heat: &Heat) -> Vec<Tile> {
    let spots = heat.inside(&walk.folder.now());
    // One too many would be a part that says “1 more”.
    let drawn = if spots.len() <= DRAWN + 1 {
        spots.len()
    } else {
        DRAWN
    };
    let (drawn, rest) = spots.split_at(drawn.min(spots.len()));
    let mut tiles: Vec<Tile> = drawn.iter().map(|spot| tile(walk, heat, spot)).collect();
    if !rest.is_empty() {
        let last = rest.iter().map(|spot| spot.activity.last_changed_on).max();
        let name = words::others(rest.len());
        tiles.push(Tile {
            said: name.clone(),
            name,
            more: String::new(),
            weight: rest.iter().map(|spot| spot.activity.changes).sum(),
            shade: shade(heat.now - last.unwrap_or(0)),
            leads: Leads::Nowhere,
        });
    }
    tiles
}

fn tile(walk: Walk, heat: &Heat, spot: &Hotspot) -> Tile {
    let activity = spot.activity;
    let time = Timestamp::from_unix;
    let last = age::words(time(heat.now), time(activity.last_changed_on));
    let (leads, how) = match spot.place {
        Place::File(_) => (Leads::To(heat.page(walk.floor, spot)), words::FILE),
        Place::Folder(_) => (Leads::Inside(spot.path.clone()), words::OPENS),
    };
    let mut path = spot.path.clone();
    if let Place::Folder(_) = spot.place {
        path.push('/');
    }
    let mut more = words::changes(activity.changes);
    more.push_str(", ");
    more.push_str(&last);
    Tile {
        name: name(spot),
        said: words::said(&path, &more, (activity.people, activity.lines), how),
        more,
        weight: activity.changes,
        shade: shade(heat.now - activity.last_changed_on),
        leads,
    }
}

/// By age in seconds.
fn shade(age: i64) -> u32 {
    let days = age / DAY;
    let younger = words::AGES.iter().take_while(|(end, _)| *end <= days);
    u32::try_from(younger.count()).unwrap_or(0).min(4)
}

fn legend() -> Element {
    let shades = (0..).zip(words::AGES).map(|(shade, (_, name)): (u32, _)| {
        let mut class = String::from("sample shade-");
        class.push_str(&shade.to_string());
        el("li")
            .with(el("span").class(&class).attr("aria-hidden", "true"))
            .text(name)
    });
    el("div")
        .class("shades")
        .with(
            el("span")
                .class("subtle")
                .attr("id", "shades")
                .text(words::SHADES),
        )
        .with(el("ul").attr("aria-labelledby", "shades").all(shades))
}
