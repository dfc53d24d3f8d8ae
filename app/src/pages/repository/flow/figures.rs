//! The charts, week by week.

use std::sync::Arc;

use bitbucket_cloud::Timestamp;
use leptos::prelude::*;
use sightline_insight::{
    flow::{Numbers, Week},
    quantile::Quartiles,
};

use crate::{
    components::{
        Later,
        chart::{Bars, Coverage, Figure, Medians, WeekMark},
    },
    format::{
        axis::Unit,
        date::{date, day},
    },
    model::flow_input::{FlowReport, Incomplete},
    state::computed::apart,
    text::flow as words,
};

/// A measure over which there is a chart.
#[derive(Clone, Copy)]
struct Measure {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    unit: Unit,
    of: fn(&Numbers) -> Option<Quartiles>,
    published: &'static [(i64, &'static str)],
}

const MEASURES: [Measure; 4] = [
    Measure {
        name: "first-review",
        title: words::FIRST_REVIEW,
        about: words::FIRST_REVIEW_ABOUT,
        unit: Unit::Time,
        of: |numbers| numbers.first_review,
        published: &[],
    },
    Measure {
        name: "review",
        title: words::REVIEW,
        about: words::REVIEW_ABOUT,
        unit: Unit::Time,
        of: |numbers| numbers.review,
        published: &[],
    },
    Measure {
        name: "cycle",
        title: words::CYCLE,
        about: words::CYCLE_ABOUT,
        unit: Unit::Time,
        of: |numbers| numbers.cycle,
        published: &words::PUBLISHED,
    },
    Measure {
        name: "size",
        title: words::SIZE,
        about: words::SIZE_ABOUT,
        unit: Unit::Number,
        of: |numbers| numbers.lines,
        published: &[],
    },
];

/// All charts.
#[component]
pub(super) fn Figures(
    /// Numbers.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    // In the order in which they stand: one that came late would push those below it.
    let counts = view! { <Later><CountsFigure report/></Later> };
    let measures = MEASURES.map(|measure| {
        view! { <Later><MeasureFigure report measure/></Later> }
    });
    view! {
        <div class="charts">
            {counts}
            {measures.into_iter().collect_view()}
        </div>
    }
}

/// Opened and merged pull requests.
#[component]
fn CountsFigure(
    /// Numbers.
    report: Memo<Arc<FlowReport>>,
) -> impl IntoView {
    let report = apart(report);
    let over = Signal::derive(move || words::over_counts(&report.read().flow.whole));
    let values = move |report: &FlowReport| -> Vec<[i64; 2]> {
        let weeks = report.flow.weeks.iter();
        let values = weeks.map(|(_, numbers)| [numbers.opened, numbers.merged].map(i64::from));
        values.collect()
    };
    view! {
        <Figure
            name="opened-merged"
            title=words::COUNTS
            about=words::COUNTS_ABOUT
            over
            table=move |()| rows(&report.read(), &words::COUNTS_COLUMNS, counts_row)
        >
            <Bars
                weeks=marks(&report.read(), words::counts)
                values=values(&report.read())
                names=[words::OPENED, words::MERGED]
            />
        </Figure>
    }
}

/// Medians of a measure.
#[component]
fn MeasureFigure(
    /// Numbers.
    report: Memo<Arc<FlowReport>>,
    /// The measure.
    measure: Measure,
) -> impl IntoView {
    let Measure { unit, of, .. } = measure;
    let report = apart(report);
    let over = Signal::derive(move || words::over(of(&report.read().flow.whole)));
    let said = move |week: &str, numbers: &Numbers, incomplete: Option<Incomplete>| {
        words::measured(week, of(numbers), unit, incomplete)
    };
    let values = move |report: &FlowReport| -> Vec<Option<Quartiles>> {
        let weeks = report.flow.weeks.iter();
        weeks.map(|(_, numbers)| of(numbers)).collect()
    };
    let row = move |numbers: &Numbers| measure_row(of(numbers), unit);
    view! {
        <Figure
            name=measure.name
            title=measure.title
            about=measure.about
            over
            table=move |()| rows(&report.read(), &words::columns(unit), row)
        >
            <Medians
                weeks=marks(&report.read(), said)
                values=values(&report.read())
                unit
                published=measure.published
            />
        </Figure>
    }
}

/// Weeks of a chart; `said` puts the numbers of one into words.
fn marks(
    report: &FlowReport,
    said: impl Fn(&str, &Numbers, Option<Incomplete>) -> String,
) -> Vec<WeekMark> {
    let weeks = report.flow.weeks.iter();
    let marks = weeks.map(|(week, numbers)| {
        let incomplete = report.incomplete(*week);
        WeekMark {
            begin: week.begin(),
            coverage: match incomplete {
                None => Coverage::Whole,
                Some(_) => Coverage::Part,
            },
            said: said(&monday(*week), numbers, incomplete),
        }
    });
    marks.collect()
}

/// Table of a chart; `row` makes what stands between the week and its note.
fn rows(
    report: &FlowReport,
    columns: &[&str],
    row: impl Fn(&Numbers) -> Vec<String>,
) -> Vec<Vec<String>> {
    let head = columns.iter().map(|name| (*name).to_owned()).collect();
    let weeks = report.flow.weeks.iter().map(|(week, numbers)| {
        let note = words::note(report.incomplete(*week)).to_owned();
        let fields = [monday(*week)].into_iter().chain(row(numbers));
        fields.chain([note]).collect()
    });
    [head].into_iter().chain(weeks).collect()
}

fn counts_row(numbers: &Numbers) -> Vec<String> {
    let counts = [
        numbers.opened,
        numbers.drafts,
        numbers.opened_by_bots,
        numbers.merged,
        numbers.merged_by_bots,
    ];
    counts.map(|count| count.to_string()).to_vec()
}

fn measure_row(found: Option<Quartiles>, unit: Unit) -> Vec<String> {
    let Some(Quartiles {
        n,
        low,
        median,
        high,
    }) = found
    else {
        return ["", "", "", "0"].map(str::to_owned).to_vec();
    };
    let values = [median, low, high].map(|value| words::plain(value, unit));
    values.into_iter().chain([n.to_string()]).collect()
}

fn monday(week: Week) -> String {
    day(date(Timestamp::from_unix(week.begin())))
}
