//! Where the time went: a bar, and the same as a list.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::timeline::{Phase, Timeline};

use crate::{
    components::{Ago, Loaded, Section},
    format::{date, number::percent},
    model::timeline::{ReviewTimeline, TimelineStep},
    state::{pull_request::use_pull_request, retry},
    text::timeline as words,
};

/// Lines of the skeleton.
const LINES: usize = 4;

/// The section.
#[component]
pub fn TimelineSection() -> impl IntoView {
    let store = use_pull_request();
    let again = move |()| retry(store.review.activity);
    view! {
        <Section id="timeline" heading=words::TIMELINE>
            <Loaded value=store.timeline retry=again lines=LINES let:timeline>
                <Content timeline/>
            </Loaded>
        </Section>
    }
}

#[component]
fn Content(
    /// The timeline.
    timeline: Arc<ReviewTimeline>,
) -> impl IntoView {
    let unread = words::unread(timeline.unread, date::exact);
    let steps = timeline.steps.iter().cloned();
    let steps = steps.map(|step| view! { <Step step/> }).collect_view();
    view! {
        <div class="timeline">
            <Bar timeline=Arc::clone(&timeline)/>
            <ol class="steps">{steps}</ol>
            {unread.map(|text| view! { <p class="subtle">{text}</p> })}
        </div>
    }
}

#[component]
fn Step(
    /// The step.
    step: TimelineStep,
) -> impl IntoView {
    let time = step.at.map(Timestamp::from_unix);
    let time = time.map(|time| view! { <span class="subtle"><Ago time/></span> });
    view! {
        <li class=step.on.map_or("step", class)>{words::step(&step.what)}" "{time}</li>
    }
}

/// The spans as lengths. Hidden from those who hear the page, as the list says the same.
#[component]
fn Bar(
    /// The timeline.
    timeline: Arc<ReviewTimeline>,
) -> impl IntoView {
    let Timeline { opened, end, .. } = timeline.line;
    let whole = seconds(end - opened);
    let spans = timeline.line.spans().into_iter().map(|span| {
        let title = words::span(span, date::exact);
        view! {
            <rect
                class=class(span.on)
                x=percent(seconds(span.from - opened), whole)
                width=percent(seconds(span.to - span.from), whole)
                height="8"
            >
                <title>{title}</title>
            </rect>
        }
    });
    view! {
        <svg class="spans" width="100%" height="8" aria-hidden="true">{spans.collect_view()}</svg>
    }
}

const fn class(phase: Phase) -> &'static str {
    match phase {
        Phase::Approved => "step on-approved",
        Phase::Draft => "step on-draft",
        Phase::Pickup => "step on-pickup",
        Phase::Review => "step on-review",
    }
}

fn seconds(time: i64) -> u32 {
    u32::try_from(time).unwrap_or_default()
}
