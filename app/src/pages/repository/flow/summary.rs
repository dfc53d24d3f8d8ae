//! The whole period in a few numbers.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::quantile::Quartiles;

use crate::{
    format::{
        axis::Unit,
        date::{date, day},
        number::number,
    },
    model::flow_input::FlowReport,
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
    let is_empty = Memo::new(move |_| report.read().flow.weeks.is_empty());
    let sums = move || {
        let whole = whole.get();
        view! {
            <Sum name=words::OPENED value=number(whole.opened.into()) more=words::opened_apart(&whole)/>
            <Sum name=words::MERGED value=number(whole.merged.into()) more=words::merged_apart(&whole)/>
            <Measure name=words::FIRST_REVIEW found=whole.first_review unit=Unit::Time/>
            <Measure name=words::REVIEW found=whole.review unit=Unit::Time/>
            <Measure name=words::CYCLE found=whole.cycle unit=Unit::Time/>
            <Measure name=words::SIZE found=whole.lines unit=Unit::Number/>
        }
    };
    view! {
        <div class="view">
            {move || note.get().map(|note| view! { <p class="note">{note}</p> })}
            <Show when=move || is_empty.get()>
                <p class="empty">{words::NOTHING}</p>
            </Show>
            <dl class="sums">{sums}</dl>
            {move || undated.get().map(|said| view! { <p class="subtle">{said}</p> })}
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
) -> impl IntoView {
    let (value, more) = match found {
        None => (words::UNREAD.to_owned(), words::NOT_KNOWN.to_owned()),
        Some(found) => (words::value(found.median, unit), words::around(found, unit)),
    };
    view! { <Sum name value more/> }
}

/// A number with its name.
#[component]
fn Sum(
    /// Name of the number.
    name: &'static str,
    /// The number.
    value: String,
    /// What else to know; empty for nothing.
    more: String,
) -> impl IntoView {
    let more = (!more.is_empty()).then(|| view! { <dd class="subtle">{more}</dd> });
    view! {
        <div>
            <dt>{name}</dt>
            <dd class="sum">{value}</dd>
            {more}
        </div>
    }
}

fn read_back_to(from: i64) -> String {
    words::read_back_to(&day(date(Timestamp::from_unix(from))))
}
