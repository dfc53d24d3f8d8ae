//! Load, made by wrk.

use std::{path::Path, time::Duration};

use crate::{Error, run, setup::debian, workspace};

/// Asks for the paths of a file, one after the other. With a pause, each connection waits as long
/// between an answer and its next request.
const SCRIPT: &str = r#"
local paths, at = {}, 0
local pause = tonumber(os.getenv("BENCH_PAUSE"))
function init(args)
  for path in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = path end
  at = math.random(#paths)
end
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
if pause > 0 then function delay() return pause end end
function done(summary, latency, requests)
  io.write(string.format("bench %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"#;

/// Results of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    /// Requests a second.
    pub(super) rate: f64,
    /// Half of the answers came within this time.
    pub(super) p50: Duration,
    /// 99 of 100 answers came within this time.
    pub(super) p99: Duration,
}

/// Load that wrk makes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load {
    pub(super) connections: u32,
    /// Milliseconds between an answer and the next request of a connection.
    pub(super) pause: u32,
    pub(super) seconds: u32,
}

/// Looks for wrk and installs it.
///
/// # Errors
/// Those of [`debian::install`].
pub(super) fn provide() -> Result<(), Error> {
    match workspace::find(&["wrk"]) {
        Some(_) => Ok(()),
        None => debian::install("wrk", &["wrk"]),
    }
}

/// Loads the server at `origin` with the paths of a file.
///
/// # Errors
/// [`Error::Bench`] when a request failed; those of [`run::quietly`].
pub(super) fn load(origin: &str, folder: &Path, paths: &Path, load: Load) -> Result<Found, Error> {
    let script = folder.join("wrk.lua");
    std::fs::write(&script, SCRIPT).map_err(Error::io("wrk's script cannot be written"))?;
    let mut wrk = workspace::command("wrk");
    wrk.args(["--threads", "1", "--timeout", "10s"])
        .args(["--connections", &load.connections.to_string()])
        .args(["--duration", &format!("{}s", load.seconds)])
        .arg("--script")
        .arg(&script)
        .arg(origin)
        .env("BENCH_PATHS", paths)
        .env("BENCH_PAUSE", load.pause.to_string());
    let output = run::quietly(wrk)?;
    let (requests, found) = Found::read(&output)?;
    match requests.failed {
        0 => Ok(found),
        failed => Err(Error::Bench {
            problem: format!("{failed} of {} requests to {origin} failed", requests.sent),
        }),
    }
}

/// Numbers of requests.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Requests {
    sent: u32,
    failed: u32,
}

impl Found {
    /// Reads the line that the script writes at the end.
    fn read(output: &str) -> Result<(Requests, Self), Error> {
        let unread = || Error::Bench {
            problem: format!("wrk says something else:\n{output}"),
        };
        let line = output.lines().find_map(|line| line.strip_prefix("bench "));
        let numbers = line.ok_or_else(unread)?.split(' ').map(str::parse::<u32>);
        let numbers: Vec<u32> = numbers.collect::<Result<_, _>>().map_err(|_| unread())?;
        match *numbers.as_slice() {
            [sent, microseconds, p50, p99, failed] if microseconds > 0 => Ok((
                Requests { sent, failed },
                Self {
                    rate: f64::from(sent) * 1e6 / f64::from(microseconds),
                    p50: Duration::from_micros(p50.into()),
                    p99: Duration::from_micros(p99.into()),
                },
            )),
            _ => Err(unread()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_line_of_the_script_is_found_among_those_of_wrk() {
        let output = "Running 4s test @ http://127.0.0.1:8000\n  1 threads and 32 connections\n\
                      bench 50000 4000000 580 2100 3\nRequests/sec: 12500.00\n";
        let (requests, found) = Found::read(output).unwrap();
        assert_eq!(
            requests,
            Requests {
                sent: 50_000,
                failed: 3
            }
        );
        assert_eq!(
            found,
            Found {
                rate: 12_500.0,
                p50: Duration::from_micros(580),
                p99: Duration::from_micros(2_100),
            }
        );
    }

    #[test]
    fn anything_else_is_no_measurement() {
        for output in [
            "",
            "unable to connect to 127.0.0.1:8000 Connection refused",
            "bench 1 2 3 4",
            "bench 1 2 3 4 5 6",
            "bench 1 0 3 4 5",
            "bench 1 -2 3 4 5",
            "bench 1 2.5 3 4 5",
        ] {
            assert!(Found::read(output).is_err(), "{output}");
        }
    }
}
