//! Where the time went: a bar, and the same as a list.

use bitbucket_cloud::{PullRequest, PullRequestState, Timestamp};
use sightline_insight::timeline::{Phase, Span, Timeline};

use super::folders::percent;
use crate::{
    age, clock,
    desk::Desk,
    element::{Element, el, svg},
    load::Load,
    review::{Activities, Fact, Part},
    settings::Settings,
    text::timeline as words,
    views::{people, section, shown, time},
};

pub(super) fn view(desk: Desk) -> Element {
    let block = section("timeline", words::TIMELINE);
    block.all(desk.review.part(Part::Activity).map(|activity| {
        shown(desk.app, activity, 4, move |fact| {
            match (fact, desk.pull.get()) {
                (Fact::Activity(activities), Load::Ready(pull)) => {
                    let rules = desk.settings.rules().unwrap_or_default();
                    ready(activities, &pull, &rules.settings)
                }
                _ => el("div"),
            }
        })
    }))
}

fn ready(activities: &Activities, pull: &PullRequest, settings: &Settings) -> Element {
    let line = activities.timeline(pull, settings, clock::now());
    let steps = steps(activities, pull, &line);
    let unread = words::unread(activities.unread, clock::exact);
    el("div")
        .class("timeline")
        .with(bar(&line))
        .with(el("ol").class("steps").all(steps.iter().map(step)))
        .all(unread.map(|text| el("p").class("subtle").text(&text)))
}

/// A line of the list.
pub(crate) struct Step {
    /// What time was spent on until then.
    on: Option<Phase>,
    pub(crate) text: String,
    at: Option<i64>,
}

/// The time line as a list.
pub(crate) fn steps(activities: &Activities, pull: &PullRequest, line: &Timeline) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut add = |on, text, at| steps.push(Step { on, text, at });
    let name = |key: &str| {
        activities
            .name(key)
            .unwrap_or(crate::text::NOBODY)
            .to_owned()
    };
    let author = people::name(pull.author.as_ref());
    let open = pull.state == PullRequestState::Open;
    add(None, words::opened(&author), Some(line.opened));
    if line.draft > 0 {
        let ready = line.drafts.last().map(|(_, to)| *to);
        let ready = ready.filter(|to| *to < line.end);
        add(Some(Phase::Draft), words::draft(&length(line.draft)), ready);
    }
    let waited = length(line.pickup);
    let pickup = Some(Phase::Pickup);
    match &line.first_review {
        Some((at, by)) => add(pickup, words::first_review(&waited, &name(by)), Some(*at)),
        None if !open => add(pickup, words::NOT_REVIEWED.to_owned(), None),
        None if pull.draft == Some(true) => {}
        None => add(pickup, words::no_review(&waited), None),
    }
    let review = length(line.review.unwrap_or_default());
    for (place, (at, by)) in line.approvals.iter().enumerate() {
        let last = place + 1 == line.approvals.len();
        let text = match last && line.review > Some(0) {
            true => words::reviewed(&review, &name(by)),
            false => words::approved(&name(by)),
        };
        add(Some(Phase::Review), text, Some(*at));
    }
    if line.review.is_some() && line.approvals.is_empty() && open {
        add(Some(Phase::Review), words::in_review(&review), None);
    }
    let approved = (!line.approvals.is_empty()).then_some(Phase::Approved);
    let closed = activities.closed(pull).map(|(at, _)| at.unix());
    let all = length(line.end - line.opened);
    add(approved, words::end(&pull.state, &all), closed);
    steps
}

fn length(seconds: i64) -> String {
    age::length(u64::try_from(seconds).unwrap_or_default())
}

fn step(step: &Step) -> Element {
    let class = step.on.map_or("step", class);
    let item = el("li").class(class).text(&step.text).text(" ");
    item.all(step.at.map(|at| {
        el("span")
            .class("subtle")
            .with(time::view(Timestamp::from_unix(at)))
    }))
}

const fn class(phase: Phase) -> &'static str {
    match phase {
        Phase::Approved => "step on-approved",
        Phase::Draft => "step on-draft",
        Phase::Pickup => "step on-pickup",
        Phase::Review => "step on-review",
    }
}

// The list says the same.
fn bar(line: &Timeline) -> Element {
    let whole = seconds(line.end - line.opened);
    let piece = |span: Span| {
        let mut title = [words::phase(span.on), ": ", &length(span.to - span.from)].concat();
        for (before, at) in [(", from ", span.from), (" to ", span.to)] {
            title.push_str(before);
            title.push_str(&clock::exact(Timestamp::from_unix(at)));
        }
        svg("rect")
            .attr("class", class(span.on))
            .attr("x", &percent(seconds(span.from - line.opened), whole))
            .attr("width", &percent(seconds(span.to - span.from), whole))
            .attr("height", "8")
            .with(svg("title").text(&title))
    };
    svg("svg")
        .attr("class", "spans")
        .attr("width", "100%")
        .attr("height", "8")
        .attr("aria-hidden", "true")
        .all(line.spans().into_iter().map(piece))
}

fn seconds(time: i64) -> u32 {
    u32::try_from(time).unwrap_or_default()
}
