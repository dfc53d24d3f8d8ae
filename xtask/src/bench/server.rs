//! `cargo xtask bench server`: how fast and how small the server is, and whether that is still enough.
//!
//! Everything is compared with something bare that was measured in the same minute on the same
//! machine, so limits are ratios. Both servers and wrk share the processor; they are loaded by turns,
//! and the median of the rounds' ratios counts: any other load of the machine affects both of a round.

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    Error, bundle,
    process::{Process, leashed},
    run, say,
    stack::Ports,
    workspace,
};

use super::{
    figures::{Pages, ServerFigures},
    stats::median,
    verification::Verification,
    wrk::{self, Found, Load},
};

const TENANTS: u32 = 10_000;
/// An odd number, so that one is in the middle.
const ROUNDS: u32 = 7;
const FULL: Load = Load {
    connections: 32,
    pause: 0,
    seconds: 3,
};
/// Milliseconds between two requests of a connection at half load.
const PAUSE: u32 = 10;
const PATIENCE: Duration = Duration::from_secs(20);

/// Measures, prints a table and, as the last line, a JSON object, and judges.
///
/// # Errors
/// [`Error::Bench`] when a limit is missed; those of the builds and of wrk.
pub fn server() -> Result<(), Error> {
    wrk::provide()?;
    if !bundle::is_built() {
        bundle::build()?;
    }
    say::heading("Building for release (about 3 minutes the first time)");
    let mut build = workspace::cargo();
    build.args(["build", "--release", "--package=sightline", "--bins"]);
    build.args(["--package=atlassian-connect", "--examples"]);
    run::aloud(build)?;
    let figures = ServerFigures {
        verification: verification()?,
        pages: pages()?,
    };
    println!("{figures}\n{}", figures.json());
    figures.within_limits()
}

fn program(name: &str) -> PathBuf {
    workspace::target().join("release").join(name)
}

fn verification() -> Result<Verification, Error> {
    say::heading("Verifying a token");
    Verification::read(&run::quietly(workspace::command(program(
        "examples/verify",
    )))?)
}

fn pages() -> Result<Pages, Error> {
    say::heading(format_args!("The panel's page with {TENANTS} tenants"));
    let folder = tempfile::tempdir().map_err(Error::io("a temporary folder cannot be made"))?;
    let paths = folder.path().join("paths");
    let database = folder.path().join("sightline.db");
    let mut fill = workspace::command(program("examples/bench"));
    fill.arg("fill").arg(&database).arg(TENANTS.to_string());
    let lines = say::timed("the store is filled", || run::quietly(fill))?;
    std::fs::write(&paths, &lines).map_err(Error::io("the paths cannot be written"))?;

    let port = Ports::Free.first()?;
    let started = Instant::now();
    let (ours, server) = serve(folder.path(), &database, port)?;
    let start = started.elapsed();
    let page = answer(port, lines.lines().next().unwrap_or_default())?;
    let file = folder.path().join("answer");
    std::fs::write(&file, &page).map_err(Error::io("the page cannot be written"))?;
    let (bare, _bare) = serve_bare(folder.path(), &file, port + 1)?;

    let full =
        |origin: &str| wrk::load(origin, folder.path(), &paths, FULL).map(|found| found.rate);
    // What is loaded first has its memory to fill yet.
    full(&ours)?;
    let rounds = (0..ROUNDS).map(|_| Ok((full(&bare)?, full(&ours)?)));
    let rounds: Vec<(f64, f64)> = rounds.collect::<Result<_, Error>>()?;
    let rate = median(rounds.iter().map(|(_, ours)| *ours));
    Ok(Pages {
        bytes: page.len(),
        bare_rate: median(rounds.iter().map(|(bare, _)| *bare)),
        rate,
        share: median(rounds.iter().map(|(bare, ours)| ours / bare)),
        half: at_half(&ours, folder.path(), &paths, rate)?,
        resident: resident(&server)?,
        start,
    })
}

