//! `cargo xtask test`: every test, in order, with one sum at the end.

mod pgbouncer;
mod postgres;
pub mod tally;

use std::{process::Command, time::Instant};

use crate::{Error, bundle, forge, run, say, setup, stack::PREBUILT, workspace};

pub use pgbouncer::PgBouncer;
pub use postgres::Postgres;
pub use tally::Tally;

/// Tests that need a browser, Node.js or a running stack.
const END_TO_END: &str = "package(sightline-tests)";

/// Runs everything, or what the filter fits: tests whose name contains it.
pub fn test(filter: Option<&str>) -> Tally {
    let mut suite = Suite {
        filter,
        stages: Vec::new(),
    };
    suite.run();
    suite.sum()
}

struct Suite<'a> {
    filter: Option<&'a str>,
    stages: Vec<(&'static str, Tally)>,
}

impl Suite<'_> {
    fn run(&mut self) {
        let ready = self.stage("Set-up", || setup::for_testing().map(|()| Tally::default()));
        let built = ready.failed == 0
            && self
                .stage("Building (5 minutes the first time)", compile)
                .failed
                == 0;
        if !built {
            return;
        }
        let postgres = self.service("PostgreSQL", Postgres::start);
        let pgbouncer = postgres
            .as_ref()
            .and_then(|postgres| self.service("PgBouncer", || PgBouncer::start(postgres)));
        let filter = self.filter;
        self.stage("Native tests", || {
            let mut command = nextest(&format!("not {END_TO_END}"), filter);
            if let Some(postgres) = &postgres {
                command.env("SIGHTLINE_TEST_POSTGRES", postgres.url());
            }
            if let Some(pgbouncer) = &pgbouncer {
                command.env("SIGHTLINE_TEST_PGBOUNCER", pgbouncer.url());
            }
            counted(command, tally::nextest, filter)
        });
        // What documentation shows is no test by name.
        if filter.is_none() {
            self.stage("Examples in the documentation", || {
                let mut command = workspace::cargo();
                command.args(["test", "--doc", "--workspace", "--no-fail-fast"]);
                counted(command, tally::libtest, filter)
            });
        }
        self.stage("WebAssembly tests in Chromium", || {
            counted(wasm(filter)?, tally::libtest, filter)
        });
        self.stage("Files of the app and their ceiling", below_ceiling);
        self.stage("The app for Forge, as Forge checks it", || {
            forge::prepare().map(|_| Tally::PASSED)
        });
        self.stage("End-to-end tests", || {
            let mut command = nextest(END_TO_END, filter);
            command.env(PREBUILT, "1");
            if let Some(postgres) = &postgres {
                command.env("SIGHTLINE_TEST_POSTGRES", postgres.url());
            }
            counted(command, tally::nextest, filter)
        });
    }

    /// Does one stage. One that cannot be done counts as one failed test.
    fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result<Tally, Error>) -> Tally {
        say::heading(name);
        let started = Instant::now();
        let tally = work().unwrap_or_else(|error| {
            eprintln!("{name}: {error}");
            Tally::FAILED
        });
        let took = say::seconds(started.elapsed());
        if tally == Tally::default() {
            say::line(format_args!("{name}: done in {took}"));
        } else {
            say::line(format_args!("{name}: {tally} in {took}"));
            self.stages.push((name, tally));
        }
        tally
    }

    /// Starts a service that tests need. Where it cannot start, they are left out, but not in CI.
    fn service<T>(
        &mut self,
        name: &'static str,
        start: impl FnOnce() -> Result<T, Error>,
    ) -> Option<T> {
        match start() {
            Ok(started) => Some(started),
            Err(error) if std::env::var_os("CI").is_none() => {
                say::line(format_args!("tests with {name} are left out: {error}"));
                None
            }
            Err(error) => {
                self.stage(name, || Err(error));
                None
            }
        }
    }

    fn sum(&self) -> Tally {
        say::heading("Summary");
        let mut sum = Tally::default();
        for (name, tally) in &self.stages {
            say::line(format_args!("{tally:>22}  {name}"));
            sum = sum + *tally;
        }
        sum
    }
}

/// Compiles everything that later stages run, once and with the same features for all of them.
fn compile() -> Result<Tally, Error> {
    let mut build = workspace::cargo();
    build.args(["build", "--workspace", "--bins", "--tests"]);
    run::aloud(build)?;
    Ok(Tally::default())
}

fn nextest(tests: &str, filter: Option<&str>) -> Command {
    let expression = match filter {
        None => tests.to_owned(),
        Some(name) => {
            let name = tally::literal(name);
            format!("{tests} & (test(~{name}) | binary(~{name}))")
        }
    };
    let mut command = workspace::cargo();
    command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    command.args(["--no-tests=pass", "-E", &expression]);
    command.env("NEXTEST_HIDE_PROGRESS_BAR", "1");
    command
}

fn wasm(filter: Option<&str>) -> Result<Command, Error> {
    let mut command = workspace::cargo();
    command
        .args([
            "test",
            "--package=sightline-app",
            "--package=atlassian-bridge",
        ])
        .args(["--lib", "--tests"])
        .args(["--target=wasm32-unknown-unknown", "--no-fail-fast"])
        .args(filter)
        .env("CHROMEDRIVER", setup::chromium::driver()?);
    Ok(command)
}

fn below_ceiling() -> Result<Tally, Error> {
    bundle::build()?;
    let mut sum = Tally::default();
    for program in bundle::Program::ALL {
        let sizes = bundle::Sizes::measure(program)?;
        eprintln!("{sizes}");
        sum = sum + sizes.below_ceiling().map(|()| Tally::PASSED)?;
    }
    Ok(sum)
}

/// Runs tests and adds up what `read` finds in the lines that they print.
fn counted(
    mut command: Command,
    read: impl Fn(&str) -> Option<Tally>,
    filter: Option<&str>,
) -> Result<Tally, Error> {
    if say::colours() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let name = run::name(&command);
    let mut sum = Tally::default();
    let status = run::each_line(command, |line| {
        eprintln!("{line}");
        sum = sum + read(&tally::uncoloured(line)).unwrap_or_default();
    })?;
    // Nothing is as suspicious as a failure: tests that do not compile, or that nobody ran.
    let nothing = sum.passed == 0 && filter.is_none();
    if sum.failed == 0 && (!status.success() || nothing) {
        eprintln!("`{name}` ended with {status}, {sum}");
        sum = sum + Tally::FAILED;
    }
    Ok(sum)
}
