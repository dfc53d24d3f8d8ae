//! Words about reading in the background.

use bitbucket_cloud::Timestamp;

use super::TRY_AGAIN;
use crate::{
    format::{
        list::lower_first,
        number::{as_u64, counted, number},
    },
    model::history::{Coverage, CrawlProgress},
};

pub(crate) const ELSEWHERE: &str =
    "Another tab is reading this repository’s history. What it finds is shown here afterwards.";
pub(crate) const FAILED: &str =
    "Reading this repository’s history failed. What was read before is shown.";
pub(crate) const STOPPED: &str = "Reading this repository’s history was stopped.";
pub(crate) const WAITING: &str = "Bitbucket limits calls in an hour. Reading goes on at ";
pub(crate) const STOP: &str = "Stop";
/// Note on content that was not read.
pub(crate) const NOT_KNOWN: &str = "Not known yet";

/// Says that there was nothing, as far as that is known: `said` is the sentence for a past that was read.
/// `exact` writes a time.
pub fn nothing(said: &str, coverage: &Coverage, exact: impl Fn(Timestamp) -> String) -> String {
    match coverage {
        Coverage::Whole => said.to_owned(),
        Coverage::Newest => format!("As far as history was read: {}", lower_first(said)),
        Coverage::Unread(progress) => format!("{NOT_KNOWN}. {}", unread(progress, exact)),
    }
}

/// Reason why not all of the past is known; `exact` writes a time.
pub fn unread(progress: &CrawlProgress, exact: impl Fn(Timestamp) -> String) -> String {
    match progress {
        CrawlProgress::Done(_) => "The newest merged pull requests are known.".to_owned(),
        CrawlProgress::Elsewhere => ELSEWHERE.to_owned(),
        CrawlProgress::Failed(_) => "Reading this repository’s history failed.".to_owned(),
        CrawlProgress::Reading { .. } => "History is being read.".to_owned(),
        CrawlProgress::Stopped => STOPPED.to_owned(),
        CrawlProgress::Waiting(until) => format!("{WAITING}{}.", exact(*until)),
    }
}

/// Progress in a sentence, with the number of merged pull requests that are known; `exact` writes a
/// time.
pub fn status(
    progress: &CrawlProgress,
    merged: usize,
    exact: impl Fn(Timestamp) -> String,
) -> String {
    match progress {
        CrawlProgress::Done(_) => based_on(merged),
        CrawlProgress::Elsewhere => ELSEWHERE.to_owned(),
        CrawlProgress::Failed(_) => FAILED.to_owned(),
        CrawlProgress::Reading { read, of } => reading(*read, *of),
        CrawlProgress::Stopped => STOPPED.to_owned(),
        CrawlProgress::Waiting(until) => format!("{WAITING}{}", exact(*until)),
    }
}

/// Reason why open pull requests are not all compared, where nothing more is read for now; `exact`
/// writes a time.
pub fn not_compared(
    progress: &CrawlProgress,
    exact: impl Fn(Timestamp) -> String,
) -> Option<String> {
    Some(match progress {
        CrawlProgress::Done(_) | CrawlProgress::Reading { .. } => return None,
        CrawlProgress::Elsewhere => "Another tab is reading the others.".to_owned(),
        CrawlProgress::Failed(_) => "Reading the others failed.".to_owned(),
        CrawlProgress::Stopped => "Reading the others was stopped.".to_owned(),
        CrawlProgress::Waiting(until) => {
            format!(
                "The others wait for {}: Bitbucket limits calls.",
                exact(*until)
            )
        }
    })
}

/// Name of the button that stops the crawl or goes on.
pub const fn action(progress: &CrawlProgress) -> &'static str {
    match progress {
        CrawlProgress::Done(_) | CrawlProgress::Elsewhere | CrawlProgress::Waiting(_) => {
            "Read further back"
        }
        CrawlProgress::Failed(_) => TRY_AGAIN,
        CrawlProgress::Reading { .. } => STOP,
        CrawlProgress::Stopped => "Go on",
    }
}

/// `Reading this repository’s history: 12 of 96 pull requests`
pub fn reading(read: usize, of: usize) -> String {
    let reading = "Reading this repository’s history";
    match of {
        0 => reading.to_owned(),
        _ => {
            let all = counted(as_u64(of), "pull request");
            format!("{reading}: {} of {all}", number(as_u64(read)))
        }
    }
}

/// `Based on 96 merged pull requests.`
pub fn based_on(merged: usize) -> String {
    let merged = counted(as_u64(merged), "merged pull request");
    format!("Based on {merged}.")
}
