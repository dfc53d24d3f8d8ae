//! Functions of an app, each run in a process of Node.js as Forge's runtime would run it.

use std::{process::Stdio, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command, time};

use super::{ForgeApp, app::Function, calls::app_token};
use crate::state::Sandbox;

const RUNTIME: &str = include_str!("runtime.cjs");
/// Time that Forge gives a function:
/// <https://developer.atlassian.com/platform/forge/limits-invocation/>
const PATIENCE: Duration = Duration::from_secs(25);

/// Result of a merge check, as its function gives it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct CheckResult {
    /// True if it passed.
    pub(super) success: bool,
    /// Reason, for a person.
    pub(super) message: Option<String>,
}

/// Reason why a function gave nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum FunctionError {
    #[error("Node.js cannot be run: {0}")]
    Node(#[from] std::io::Error),
    #[error("the function took longer than 25 seconds")]
    Slow,
    #[error("the function failed: {0}")]
    Thrown(String),
    #[error("the function gave no result of a check: {0}")]
    Malformed(#[from] serde_json::Error),
}

/// Runs a function with an event, in the name of the app.
pub(super) async fn run(
    sandbox: &Sandbox,
    app: &ForgeApp,
    function: &Function,
    event: &Value,
) -> Result<CheckResult, FunctionError> {
    let input = json!({
        "file": app.path_of(function),
        "name": function.name,
        "event": event,
        "api": sandbox.addresses.api,
        "token": app_token(sandbox, app),
    });
    let mut node = Command::new("node");
    node.args(["--eval", RUNTIME])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut node = node.spawn()?;
    if let Some(mut stdin) = node.stdin.take() {
        stdin.write_all(input.to_string().as_bytes()).await?;
    }
    let output = time::timeout(PATIENCE, node.wait_with_output()).await;
    let output = output.map_err(|_| FunctionError::Slow)??;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        tracing::warn!(%errors, "a function failed");
        let first = errors.lines().next().unwrap_or_default();
        return Err(FunctionError::Thrown(first.to_owned()));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
