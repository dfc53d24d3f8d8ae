//! Words of the configure page.

use sightline_handover::{FailedReport, ReportFacts, ScopeFact, ScopeState, Writing};

use super::{Problem, Way};
use crate::{
    format::number::counted,
    model::{
        installation::{Attempt, AttemptState},
        server_error::ServerError,
    },
};

pub(crate) const INSTALLATION: &str = "Installation";
pub(crate) const INSTALLED_AS: &str = "Installed as";
pub(crate) const NO_NAME: &str = "Bitbucket did not tell the name";
pub(crate) const CLIENT_KEY: &str = "Client key";
pub(crate) const VERSION: &str = "Version";
pub(crate) const SCOPES: &str = "Scopes";
pub(crate) const REPORTS: &str = "Reports";
pub(crate) const REPORTS_OFF: &str =
    "Reports are off. Whoever runs this server can switch them on.";
pub(crate) const LAST_EVENT: &str = "Last webhook";
pub(crate) const NO_EVENT: &str = "None has come yet";
pub(crate) const WAITING: &str = "Waiting";
pub(crate) const RUNNING: &str = "Being read";
pub(crate) const DONE: &str = "Done";
pub(crate) const DEAD: &str = "Given up";
pub(crate) const FAILURES: &str = "Given up in the last day";
pub(crate) const NO_FAILURES: &str = "None.";
pub(crate) const PRIVACY: &str = "What the server gets";
pub(crate) const LIFETIME: &str = "How long it stays";
pub(crate) const FORGE: &str = "Install Sightline for Forge";
pub(crate) const NO_FORGE: &str =
    "This server names no app for Forge. Ask whoever runs it before that day.";

/// Reason why the app's own server did not do something, in words.
pub fn problem(error: &ServerError) -> Problem {
    let (title, text, way) = match error {
        ServerError::Timeout { .. } => (
            "Sightline’s server has not answered",
            "It may be busy. Try again in a moment.",
            Way::Again,
        ),
        ServerError::Network { .. } => (
            "Sightline’s server cannot be reached",
            "The connection failed before an answer came. Check your network, then try again.",
            Way::Again,
        ),
        ServerError::Decode { .. } => (
            "The answer of Sightline’s server is not understood",
            "The server may have been updated while this page was open. Reload the page in \
             Bitbucket.",
            Way::Reload,
        ),
        ServerError::Refused { status, words } => {
            let (text, way) = refusal(*status);
            let title = match words.as_str() {
                "" => "Sightline’s server refused",
                words => words,
            };
            (title, text, way)
        }
    };
    Problem {
        title: title.to_owned(),
        text,
        way,
    }
}

/// Meaning of a refusal, and the way on.
const fn refusal(status: u16) -> (&'static str, Way) {
    match status {
        401 => (
            "A session lasts a quarter of an hour. Reload the page in Bitbucket for another one.",
            Way::Reload,
        ),
        403 => (
            "This page is for admins of a workspace that Sightline is installed into.",
            Way::Reload,
        ),
        404 => ("It may have been tried again already.", Way::Again),
        429 => (
            "The pages of this workspace asked for much within a minute. Wait a minute, then try again.",
            Way::Again,
        ),
        _ => (
            "Try again in a moment. If that does not help, the reason stands in the server’s log.",
            Way::Again,
        ),
    }
}

/// Sentence on when the facts were read, and when they are read again.
pub fn fresh(read_at: &str, seconds: u32) -> String {
    format!("As of {read_at}. Read again every {seconds} seconds while you look at this page.")
}

/// Sentence on facts that could not be read again since.
pub fn outdated(read_at: &str) -> String {
    format!("This is what was known at {read_at}; it could not be read since.")
}

/// Use of a scope; empty for one that is none of ours.
pub fn scope_use(name: &str) -> &'static str {
    match name {
        "account" => "to know who is looking",
        "repository" => "to count changed files and lines",
        "pullrequest" => "to show how reviews go",
        "pullrequest:write" => "to show how reviews go, and to add a reviewer when a reader asks",
        _ => "",
    }
}

/// State of a scope of the installation, as a word.
pub const fn scope_state(state: ScopeState) -> &'static str {
    match state {
        ScopeState::Granted => "Granted",
        ScopeState::Missing => "Missing",
        ScopeState::Unknown => "Not known",
    }
}

/// Sentence on all scopes that are needed.
pub fn scopes(scopes: &[ScopeFact]) -> String {
    let count = |state| {
        let of_state = scopes.iter().filter(|scope| scope.state == state);
        u64::try_from(of_state.count()).unwrap_or(u64::MAX)
    };
    match (count(ScopeState::Missing), count(ScopeState::Unknown)) {
        (0, 0) => "Bitbucket grants all that Sightline needs.".to_owned(),
        (0, unknown) => format!(
            "Bitbucket did not say whether it grants {}. This page asks again.",
            counted(unknown, "scope")
        ),
        (missing, _) => format!(
            "Bitbucket refuses {} of those that Sightline needs. Update Sightline in the list of \
             installed apps, and grant what it asks for.",
            counted(missing, "scope")
        ),
    }
}

/// Sentences on writing, after what the server gets.
pub const fn writing(writing: Writing) -> &'static str {
    match writing {
        Writing::Off => "For its readers, Sightline changes nothing in your repositories.",
        Writing::On => {
            "Sightline adds a reviewer to a pull request when a reader asks for it, and changes \
             nothing else for its readers."
        }
    }
}

/// Sentence below the failures: how many there are, and when they are tried again by themselves.
pub fn failures(reports: &ReportFacts) -> Option<String> {
    const LISTED: u16 = ReportFacts::LISTED;
    let again = "The next change of a pull request tries its report again, too.";
    match reports.failures.len() {
        0 => None,
        count if count >= usize::from(LISTED) => {
            Some(format!("These are the last {LISTED}. {again}"))
        }
        _ => Some(again.to_owned()),
    }
}

/// Pull request of a report: `acme/api #7`.
pub fn report_name(report: &FailedReport) -> String {
    format!("{} #{}", report.full_name, report.key.pull_request)
}

/// Sentence on another attempt.
pub fn attempt(attempt: &Attempt) -> String {
    let name = report_name(&attempt.report);
    match &attempt.state {
        AttemptState::Sent => format!("Asking for {name}…"),
        AttemptState::Queued => format!("{name} is tried again."),
        AttemptState::Failed(error) => {
            let Problem { title, text, .. } = problem(error);
            format!("{name} is not tried again. {title}. {text}")
        }
    }
}

/// Sentence on the end of Connect, so many days after today; `None` once it has come.
pub fn lifetime(days_left: Option<u64>) -> String {
    let end = "31 January 2027";
    match days_left {
        Some(0) => format!("Atlassian Connect on Bitbucket ends today, on {end}."),
        Some(1) => format!("Atlassian Connect on Bitbucket ends on {end}, tomorrow."),
        Some(days) => format!(
            "Atlassian Connect on Bitbucket ends on {end}, in {}. Until then Sightline stays as it \
             is installed.",
            counted(days, "day")
        ),
        None => format!("Atlassian Connect on Bitbucket ended on {end}."),
    }
}
