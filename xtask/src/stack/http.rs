//! Plain requests to services of this machine.

use std::time::Duration;

use serde_json::Value;

use crate::Error;

/// Installing includes a call from the sandbox to the server.
const PATIENCE: Duration = Duration::from_secs(30);

/// Gets a text; any status but 2xx is an error.
pub(crate) fn get(url: &str) -> Result<String, Error> {
    let failed = |problem| failed("GET", url, problem);
    let mut answer = agent().get(url).call().map_err(failed)?;
    let status = answer.status();
    let text = answer.body_mut().read_to_string().map_err(failed)?;
    if status.is_success() {
        return Ok(text);
    }
    Err(refused("GET", url, status.as_u16(), &text))
}

/// Posts JSON and reads JSON; an empty answer is `null`.
pub(crate) fn post(url: &str, body: &Value) -> Result<Value, Error> {
    let failed = |problem| failed("POST", url, problem);
    let request = agent().post(url).header("content-type", "application/json");
    let mut answer = request.send(body.to_string()).map_err(failed)?;
    let status = answer.status();
    let text = answer.body_mut().read_to_string().map_err(failed)?;
    if !status.is_success() {
        return Err(refused("POST", url, status.as_u16(), &text));
    }
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&text).map_err(|_| refused("POST", url, status.as_u16(), &text))
}

/// Deletes; any status but 2xx is an error.
pub(crate) fn delete(url: &str) -> Result<(), Error> {
    let failed = |problem| failed("DELETE", url, problem);
    let mut answer = agent().delete(url).call().map_err(failed)?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let text = answer.body_mut().read_to_string().unwrap_or_default();
    Err(refused("DELETE", url, status.as_u16(), &text))
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .proxy(None);
    config.build().into()
}

fn failed(method: &str, url: &str, problem: ureq::Error) -> Error {
    Error::Http {
        request: format!("{method} {url}"),
        problem: problem.to_string(),
    }
}

fn refused(method: &str, url: &str, status: u16, text: &str) -> Error {
    Error::Http {
        request: format!("{method} {url}"),
        problem: format!("{status} {text}"),
    }
}
