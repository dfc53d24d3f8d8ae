//! The whole period in a few numbers, and what they mean.

use sightline_insight::quantile::Quartiles;

use super::course::Shown;
use crate::{
    chart::Unit,
    clock,
    element::{Element, el},
    text::{self, flow as words},
};

pub(super) fn view(shown: &Shown) -> Element {
    let whole = shown.flow.whole;
    let many = |count: u32| text::number(count.into());
    let apart = |parts: &[(u32, &str)]| {
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts = parts.map(|(count, name)| [&many(*count), *name].concat());
        let parts: Vec<String> = parts.collect();
        parts.join(", ")
    };
    let opened = apart(&[
        (whole.drafts, " open drafts apart"),
        (whole.opened_by_bots, " by bots apart"),
    ]);
    let merged = apart(&[(whole.merged_by_bots, " by bots apart")]);
    let all = el("dl")
        .class("sums")
        .with(tile(words::OPENED, &many(whole.opened), &opened))
        .with(tile(words::MERGED, &many(whole.merged), &merged))
        .with(measure(words::FIRST_REVIEW, whole.first_review, Unit::Time))
        .with(measure(words::REVIEW, whole.review, Unit::Time))
        .with(measure(words::CYCLE, whole.cycle, Unit::Time))
        .with(measure(words::SIZE, whole.lines, Unit::Number));
    let note = shown.known_from.map(|from| {
        let day = clock::day(bitbucket_cloud::Timestamp::from_unix(from));
        el("p").class("note").text(&words::read_back_to(&day))
    });
    let nothing = shown.flow.weeks.is_empty();
    let nothing = nothing.then(|| el("p").class("empty").text(words::NOTHING));
    el("div").class("view").all(note).all(nothing).with(all)
}

fn measure(name: &str, found: Option<Quartiles>, unit: Unit) -> Element {
    match found {
        None => tile(name, words::UNREAD, words::NOT_KNOWN),
        Some(found) => tile(
            name,
            &words::value(found.median, unit),
            &words::around(found, unit),
        ),
    }
}

fn tile(name: &str, value: &str, more: &str) -> Element {
    let value = el("dd").class("sum").text(value);
    let more = (!more.is_empty()).then(|| el("dd").class("subtle").text(more));
    el("div").with(el("dt").text(name)).with(value).all(more)
}

/// Definitions.
pub(super) fn meanings() -> Element {
    let meanings = words::MEANINGS_LIST.map(|(name, meaning)| {
        el("div")
            .with(el("dt").text(name))
            .with(el("dd").text(meaning))
    });
    el("section")
        .class("view")
        .attr("aria-labelledby", "meanings")
        .with(el("h3").attr("id", "meanings").text(words::MEANINGS))
        .with(el("dl").class("meanings").all(meanings))
}
