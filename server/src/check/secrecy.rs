//! Secrets that are none, and files that everybody on the machine can read.

use std::{fs, os::unix::fs::PermissionsExt};

use super::{Finding, doubtful, good};
use crate::{key_file, store::Location};

/// Characters of a secret that is not worth the name, exclusively.
const SHORT: usize = 16;

/// Looks whether one secret serves for two, and whether one is short. Their texts are not shown.
pub fn secrets(given: &[(&'static str, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (n, (name, secret)) in given.iter().enumerate() {
        let length = secret.trim().chars().count();
        if length < SHORT {
            findings.push(doubtful(
                "secrets",
                &format!("{name} has {length} characters: it can be guessed"),
                "give the one that Bitbucket showed, or make one with openssl rand -hex 32",
            ));
        }
        for (other, _) in given
            .iter()
            .skip(n + 1)
            .filter(|(_, one)| one.trim() == secret.trim())
        {
            findings.push(doubtful(
                "secrets",
                &format!("{name} and {other} are the same: who learns one has both"),
                "make one of its own for each with openssl rand -hex 32",
            ));
        }
    }
    if findings.is_empty() {
        findings.push(good("secrets", &"are long, and each is another"));
    }
    findings
}

/// Looks whether everybody on the machine can read or write the files of a SQLite store.
pub fn files(location: &Location) -> Option<Finding> {
    let Location::Sqlite(path) = location else {
        return None;
    };
    let open = [path.clone(), key_file::beside(path)]
        .into_iter()
        .find_map(|path| {
            let mode = fs::metadata(&path).ok()?.permissions().mode() & 0o777;
            (mode & 0o007 != 0).then_some((path, mode))
        });
    let (path, mode) = open?;
    Some(doubtful(
        "permissions",
        &format!(
            "everybody on this machine can open {} (mode {mode:o})",
            path.display()
        ),
        &format!("chmod 600 {}", path.display()),
    ))
}
