//! Words of a merge check. What a report says too, it says in the report's words.

use bitbucket_cloud::{Budget, Error};
use sightline_insight::overlap::Verdict;

use super::{overlaps, report};
use crate::{
    check::{Essential, Others},
    format::number::number,
    report::{Facts, Findings, LimitedFigure, limited},
    settings::{LoadedSettings, PATH},
};

/// Characters of a message. Bitbucket documents no limit, and shows it beside other checks.
const MESSAGE: usize = 1_000;
/// Said where others were neither compared nor refused.
const NOT_ALL: &str = "The others could not be read in this run.";
/// Said where forgotten files have a limit.
const NO_HISTORY: &str = "Files that are probably forgotten are not checked here: that takes more history than one run \
     can read.";
/// Said where the destination is gone.
pub const NO_DESTINATION: &str =
    "The branch that this pull request goes to is gone, so that its limits are not known.";
/// Last words of a message about a call that failed by chance.
const AGAIN: &str = "Run the check again.";

/// All that the check says: figures, those over their limit first, how much was compared, and with what it
/// collides.
pub fn message(facts: &Facts<'_>, findings: &Findings, others: &Others) -> String {
    let limited = limited(findings, facts.loaded).into_iter();
    let checked = limited.filter(|one| one.name != report::FORGOTTEN);
    let (over, within): (Vec<_>, Vec<_>) = checked.partition(LimitedFigure::is_over);
    let over = over
        .iter()
        .map(|one| report::over(one.name, one.value, one.limit));
    let within = within
        .iter()
        .map(|one| report::within(one.name, one.value, one.limit));
    let mut sentences: Vec<String> = over.chain(within).collect();
    let compares = facts.loaded.settings.thresholds.conflicts.is_some();
    if compares {
        sentences.extend(compared(facts, findings, others));
    }
    sentences.extend(not_checked(facts.loaded).map(str::to_owned));
    if compares {
        let found = findings.comparison.found.iter();
        let unmerged = found.filter(|one| one.overlap.verdict() != Verdict::Clean);
        sentences.extend(unmerged.take(report::NAMED).map(report::overlap));
    }
    report::shortened(&sentences.join(" "), MESSAGE)
}

/// Extent of the comparison with others.
fn compared(facts: &Facts<'_>, findings: &Findings, others: &Others) -> Vec<String> {
    if let Others::Unlisted(error) = others {
        let reason = reason(error);
        return vec![format!(
            "Other open pull requests could not be listed, so none was compared: {reason}."
        )];
    }
    let comparison = &findings.comparison;
    let (compared, refused, of) = (comparison.compared, comparison.refused.len(), comparison.of);
    let mut note = overlaps::note(comparison.found.len(), compared, of);
    note.extend(overlaps::refused(&comparison.refused));
    let mut sentences = vec![note];
    if compared + refused < of {
        sentences.push(NOT_ALL.to_owned());
    }
    if facts.hunks.is_none() && of > 0 {
        sentences.push(overlaps::LINES_MISSING.to_owned());
    }
    sentences
}

/// No limits are set on a branch.
pub fn no_limits(branch: &str, loaded: &LoadedSettings) -> String {
    let text = format!(
        "No limits are set for conflicts or lines, so there is nothing to fail for. A team sets them as \
         “thresholds” in {PATH} on {branch}."
    );
    let sentences = [Some(text.as_str()), not_checked(loaded)];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Sentence about a limit that is set and not checked.
fn not_checked(loaded: &LoadedSettings) -> Option<&'static str> {
    loaded.settings.thresholds.forgotten.map(|_| NO_HISTORY)
}

/// Something essential could not be read.
pub fn undecided(missing: Essential, error: &Error) -> String {
    let what = match missing {
        Essential::PullRequest => "This pull request".to_owned(),
        Essential::Settings => format!("The settings in {PATH}"),
        Essential::Changes => "The changes of this pull request".to_owned(),
    };
    let (reason, advice) = (reason(error), advice(error));
    format!("{what} could not be read: {reason}. {advice}")
}

/// The file of settings on a branch has a fault.
pub fn broken(branch: &str, fault: &str) -> String {
    let text = format!(
        "{PATH} on {branch} cannot be used, so its limits are not known: {fault}. Repair it: a pull request that \
         does so is checked by its own version of the file."
    );
    report::shortened(&text, MESSAGE)
}

/// The event lacks something.
pub fn unknown_event(fault: &str) -> String {
    // A JavaScript error writes its class first.
    let fault = fault.strip_prefix("Error: ").unwrap_or(fault);
    format!("Bitbucket did not say which pull request is to be checked: {fault}. {AGAIN}")
}

/// Reason why a call failed, as a sentence without its end.
fn reason(error: &Error) -> String {
    let text = match error {
        Error::Status { status, message } if message.is_empty() => {
            format!("the API answered {status}")
        }
        // Its path is long and says nothing to a person.
        Error::Decode { reason, .. } => format!("the answer cannot be read: {reason}"),
        other => other.to_string(),
    };
    text.trim_end_matches('.').to_owned()
}

fn advice(error: &Error) -> String {
    match error {
        Error::RateLimited => format!(
            "Bitbucket allows an app {} calls an hour: run the check again later.",
            number(Budget::HOURLY.into())
        ),
        Error::Anonymous
        | Error::Denied { .. }
        | Error::Status {
            status: 401 | 403 | 404,
            ..
        } => "An admin of the workspace looks whether Sightline has all its permissions there."
            .to_owned(),
        error if error.is_lasting() => {
            "Running the check again does not help: an admin can make it optional for this merge."
                .to_owned()
        }
        _ => AGAIN.to_owned(),
    }
}
