//! Timeline of a pull request, as a bar and as a list.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::timeline::{Phase, Timeline};

use crate::{
    components::{Ago, FoldedSection, Loaded},
    format::{date, number::percent},
    model::{
        reveal::Block,
        timeline::{ReviewTimeline, TimelineStep},
        urgency::Urgency,
    },
    state::{pull_request::use_pull_request, retry, reveal::use_reveal},
    text::timeline as words,
};

/// Lines of the skeleton.
const LINES: usize = 4;

/// The section.
#[component]
pub fn TimelineSection() -> impl IntoView {
    let store = use_pull_request();
    let again = move |()| retry(store.review.activity);
    let open = Memo::new(move |_| match &*store.timeline.read() {
        Some(Ok(timeline)) => Urgency::of_timeline(timeline) == Urgency::Urgent,
        Some(Err(_)) => true,
        None => false,
    });
    let summary = move || {
        let timeline = store.timeline.get()?.ok()?;
        Some(view! { <span class="subtle">{words::summary(&timeline)}</span> })
    };
    view! {
        <FoldedSection
            id="timeline"
            heading=words::TIMELINE
            summary
            open
            place=use_reveal().place(Block::Timeline)
        >
            <Loaded value=store.timeline retry=again lines=LINES let:timeline>
                <Content timeline/>
            </Loaded>
        </FoldedSection>
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
            {timeline.line.clone().map(|line| view! { <Bar line/> })}
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
    /// The spans.
    line: Timeline,
) -> impl IntoView {
    let Timeline { opened, end, .. } = line;
    let whole = seconds(end - opened);
    let spans = line.spans().into_iter().map(|span| {
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
