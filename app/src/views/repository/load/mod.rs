//! Who is asked for which reviews now. No call of its own.

use std::rc::Rc;

use sightline_insight::load::{Asked, Load as Reviews, load};

use crate::{
    age, clock,
    element::{Element, el},
    floor::{Floor, Open, Row},
    load::Load,
    review::past::key,
    settings::Settings,
    text::{self, load as words},
    views::{link, people, shown, skeleton, taking, time},
};

const HOUR: i64 = 3_600;

pub(super) fn view(floor: Floor) -> Element {
    el("section")
        .class("view")
        .attr("aria-labelledby", "load")
        .with(
            el("h2")
                .class("visually-hidden")
                .attr("id", "load")
                .text(words::LOAD),
        )
        .with(el("p").class("subtle about").text(words::ABOUT))
        .with(shown(floor.app, floor.open, 8, move |open| {
            match floor.settings.rules() {
                Some(rules) => ready(floor, open, &rules.settings),
                None => skeleton(8),
            }
        }))
        .with(taking::table("load", move || table(floor)))
}

/// Somebody who is asked, by id and name.
struct Waiting {
    person: String,
    name: String,
    row: Rc<Row>,
}

/// Reviews that are asked for and not done.
fn waiting(open: &Open, settings: &Settings) -> Vec<Waiting> {
    let mut waiting = Vec::new();
    for row in &open.rows {
        let pull = &row.pull;
        if pull.draft == Some(true) {
            continue;
        }
        for review in pull.reviews() {
            let account = review.account;
            let left_out = review.vote.is_some()
                || settings.is_bot(account)
                || pull.author.as_ref().is_some_and(|by| by.is(account));
            if !left_out {
                waiting.push(Waiting {
                    person: key(account).to_owned(),
                    name: people::name(Some(account)),
                    row: Rc::clone(row),
                });
            }
        }
    }
    waiting
}

fn by_person(waiting: &[Waiting]) -> Vec<Reviews<'_>> {
    load(
        waiting.iter().map(|one| Asked {
            person: &one.person,
            name: &one.name,
            id: one.row.pull.id.into(),
            since: one.row.pull.created_on.unix(),
        }),
        text::folded,
    )
}

fn ready(floor: Floor, open: &Open, settings: &Settings) -> Element {
    let waiting = waiting(open, settings);
    if waiting.is_empty() {
        return el("p").class("empty").text(words::NOBODY_WAITS);
    }
    let people = by_person(&waiting);
    let mut on: Vec<u32> = waiting.iter().map(|one| one.row.pull.id).collect();
    on.dedup();
    let over = words::over(waiting.len(), people.len(), on.len(), open.rows.len());
    let headings = [
        ("", words::PERSON),
        ("number", words::REVIEWS),
        ("when", words::LONGEST),
        ("when", words::MEDIAN),
        ("", words::WHICH),
    ];
    let headings =
        headings.map(|(class, name)| el("th").class(class).attr("scope", "col").text(name));
    let rows = people.iter().map(|one| row(floor, one, &waiting));
    let caption = el("caption").class("visually-hidden").text(words::LOAD);
    let table = el("table")
        .class("pull-requests load")
        .with(caption)
        .with(el("thead").with(el("tr").all(headings)))
        .with(el("tbody").all(rows));
    el("div")
        .class("view")
        .with(el("p").attr("role", "status").text(&over))
        .with(table)
}

fn row(floor: Floor, one: &Reviews<'_>, waiting: &[Waiting]) -> Element {
    let person = el("span")
        .class("person")
        .with(people::avatar(one.name))
        .with(el("span").class("name").text(one.name));
    let links = one.reviews.iter().filter_map(|(id, _)| {
        let same = |one: &&Waiting| u64::from(one.row.pull.id) == *id;
        let pull = &waiting.iter().find(same)?.row.pull;
        let mut number = String::from("#");
        number.push_str(&pull.id.to_string());
        let link = link(&floor.page_of(pull.id))
            .attr("title", &pull.title)
            .text(&number);
        Some(
            el("li").with(link).text(" ").with(
                el("span")
                    .class("subtle")
                    .with(time::lasting(pull.created_on)),
            ),
        )
    });
    let (longest, median) = waits(one);
    let length = |seconds: i64| age::length(u64::try_from(seconds).unwrap_or(0));
    el("tr")
        .with(el("th").attr("scope", "row").with(person))
        .with(
            el("td")
                .class("number")
                .text(&text::number(text::overlaps::as_u64(one.reviews.len()))),
        )
        .with(el("td").class("when").text(&length(longest)))
        .with(el("td").class("when").text(&length(median)))
        .with(el("td").with(el("ul").class("which").all(links)))
}

/// The longest and the median wait, in seconds.
fn waits(one: &Reviews<'_>) -> (i64, i64) {
    let now = clock::now().unix();
    let longest = one.reviews.first().map_or(0, |(_, since)| now - since);
    let median = one.waits(now).map_or(0, |waits| waits.median);
    (longest.max(0), median)
}

fn table(floor: Floor) -> Vec<Vec<String>> {
    let mut rows = vec![words::EXPORTED.map(str::to_owned).to_vec()];
    let Load::Ready(open) = floor.open.now() else {
        return rows;
    };
    let settings = match floor.settings.now() {
        Load::Ready(found) => found,
        Load::Failed(_) | Load::Loading => Rc::default(),
    };
    let waiting = waiting(&open, &settings.settings);
    for one in by_person(&waiting) {
        let (longest, median) = waits(&one);
        let ids = one.reviews.iter().map(|(id, _)| id.to_string());
        let ids: Vec<String> = ids.collect();
        rows.push(vec![
            one.name.to_owned(),
            one.reviews.len().to_string(),
            (longest / HOUR).to_string(),
            (median / HOUR).to_string(),
            ids.join(" "),
        ]);
    }
    rows
}
