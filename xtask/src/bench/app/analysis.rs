//! Analysis of 20,000 merged pull requests in WebAssembly: a test of the app measures and prints it.

use super::problem;
use crate::{Error, run, say, setup, workspace};

/// Milliseconds of the fastest run.
///
/// # Errors
/// [`Error::Bench`] when the test does not print its time; [`Error::Missing`] without a browser.
pub(super) fn measure() -> Result<f64, Error> {
    say::heading("Analysis of 20,000 merged pull requests (about 3 minutes the first time)");
    let mut command = workspace::cargo();
    command
        .args(["test", "--profile=wasm-release", "--package=sightline-app"])
        .args(["--target=wasm32-unknown-unknown", "--test=speed"])
        .args(["--", "--nocapture"])
        .env("CHROMEDRIVER", setup::chromium::driver()?);
    let mut time = None;
    let mut output = Vec::new();
    // Its own limit is that of the budget here: the time counts, not how the test ended.
    run::each_line(command, |line| {
        say::aside(line);
        time = time.or_else(|| read(line));
        output.push(line.to_owned());
    })?;
    time.ok_or_else(|| problem(format!("no time of the analysis in\n{}", output.join("\n"))))
}

/// Reads `analysis: 123 ms`.
fn read(line: &str) -> Option<f64> {
    let (_, rest) = line.split_once("analysis: ")?;
    rest.strip_suffix(" ms")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_read_and_nothing_else() {
        assert_eq!(read("analysis: 123 ms"), Some(123.0));
        assert_eq!(read("    analysis: 98.5 ms"), Some(98.5));
        for line in ["analysis", "analysis: fast ms", "sum\t123.4"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
