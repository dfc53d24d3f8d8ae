//! Running time of the analyses on 20,000 merged pull requests with 100,000 changed files:
//! `cargo run --release -p sightline-insight --example scale`; on others with both numbers as
//! arguments. Prints one line an analysis, the name and the milliseconds of the fastest of five runs,
//! separated by a tab; at last their sum.
#![allow(clippy::print_stdout, reason = "a command")]

mod made;

use std::{
    env,
    hint::black_box,
    time::{Duration, Instant},
};

use sightline_insight::{
    Change, History, Merged,
    companions::{Companions, Present},
    flow::{Author, Filter, Milestones, Readiness, flow},
    hotspots::Hotspots,
    kinds::Kinds,
    quantile::Percentile,
    reviewers,
};

use made::{HOUR, merged};

const RUNS: usize = 5;

fn main() {
    let mut given = env::args().skip(1).map(|number| number.parse().ok());
    let mut number = |usual| given.next().flatten().unwrap_or(usual);
    let merged = merged(number(20_000), number(100_000));
    let all: Vec<Milestones<'_>> = merged.iter().map(milestones).collect();
    let always = Filter {
        from: 0,
        until: i64::MAX,
        target: Some("main"),
    };
    let now = merged.last().map_or(0, |pull| pull.merged_on);
    let read = || {
        let mut history = History::default();
        merged.iter().for_each(|pull| history.push(pull));
        history
    };
    let history = read();
    let companions = Companions::of(&history);
    let change = Change {
        author: "person-1",
        files: merged.last().map_or(&[][..], |pull| &pull.files),
    };
    let present = Present::of(&history, change.files);
    let times = [
        ("read", fastest(read)),
        ("flow", fastest(|| flow(&all, &always))),
        ("hotspots", fastest(|| Hotspots::of(&history, 0, now))),
        ("companions", fastest(|| Companions::of(&history))),
        (
            "warnings",
            fastest(|| companions.warnings(&history, &present)),
        ),
        ("percentile", fastest(|| percentile(&history))),
        (
            "reviewers",
            fastest(|| reviewers::rank(&history, &change, now)),
        ),
    ];
    for (name, time) in times {
        println!("{name}\t{:.1}", milliseconds(time));
    }
    let sum = times.iter().map(|(_, time)| *time).sum();
    println!("sum\t{:.1}", milliseconds(sum));
}

fn percentile(history: &History) -> Percentile {
    let kinds = Kinds::default();
    Percentile::among(kinds.merged(history).map(|one| one.lines), 400)
}

fn fastest<T>(work: impl Fn() -> T) -> Duration {
    let run = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn milestones(pull: &Merged) -> Milestones<'_> {
    let lines = pull
        .files
        .iter()
        .map(|file| file.lines_added + file.lines_removed);
    Milestones {
        target: "main",
        author: Author::Person,
        opened_on: pull.created_on,
        readiness: Readiness::FromTheStart,
        first_review_on: Some(pull.created_on + 5 * HOUR),
        approved_on: Some(pull.merged_on - HOUR),
        merged_on: Some(pull.merged_on),
        lines: u32::try_from(lines.sum::<u64>()).ok(),
    }
}
