//! The app's speed as a reader meets it, measured from outside: by the DOM, the Performance APIs and
//! the DevTools protocol. Nothing in the app takes part.
//!
//! Conditions: headless Chromium, processor slowed 4 times, 10 Mbit/s, 40 ms round trip, API answers
//! after 150 ms. The panel's first content is compared with a bare page in the same frame of the same
//! host page, which makes the app's first call through the same bridge and shows the title
//! (`floor.js`). Bare page, app, and app on Forge are visited by turns, each time in a new browser context,
//! which is a profile without cache, storage or compiled code. Times begin with the navigation of the frame.
//!
//! The analysis is that of `app/tests/speed.rs`, with the processor as it is. Longest tasks are those
//! of a second visit of a repository with 5,000 merged and 1,000 open pull requests; the browser
//! reports tasks above 50 ms alone, so 50 stands for 50 or less.

mod analysis;
mod chromium;
mod cold;
mod conditions;
mod facts;
mod floor;
mod page;
mod warm;

use crate::{
    Error, bundle, run, say,
    stack::{Build, Options, Stack},
    workspace,
};

use super::report::{AppFigures, Tasks};

/// Measures, prints a table and, as the last line, a JSON object, and judges.
///
/// # Errors
/// [`Error::Bench`] when a budget is missed or something cannot be measured; those of the builds, of
/// the stack and of the browser.
pub fn bench() -> Result<(), Error> {
    build()?;
    let analysis = analysis::measure()?;
    let cold = cold::measure()?;
    let scenes = warm::measure()?;
    let figures = AppFigures {
        floor: cold.floor,
        first_content: cold.first_content,
        forge_first_content: cold.forge_first_content,
        headline: cold.headline,
        all_blocks: cold.all_blocks,
        analysis,
        scenes,
        bytes: cold.bytes,
    };
    println!("{figures}\n{}", figures.json());
    figures.within_budget()
}

/// Measures the longest tasks alone, prints them as [`bench()`] does, and judges.
///
/// # Errors
/// As [`bench()`].
pub fn bench_tasks() -> Result<(), Error> {
    build()?;
    let scenes = warm::measure()?;
    let tasks = Tasks(&scenes);
    println!("{tasks}\n{}", tasks.json());
    tasks.within_budget()
}

/// Builds what is measured: the app, unless it is in `dist`, sandbox and server.
fn build() -> Result<(), Error> {
    if !bundle::is_built() {
        bundle::build()?;
    }
    say::heading("Building server and sandbox for release (about 4 minutes the first time)");
    let mut build = workspace::cargo();
    build.args(["build", "--release", "--package=sightline"]);
    build.arg("--package=sightline-sandbox");
    say::timed("both are built", || run::aloud(build))
}

/// Sandbox and server of a release build.
fn start(options: Options) -> Result<Stack, Error> {
    Stack::start(&Options {
        build: Build::Release,
        ..options
    })
}

fn problem(problem: impl Into<String>) -> Error {
    Error::Bench {
        problem: problem.into(),
    }
}
