//! Commands that end and services that are ended.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{process::Command, time::Duration};

use xtask::{
    Error,
    process::{Process, leashed},
    run,
};

const PATIENCE: Duration = Duration::from_secs(10);

fn shell(script: &str) -> Command {
    let mut command = leashed("sh");
    command.args(["-c", script]);
    command
}

fn start(folder: &tempfile::TempDir, script: &str) -> Process {
    Process::start("it", shell(script), folder.path().join("log")).unwrap()
}

fn runs(pid: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("kill -0 {pid} 2>/dev/null")])
        .status()
        .unwrap()
        .success()
}

#[test]
fn lines_of_both_streams_come_in_the_order_of_printing() {
    let mut seen = Vec::new();
    let status = run::each_line(shell("echo a; echo b >&2; echo c; exit 3"), |line| {
        seen.push(line.to_owned());
    });
    assert_eq!(status.unwrap().code(), Some(3));
    assert_eq!(seen, ["a", "b", "c"]);
}

#[test]
fn a_failure_shows_the_command_and_what_it_printed() {
    let failed = run::quietly(shell("echo out; echo err >&2; exit 4"));
    let Err(Error::Failed { status, output, .. }) = failed else {
        unreachable!("{failed:?}")
    };
    assert_eq!(status.code(), Some(4));
    assert_eq!(output, "out\nerr\n");
}

#[test]
fn a_service_that_breaks_down_while_it_starts_shows_its_last_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = start(&folder, "echo no database; exit 1");
    let ended = service.wait_for(PATIENCE, |_| None::<()>);
    assert!(matches!(ended, Err(Error::Ended { log, .. }) if log == "no database"));
}

#[test]
fn a_service_that_says_nothing_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = start(&folder, "sleep 60");
    let silent = service.wait_for(Duration::from_millis(100), |_| None::<()>);
    assert!(matches!(silent, Err(Error::Silent { .. })));
}

#[test]
fn a_dropped_service_is_gone_even_if_it_does_not_want_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = start(
        &folder,
        "trap '' TERM; echo pid $$; while :; do sleep 0.1; done",
    );
    let pid = service.wait_for(PATIENCE, |output| {
        let line = output.lines().next()?;
        line.strip_prefix("pid ").map(str::to_owned)
    });
    let pid = pid.unwrap();
    assert!(runs(&pid));
    drop(service);
    assert!(!runs(&pid));
}

#[test]
fn a_service_does_not_outlive_who_started_it() {
    if xtask::workspace::find(&["setpriv"]).is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let starter = std::thread::scope(|scope| {
        let starter = scope.spawn(|| {
            let mut service = start(&folder, "echo up; exec sleep 60");
            let up = |output: &str| output.contains("up").then_some(());
            service.wait_for(PATIENCE, up).map(|()| service)
        });
        starter.join()
    });
    let mut service = starter.unwrap().unwrap();
    let ended = service.wait_for(PATIENCE, |_| None::<()>);
    assert!(matches!(ended, Err(Error::Ended { .. })));
}
