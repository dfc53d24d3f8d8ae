//! Merge checks: which are enabled, when they run, what came of it.
//! <https://developer.atlassian.com/platform/forge/manifest-reference/modules/bitbucket-merge-check/>

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    ForgeApp,
    app::MergeCheck,
    function::{self, CheckResult},
};
use crate::{state::Sandbox, world::PullRequestState};

/// Event that checks run at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Trigger {
    /// Commits were pushed to the source.
    #[serde(rename = "on-code-pushed")]
    CodePushed,
    /// A reviewer approved, asked for changes, or took that back.
    #[serde(rename = "on-reviewer-status-changed")]
    ReviewerStatusChanged,
    /// Somebody merges.
    #[serde(rename = "on-merge")]
    Merge,
}

impl Trigger {
    fn name(self) -> &'static str {
        match self {
            Self::CodePushed => "on-code-pushed",
            Self::ReviewerStatusChanged => "on-reviewer-status-changed",
            Self::Merge => "on-merge",
        }
    }

    /// Result that a run replaces.
    fn phase(self) -> Phase {
        match self {
            Self::CodePushed | Self::ReviewerStatusChanged => Phase::BeforeMerge,
            Self::Merge => Phase::OnMerge,
        }
    }
}

/// A check has a result before a merge, and one of the last attempt to merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    BeforeMerge,
    OnMerge,
}

/// State of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Pending,
    Passed(String),
    Failed(String),
}

/// Checks of the repository.
#[derive(Debug, Default)]
pub struct Checks {
    /// Keys of those that an admin enabled.
    enabled: BTreeSet<String>,
    runs: BTreeMap<(u64, String, Phase), Run>,
    begun: u64,
}

#[derive(Debug)]
struct Run {
    /// Differs for each run, so that an older one does not take the place of a newer one.
    number: u64,
    outcome: Outcome,
}

impl Checks {
    pub(crate) fn is_enabled(&self, key: &str) -> bool {
        self.enabled.contains(key)
    }

    /// Lets a check run from now on.
    pub(crate) fn enable(&mut self, key: &str) {
        self.enabled.insert(key.to_owned());
    }

    /// Lets it run no longer, and forgets its results.
    pub(crate) fn disable(&mut self, key: &str) {
        self.enabled.remove(key);
        self.runs.retain(|(_, check, _), _| check != key);
    }

    /// The last run on a pull request.
    pub(crate) fn outcome(&self, pull: u64, key: &str, phase: Phase) -> Option<&Outcome> {
        let run = self.runs.get(&(pull, key.to_owned(), phase))?;
        Some(&run.outcome)
    }

    fn begin(&mut self, pull: u64, key: &str, phase: Phase) -> u64 {
        self.begun += 1;
        let number = self.begun;
        let outcome = Outcome::Pending;
        let run = Run { number, outcome };
        self.runs.insert((pull, key.to_owned(), phase), run);
        number
    }

    fn end(&mut self, pull: u64, key: &str, phase: Phase, number: u64, outcome: Outcome) {
        let run = self.runs.get_mut(&(pull, key.to_owned(), phase));
        if let Some(run) = run.filter(|run| run.number == number) {
            run.outcome = outcome;
        }
    }
}

/// Runs the enabled checks that wait for an event other than a merge, and comes back when they have
/// ended.
pub(crate) async fn run(sandbox: &Sandbox, trigger: Trigger, pull: u64) {
    run_with(sandbox, trigger, pull, None).await;
}

/// Runs the enabled checks that wait for a merge with these properties. Returns the names of those that
/// do not pass.
pub(crate) async fn run_on_merge(sandbox: &Sandbox, pull: u64, properties: &Value) -> Vec<String> {
    run_with(sandbox, Trigger::Merge, pull, Some(properties)).await;
    let app = sandbox.forge.clone();
    let all = app.iter().flat_map(|app| &app.merge_checks);
    let checks = sandbox.checks();
    let failed = all.filter(|check| {
        let outcome = checks.outcome(pull, &check.key, Phase::OnMerge);
        checks.is_enabled(&check.key)
            && check.triggers.contains(&Trigger::Merge)
            && !matches!(outcome, Some(Outcome::Passed(_)))
    });
    failed.map(|check| check.name.clone()).collect()
}

async fn run_with(sandbox: &Sandbox, trigger: Trigger, pull: u64, merge: Option<&Value>) {
    let Some(app) = sandbox.forge.clone() else {
        return;
    };
    if !is_open(sandbox, pull) {
        return;
    }
    let phase = trigger.phase();
    let begun: Vec<(MergeCheck, u64)> = {
        let mut checks = sandbox.checks();
        let waiting = app
            .merge_checks
            .iter()
            .filter(|check| check.triggers.contains(&trigger));
        let enabled: Vec<&MergeCheck> = waiting
            .filter(|check| checks.is_enabled(&check.key))
            .collect();
        let begun = enabled
            .into_iter()
            .map(|check| (check.clone(), checks.begin(pull, &check.key, phase)));
        begun.collect()
    };
    let event = event(sandbox, trigger, pull, merge);
    for (check, number) in begun {
        let outcome = outcome(sandbox, &app, &check, &event).await;
        let mut checks = sandbox.checks();
        checks.end(pull, &check.key, phase, number, outcome);
    }
}

/// Runs them in the background.
pub(crate) fn begin(sandbox: &Sandbox, trigger: Trigger, pull: u64) {
    let sandbox = sandbox.clone();
    tokio::spawn(async move { run(&sandbox, trigger, pull).await });
}

fn is_open(sandbox: &Sandbox, pull: u64) -> bool {
    let world = sandbox.world();
    let pull = world.pull_request(pull);
    pull.is_some_and(|pull| pull.state == PullRequestState::Open)
}

async fn outcome(
    sandbox: &Sandbox,
    app: &Arc<ForgeApp>,
    check: &MergeCheck,
    event: &Value,
) -> Outcome {
    let Some(function) = app.functions.get(&check.function) else {
        return Outcome::Failed(format!("there is no function {}", check.function));
    };
    match function::run(sandbox, app, function, event).await {
        Ok(CheckResult { success, message }) => {
            let message = message.unwrap_or_default();
            match success {
                true => Outcome::Passed(message),
                false => Outcome::Failed(message),
            }
        }
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

fn event(sandbox: &Sandbox, trigger: Trigger, pull: u64, merge: Option<&Value>) -> Value {
    let world = sandbox.world();
    let mut event = json!({
        "workspace": { "uuid": world.workspace.uuid },
        "repository": { "uuid": world.repository.uuid },
        "pullrequest": { "id": pull },
        "trigger": { "type": trigger.name() },
    });
    if let (Some(event), Some(merge)) = (event.as_object_mut(), merge) {
        event.insert("mergeProperties".to_owned(), merge.clone());
    }
    event
}