/// Measures at half the rate, with a pause between the requests of each connection.
fn at_half(origin: &str, folder: &Path, paths: &Path, rate: f64) -> Result<Found, Error> {
    let load = Load {
        connections: connections_for(rate / 2.0),
        pause: PAUSE,
        seconds: 8,
    };
    wrk::load(origin, folder, paths, load)
}

/// Number of connections that make that rate with [`PAUSE`] between the requests of each.
fn connections_for(rate: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred"
    )]
    let connections = (rate * f64::from(PAUSE) / 1_000.0) as u32;
    connections.clamp(1, 500)
}

fn serve(folder: &Path, database: &Path, port: u16) -> Result<(String, Process), Error> {
    let origin = format!("http://127.0.0.1:{port}");
    let mut command = leashed(program("sightline"));
    command
        .args(["serve", "--base-url", &origin])
        .args(["--listen", &format!("127.0.0.1:{port}"), "--database"])
        .arg(database)
        .arg("--assets")
        .arg(workspace::dist())
        .env("SIGHTLINE_SECRET_KEY", "07".repeat(32));
    let server = Process::start("the server", command, folder.join("server.log"))?;
    ready(server, port).map(|server| (origin, server))
}

fn serve_bare(folder: &Path, file: &Path, port: u16) -> Result<(String, Process), Error> {
    let address = format!("127.0.0.1:{port}");
    let mut command = leashed(program("examples/bench"));
    command.args(["bare", &address]).arg(file);
    let server = Process::start("the bare handler", command, folder.join("bare.log"))?;
    ready(server, port).map(|server| (format!("http://{address}"), server))
}

/// All that a server of this machine answers to a GET, head and body: the bare handler answers the same.
fn answer(port: u16, path: &str) -> Result<Vec<u8>, Error> {
    let host = format!("127.0.0.1:{port}");
    let mut answer = Vec::new();
    let mut ask = || {
        let mut stream = TcpStream::connect(&host)?;
        let close = "Connection: close\r\n\r\n";
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{close}")?;
        stream.read_to_end(&mut answer)
    };
    ask().map_err(Error::io("the page cannot be read"))?;
    match answer.starts_with(b"HTTP/1.1 200 ") {
        true => Ok(answer),
        false => Err(Error::Bench {
            problem: format!("the page is refused: {}", String::from_utf8_lossy(&answer)),
        }),
    }
}

fn ready(mut server: Process, port: u16) -> Result<Process, Error> {
    let connect = |_: &str| TcpStream::connect(("127.0.0.1", port)).ok();
    server.wait_for(PATIENCE, connect)?;
    Ok(server)
}

/// Megabytes.
fn resident(server: &Process) -> Result<f64, Error> {
    let unreadable = || Error::io("the server's memory cannot be read");
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id()));
    let status = status.map_err(unreadable())?;
    let missing = || std::io::Error::other("no VmRSS");
    resident_in(&status)
        .ok_or_else(missing)
        .map_err(unreadable())
}

/// Megabytes, out of a process's `status` (proc(5)), which has kilobytes.
fn resident_in(status: &str) -> Option<f64> {
    let mut kilobytes = status.lines().filter_map(|line| {
        let rest = line.strip_prefix("VmRSS:")?.trim_end_matches("kB").trim();
        rest.parse::<f64>().ok()
    });
    Some(kilobytes.next()? / 1_024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_takes_as_many_connections_as_fit_into_its_pauses() {
        assert_eq!(connections_for(5_000.0), 50);
        assert_eq!(connections_for(1.0), 1);
        assert_eq!(connections_for(1e9), 500);
    }

    #[test]
    fn resident_memory_is_read_in_megabytes() {
        let status = "VmPeak:\t  204800 kB\nVmRSS:\t   20480 kB\nRssAnon:\t 1024 kB\n";
        assert_eq!(resident_in(status), Some(20.0));
        assert_eq!(resident_in("VmPeak:\t 1 kB\n"), None);
    }
}
