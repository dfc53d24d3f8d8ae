//! The charts, week by week.

use std::sync::Arc;

use leptos::prelude::*;
use sightline_insight::{flow::Numbers, quantile::Quartiles};

use crate::{
    components::{
        Later,
        chart::{Bars, Coverage, Figure, Medians, WeekMark},
    },
    format::axis::Unit,
    model::flow_input::{FlowReport, Incomplete},
    state::{computed::apart, export::flow as export},
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
            table=move |()| export::counts(&report.read())
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
    view! {
        <Figure
            name=measure.name
            title=measure.title
            about=measure.about
            over
            table=move |()| export::medians(&report.read(), unit, of)
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
            said: said(&export::monday(*week), numbers, incomplete),
        }
    });
    marks.collect()
}
