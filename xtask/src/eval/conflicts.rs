//! Conflicts between pairs of branches, compared with `git merge-tree`.

use std::{path::Path, process::Command};

use serde_json::{Value, json};
use sightline_insight::overlap::{
    FileHunks, FileMerge, Open, Overlap, Unknown, Verdict, hunks, overlaps,
};

use super::round;
use crate::Error;

/// A branch, and what it changes since it left the base.
struct Branch {
    name: String,
    files: Vec<FileHunks>,
}

/// Compares every pair of the branches beside `base` of a repository:
/// `{"pairs","conflicts","recall","precision","wrong":[{"one","other","git","said"}]}`. A pair counts as
/// a conflict where it is not known whether a moved folder is empty, because git may stop; other
/// pairs without a verdict count as none.
///
/// # Errors
/// When git fails, as it does for a branch that shares no history with the base.
pub fn conflicts(repository: &Path, base: &str) -> Result<Value, Error> {
    let names = git(
        repository,
        &["for-each-ref", "--format=%(refname:short)", "refs/heads"],
    )?;
    let branches = names.lines().filter(|name| *name != base).map(|name| {
        let range = format!("{base}...{name}");
        let diff = git(
            repository,
            &[
                "diff",
                "--unified=0",
                "--find-renames",
                "--no-ext-diff",
                "--no-color",
                &range,
                "--",
            ],
        )?;
        Ok(Branch {
            name: name.to_owned(),
            files: hunks(&diff),
        })
    });
    let branches: Vec<Branch> = branches.collect::<Result<_, Error>>()?;
    let (mut pairs, mut conflicts, mut marked, mut hits) = (0_u32, 0_u32, 0_u32, 0_u32);
    let mut wrong = Vec::new();
    for (at, one) in branches.iter().enumerate() {
        for other in branches.iter().skip(at + 1) {
            let stops = stops(repository, &one.name, &other.name)?;
            let said = is_conflict(one, other);
            pairs += 1;
            conflicts += u32::from(stops);
            marked += u32::from(said);
            hits += u32::from(stops && said);
            if stops != said {
                wrong.push(json!({
                    "one": one.name, "other": other.name, "git": stops, "said": said,
                }));
            }
        }
    }
    let share = |of: u32| match of {
        0 => 1.0,
        _ => round(f64::from(hits) / f64::from(of)),
    };
    Ok(json!({
        "pairs": pairs, "conflicts": conflicts, "recall": share(conflicts),
        "precision": share(marked), "wrong": wrong,
    }))
}

fn is_conflict(one: &Branch, other: &Branch) -> bool {
    let open = |id, files| Open {
        id,
        source: None,
        target: "",
        updated_on: 0,
        files,
    };
    let stops = |overlap: &Overlap| {
        let mut files = overlap.files.iter();
        overlap.verdict() == Verdict::Conflict
            || files.any(|file| file.merge == FileMerge::Unknown(Unknown::Folder))
    };
    let found = overlaps(&open(1, &one.files), &[open(2, &other.files)]);
    found.iter().any(stops)
}

fn stops(repository: &Path, one: &str, other: &str) -> Result<bool, Error> {
    let output = run(repository, &["merge-tree", "--write-tree", one, other])?;
    match output.status.code() {
        Some(0) => Ok(false),
        Some(1) => Ok(true),
        _ => Err(failed(&["merge-tree", one, other], &output)),
    }
}

fn git(repository: &Path, arguments: &[&str]) -> Result<String, Error> {
    let output = run(repository, arguments)?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(failed(arguments, &output)),
    }
}

/// Runs git without anybody's configuration, which could change what it writes.
fn run(repository: &Path, arguments: &[&str]) -> Result<std::process::Output, Error> {
    let mut command = Command::new("git");
    command.arg("-C").arg(repository).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_CONFIG_NOSYSTEM", "1");
    command.output().map_err(Error::io("git cannot be started"))
}

fn failed(arguments: &[&str], output: &std::process::Output) -> Error {
    Error::Failed {
        command: format!("git {}", arguments.join(" ")),
        status: output.status,
        output: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
