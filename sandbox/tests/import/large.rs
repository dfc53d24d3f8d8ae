//! A long history.

use std::{
    fmt::Write as _,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use jiff::Timestamp;
use sightline_sandbox::import::load;
use tempfile::TempDir;

use crate::support::START;

/// 20,000 commits: every fourth on main is a merge of one commit.
fn large(path: &Path) {
    let run = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .current_dir(path)
            .args(arguments)
            .stdin(Stdio::piped());
        command.spawn().unwrap()
    };
    assert!(
        run(&["init", "--quiet", "--bare", "--initial-branch=main"])
            .wait()
            .unwrap()
            .success()
    );
    let mut stream = String::new();
    let who = |at| {
        format!(
            "Person {0} <p{0}@example.com> {1} +0000",
            at % 40,
            START + at
        )
    };
    let mut main = 0;
    for mark in (1..=20_000).step_by(5) {
        for mark in mark..mark + 5 {
            let message = match mark % 5 {
                0 => format!(
                    "Merged in topic/{mark} (pull request #{})\n\nTitle {mark}\n",
                    mark / 5
                ),
                _ => format!("Commit {mark}\n"),
            };
            writeln!(
                stream,
                "commit refs/heads/main\nmark :{mark}\ncommitter {}",
                who(mark)
            )
            .unwrap();
            writeln!(stream, "data {}\n{message}", message.len()).unwrap();
            let (from, merge) = match mark % 5 {
                0 => (main, Some(mark - 1)),
                _ => (main, None),
            };
            if from > 0 {
                writeln!(stream, "from :{from}").unwrap();
            }
            if let Some(merge) = merge {
                writeln!(stream, "merge :{merge}").unwrap();
            }
            writeln!(
                stream,
                "M 100644 inline file{}\ndata 1\n{}\n",
                mark % 100,
                mark % 10
            )
            .unwrap();
            if mark % 5 != 4 {
                main = mark;
            }
        }
    }
    let mut import = run(&["fast-import", "--quiet", "--force"]);
    import
        .stdin
        .take()
        .unwrap()
        .write_all(stream.as_bytes())
        .unwrap();
    assert!(import.wait().unwrap().success());
}

#[tokio::test]
async fn of_a_long_history_the_newest_thousand_are_kept() {
    let directory = TempDir::new().unwrap();
    large(directory.path());
    let begun = std::time::Instant::now();
    let world = load(directory.path(), Timestamp::from_second(START * 2).unwrap())
        .await
        .unwrap();
    println!("loaded in {:?}", begun.elapsed());
    let ids: Vec<_> = world.pull_requests.iter().map(|pull| pull.id).collect();
    assert_eq!(ids, (3_001..=4_000).collect::<Vec<_>>());
    // Those who wrote a fourth or fifth commit: eight each of forty.
    assert_eq!(world.people.len(), 16);
}
