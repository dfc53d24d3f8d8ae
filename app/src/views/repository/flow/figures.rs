//! The charts, week by week.

use std::rc::Rc;

use sightline_insight::{
    flow::{Numbers, Week},
    quantile::Quartiles,
};

use super::course::{Shown, now};
use crate::{
    chart::{self, Figure, Part, Place, Unit},
    clock,
    element::{Element, el},
    load::Load,
    signal::Signal,
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

type Source = Signal<Load<Rc<Shown>>>;

pub(super) fn view(shown: Source) -> Element {
    let measures = MEASURES.map(|measure| figure(shown, measure));
    el("div").class("charts").with(counts(shown)).all(measures)
}

fn counts(shown: Source) -> Element {
    let figure = Figure {
        name: "opened-merged",
        title: words::COUNTS,
        about: words::COUNTS_ABOUT,
        over: Box::new(move || words::over_counts(&now(shown).flow.whole)),
        draw: Box::new(move || {
            let shown = now(shown);
            let values = shown
                .flow
                .weeks
                .iter()
                .map(|(_, numbers)| [numbers.opened, numbers.merged].map(i64::from));
            let values: Vec<[i64; 2]> = values.collect();
            let said =
                |week: &str, numbers: &Numbers, note: &str| words::counts(week, numbers, note);
            chart::bars(
                &places(&shown, &said),
                &values,
                [words::OPENED, words::MERGED],
            )
        }),
        table: Rc::new(move || {
            let row = |week: &str, numbers: &Numbers, note: &str| {
                let counts = [
                    numbers.opened,
                    numbers.drafts,
                    numbers.opened_by_bots,
                    numbers.merged,
                    numbers.merged_by_bots,
                ];
                let mut row = vec![week.to_owned()];
                row.extend(counts.map(|count| count.to_string()));
                row.push(note.to_owned());
                row
            };
            rows(&now(shown), &words::COUNTS_COLUMNS, &row)
        }),
    };
    figure.view(chart::Numbers::Behind)
}

fn figure(shown: Source, measure: Measure) -> Element {
    let Measure {
        name,
        title,
        about,
        unit,
        of,
        published,
    } = measure;
    let figure = Figure {
        name,
        title,
        about,
        over: Box::new(move || {
            let whole = of(&now(shown).flow.whole);
            whole.map_or_else(
                || words::NOT_MEASURED.to_owned(),
                |whole| words::over(whole.n),
            )
        }),
        draw: Box::new(move || {
            let shown = now(shown);
            let values = shown.flow.weeks.iter().map(|(_, numbers)| of(numbers));
            let values: Vec<_> = values.collect();
            let said = |week: &str, numbers: &Numbers, note: &str| {
                words::measured(week, of(numbers), unit, note)
            };
            chart::medians(&places(&shown, &said), &values, unit, published)
        }),
        table: Rc::new(move || {
            let row = |week: &str, numbers: &Numbers, note: &str| {
                let found = of(numbers);
                let values = found.map(|found| [found.median, found.low, found.high]);
                let mut row = vec![week.to_owned()];
                match values {
                    None => row.extend(["", "", ""].map(str::to_owned)),
                    Some(values) => row.extend(values.map(|value| words::plain(value, unit))),
                }
                row.push(found.map_or(0, |found| found.n).to_string());
                row.push(note.to_owned());
                row
            };
            rows(&now(shown), &words::columns(unit), &row)
        }),
    };
    figure.view(chart::Numbers::Behind)
}

/// What is made of a week: its day, its numbers and what else to know.
type Of<'a, T> = &'a dyn Fn(&str, &Numbers, &str) -> T;

fn places(shown: &Shown, said: Of<'_, String>) -> Vec<Place> {
    let weeks = shown.flow.weeks.iter();
    let place = |(week, numbers): &(Week, Numbers)| {
        let note = shown.note(*week);
        Place {
            begin: week.begin(),
            known: if note.is_empty() {
                Part::Whole
            } else {
                Part::Part
            },
            said: said(&day(*week), numbers, note),
        }
    };
    weeks.map(place).collect()
}

fn rows(shown: &Shown, columns: &[&str], row: Of<'_, Vec<String>>) -> Vec<Vec<String>> {
    let mut rows = vec![columns.iter().map(|name| (*name).to_owned()).collect()];
    for (week, numbers) in &shown.flow.weeks {
        rows.push(row(&day(*week), numbers, shown.note(*week)));
    }
    rows
}

fn day(week: Week) -> String {
    clock::day(bitbucket_cloud::Timestamp::from_unix(week.begin()))
}
