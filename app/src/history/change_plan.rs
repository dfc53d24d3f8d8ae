//! Order and limits of what is read of the past of a pull request's files, on a first visit. Makes no
//! calls itself.

use bitbucket_cloud::{AuthoredCommit, Error, FileChange};
use futures_util::future::join_all;
use sightline_insight::{
    FileChange as Changed,
    first_visit::{Touch, telling, weightiest},
};

use super::limits::{AT_ONCE, FILE_HISTORIES, TELLING_CHANGES};
use crate::model::records::changed;

/// Paths of the files whose histories are read, the weightiest first, as they were called before the
/// change. A new file has no past.
pub fn histories(files: &[FileChange]) -> Vec<String> {
    let old: Vec<Changed> = files
        .iter()
        .filter(|file| file.before().is_some())
        .map(changed)
        .collect();
    let paths = weightiest(&old).into_iter().take(FILE_HISTORIES);
    paths
        .map(|file| file.old_path.as_ref().unwrap_or(&file.path).clone())
        .collect()
}

/// Hashes of the commits whose files are read: those that say most about the files with these
/// histories come first.
pub fn changes(histories: &[AuthoredCommit]) -> Vec<String> {
    let touches = histories.iter().map(|commit| Touch {
        change: commit.hash.as_str(),
        on: commit.date.unix(),
    });
    let hashes = telling(touches).into_iter().take(TELLING_CHANGES);
    hashes.map(str::to_owned).collect()
}

/// Answers to a call for each item, [`AT_ONCE`] at a time, as long as `goes_on` says so before each of
/// these. What Bitbucket does not know is left out; any other failure ends it, with what was found.
pub async fn each<T>(
    items: &[String],
    goes_on: impl Fn() -> bool,
    call: impl AsyncFn(&str) -> Result<T, Error>,
) -> Vec<(String, T)> {
    let mut found = Vec::new();
    for few in items.chunks(AT_ONCE) {
        if !goes_on() {
            break;
        }
        let answers = join_all(few.iter().map(|item| call(item.as_str()))).await;
        for (item, answer) in few.iter().zip(answers) {
            match answer {
                Ok(answer) => found.push((item.clone(), answer)),
                Err(Error::Status { .. }) => {}
                Err(_) => return found,
            }
        }
    }
    found
}
