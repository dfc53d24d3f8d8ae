//! `cargo xtask demo`: everything running, to be looked at in a browser.

use std::{
    path::PathBuf,
    sync::mpsc::{RecvTimeoutError, channel},
    time::Duration,
};

use crate::{
    Error, bundle, forge, run, say,
    stack::{Forge, Options, Ports, Reach, Stack},
    workspace,
};

/// Interval between two checks that both services still run.
const PULSE: Duration = Duration::from_millis(300);

/// Builds, starts, registers, installs; then waits for Ctrl-C or SIGTERM and stops everything.
///
/// # Errors
/// Any error that keeps it from running; [`Error::Ended`] when a service breaks down.
pub fn demo(git: Option<PathBuf>, port: u16) -> Result<(), Error> {
    let ports = Ports::From(port);
    ports.first()?;
    let git = git.map(|path| {
        let known = path.canonicalize();
        known.map_err(Error::io(format!("{} cannot be opened", path.display())))
    });
    let git = git.transpose()?;

    bundle::build()?;
    say::timed("the app for Forge is written", forge::prepare)?;
    say::heading("Building the server and the sandbox (about 3 minutes the first time)");
    let mut build = workspace::cargo();
    build.args([
        "build",
        "--package=sightline",
        "--package=sightline-sandbox",
    ]);
    say::timed("both are built", || run::aloud(build))?;

    let (stop, stopped) = channel();
    // A second Ctrl-C finds the receiver gone, and everything on its way down already.
    ctrlc::set_handler(move || stop.send(()).unwrap_or_default()).map_err(|problem| Error::Io {
        what: "Ctrl-C cannot be caught".to_owned(),
        source: std::io::Error::other(problem),
    })?;
    say::heading("Starting");
    let mut stack = Stack::start(&Options {
        git,
        ports,
        forge: Forge::Installed,
        reach: Reach::Installed,
        server_args: vec!["--live-reload".to_owned()],
        ..Options::default()
    })?;
    announce(&stack);
    while stopped.recv_timeout(PULSE) == Err(RecvTimeoutError::Timeout) {
        stack.alive()?;
    }
    say::line("stopping");
    Ok(())
}

fn announce(stack: &Stack) {
    let addresses = stack.addresses();
    println!();
    println!(
        "  Sightline is installed in the sandbox, as an app of Connect and as one of Forge. Open"
    );
    println!("    repository    {}", addresses.repository_page());
    let list = || format!("{}/pull-requests", addresses.repository_page());
    let pull_request = stack.some_pull_request();
    println!("    pull request  {}", pull_request.unwrap_or_else(list));
    let workspace = format!("{}/{}", addresses.web, addresses.workspace());
    println!("    settings      {workspace}/workspace/settings/apps");
    println!("    the app       {}", addresses.app);
    println!();
    println!("  Ctrl-C stops everything.");
}
