//! The whole period in a few numbers.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::{flow::Numbers, quantile::Quartiles};

use crate::{
    format::{
        axis::Unit,
        date::{date, day},
        number::number,
    },
    model::flow_input::FlowReport,
    state::repository::use_repository,
    text::flow as words,
};

/// Counts and medians over the whole period.
#[component]
pub(super) fn Summary(
    /// Numbers.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    let whole = Memo::new(move |_| report.read().flow.whole);
    let note = Memo::new(move |_| report.read().known_from.map(read_back_to));
    let undated = Memo::new(move |_| words::undated(report.read().undated));
    let repository = use_repository();
    let opened = Memo::new(move |_| words::opened_in_part(repository.listed()));
    let nothing = Memo::new(move |_| {
        let report = report.read();
        let is_empty = report.flow.weeks.is_empty();
        is_empty.then(|| repository.nothing(words::NOTHING, report.span.from))
    });
    let before = Memo::new(move |_| report.read().before);
    let sums = move || {
        let (whole, before) = (whole.get(), before.get());
        let count = |of: fn(&Numbers) -> u32| before.map(|before| number(of(&before).into()));
        let measure = |of: fn(&Numbers) -> Option<Quartiles>| before.and_then(|before| of(&before));
        view! {
            <Sum
                name=words::OPENED
                value=number(whole.opened.into())
                more=words::opened_apart(&whole)
                before=count(|before| before.opened)
            />
            <Sum
                name=words::MERGED
                value=number(whole.merged.into())
                more=words::merged_apart(&whole)
                before=count(|before| before.merged)
            />
            <Measure
                name=words::FIRST_REVIEW found=whole.first_review unit=Unit::Time
                before=measure(|before| before.first_review)
            />
            <Measure
                name=words::REVIEW found=whole.review unit=Unit::Time
                before=measure(|before| before.review)
            />
            <Measure
                name=words::CYCLE found=whole.cycle unit=Unit::Time
                before=measure(|before| before.cycle)
            />
            <Measure
                name=words::SIZE found=whole.lines unit=Unit::Number
                before=measure(|before| before.lines)
            />
        }
    };
    view! {
        <div class="view">
            {move || nothing.get().map(|said| view! { <p class="empty">{said}</p> })}
            <dl class="sums">{sums}</dl>
            {move || opened.get().map(|said| view! { <p class="subtle">{said}</p> })}
            {move || undated.get().map(|said| view! { <p class="subtle">{said}</p> })}
            <p class="subtle reach">{note}</p>
        </div>
    }
}

/// Median and middle half of a measure.
#[component]
fn Measure(
    /// Name of the measure.
    name: &'static str,
    /// Its values; `None` while none is known.
    found: Option<Quartiles>,
    /// Unit of its values.
    unit: Unit,
    /// Its values in the period before, where they are known.
    before: Option<Quartiles>,
) -> impl IntoView {
    let (value, more) = match found {
        None => (words::UNREAD.to_owned(), words::NOT_KNOWN.to_owned()),
        Some(found) => (words::value(found.median, unit), words::around(found, unit)),
    };
    let before = before.map(|before| words::value(before.median, unit));
    view! { <Sum name value more before/> }
}

/// A number with its name.
#[component]
fn Sum(
    /// Name of the number.
    name: &'static str,
    /// The number.
    value: String,
    /// Further information; empty for none.
    more: String,
    /// The number in the period before, where that is known.
    before: Option<String>,
) -> impl IntoView {
    let before = before.map(|before| {
        view! { <dd class="subtle before">{words::before(&before)}</dd> }
    });
    let more = (!more.is_empty()).then(|| view! { <dd class="subtle">{more}</dd> });
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="sum">{value}</dd>
            {more}
            {before}
        </div>
    }
}

fn read_back_to(from: i64) -> String {
    words::read_back_to(&day(date(Timestamp::from_unix(from))))
}
