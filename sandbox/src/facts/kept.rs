//! Record, in a folder, of the facts that it was made of.

use std::{fs, io, path::Path};

use sha2::{Digest as _, Sha256};

/// The file in the repository's folder: what it was made of, then the commits.
const NAME: &str = "made-of-facts";
/// Changes with what is made of the same facts.
const VERSION: &str = "1";

/// The commits of a folder that was made of these facts.
pub(super) fn hashes(directory: &Path, facts: &str, count: usize) -> Option<Vec<String>> {
    let kept = fs::read_to_string(directory.join(NAME)).ok()?;
    let mut lines = kept.lines();
    let is_same = lines.next()? == origin(facts);
    let hashes: Vec<String> = lines.map(str::to_owned).collect();
    (is_same && hashes.len() == count).then_some(hashes)
}

/// Remembers them. Only a folder that is complete has this file.
pub(super) fn keep(directory: &Path, facts: &str, hashes: &[String]) -> io::Result<()> {
    let lines = format!("{}\n{}\n", origin(facts), hashes.join("\n"));
    fs::write(directory.join(NAME), lines)
}

fn origin(facts: &str) -> String {
    let digest = Sha256::digest(facts);
    digest
        .iter()
        .fold(VERSION.to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
