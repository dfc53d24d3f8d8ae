//! `cargo xtask bench jobs`: whether a burst of webhooks, with faults and two times `kill -9`,
//! loses a report, publishes one twice, or makes too many calls.

use std::ffi::OsStr;

use serde_json::{Value, json};

use super::limit::{Limit, judge};
use crate::{Error, run, say, suite::Postgres, workspace};

/// Calls that a job may make.
const CALLS: f64 = 30.0;

/// Milliseconds to the answer to an event of the burst. Bitbucket waits for ten seconds.
const ANSWERED: f64 = 200.0;

/// Resident megabytes of the server.
const MEMORY: f64 = 150.0;

/// Runs the burst on both stores, prints the figures of each and, as the last line, a JSON object of
/// both together, and judges.
///
/// # Errors
/// [`Error::Bench`] when a limit is missed; those of the build and of PostgreSQL.
pub fn jobs() -> Result<(), Error> {
    say::heading("Building for release (about 3 minutes the first time)");
    let mut build = workspace::cargo();
    build.args(["build", "--release", "--package=sightline"]);
    build.args(["--bins", "--example=jobs"]);
    run::aloud(build)?;
    let folder = tempfile::tempdir().map_err(Error::io("a temporary folder cannot be made"))?;
    say::heading("500 webhooks of 50 tenants, SQLite");
    let sqlite = burst("sqlite", folder.path().join("sightline.db").as_os_str())?;
    println!("{sqlite}");
    say::heading("The same, PostgreSQL");
    let server = Postgres::start()?;
    let postgres = burst("postgres", server.url().as_ref())?;
    println!("{postgres}");
    let together = together(&sqlite, &postgres);
    println!("{together}");
    within_limits(&together)
}

/// Figures of one store.
fn burst(kind: &str, place: &OsStr) -> Result<Value, Error> {
    let release = workspace::target().join("release");
    let mut jobs = workspace::command(release.join("examples/jobs"));
    jobs.arg(release.join("sightline")).arg(kind).arg(place);
    let printed = say::timed("every job has ended", || run::quietly(jobs))?;
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|_| Error::Bench {
        problem: format!("the burst printed no figures: {last}"),
    })
}

fn together(one: &Value, other: &Value) -> Value {
    let of = |name: &str| [figure(one, name), figure(other, name)];
    let sum = |name| of(name).iter().sum::<f64>();
    let most = |name| of(name).into_iter().fold(0.0, f64::max);
    json!({
        "accepted": sum("accepted"),
        "done": sum("done"),
        "dead": sum("dead"),
        "lost": sum("lost"),
        "twice": sum("twice"),
        "calls_max": most("calls_max"),
        "rss_mb": most("rss_mb"),
        "answered_ms_median": most("answered_ms_median"),
        "answered_ms_max": most("answered_ms_max"),
    })
}

/// A figure that is missing is none.
fn figure(figures: &Value, name: &str) -> f64 {
    let found = figures.get(name).and_then(Value::as_f64);
    found.unwrap_or(f64::NAN)
}

fn within_limits(figures: &Value) -> Result<(), Error> {
    let limited = |name, limit| (name, figure(figures, name), limit);
    judge([
        limited("accepted", Limit::AtLeast(1_000.0)),
        // Faults pass, so no job is given up.
        limited("dead", Limit::AtMost(0.0)),
        limited("lost", Limit::AtMost(0.0)),
        limited("twice", Limit::AtMost(0.0)),
        limited("calls_max", Limit::AtMost(CALLS)),
        limited("answered_ms_max", Limit::AtMost(ANSWERED)),
        limited("rss_mb", Limit::AtMost(MEMORY)),
    ])
}
