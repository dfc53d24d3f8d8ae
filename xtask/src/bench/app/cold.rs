//! First visits of the panel: of the app on Connect and on Forge, and of the bare page that it is compared with.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    chromium::Chromium,
    conditions::{API_DELAY, BANDWIDTH, Conditions, ROUND_TRIP, SLOWDOWN, slow_processor},
    floor,
    page::{Page, Profile},
    problem, start,
};
use crate::{
    Error, forge, say,
    stack::{Forge, Options, Reach, Stack, http},
};

/// First visits of each. An odd number, so that one is in the middle.
const ROUNDS: u32 = 9;
/// Trials of a slowed processor.
const TRIALS: u32 = 8;
/// Share of the conditions that has to be measured for them to be in force.
const IN_FORCE: f64 = 0.6;

/// Measured values, in milliseconds and bytes.
#[derive(Debug, Default)]
pub(super) struct Cold {
    pub(super) floor: Vec<f64>,
    pub(super) first_content: Vec<f64>,
    pub(super) forge_first_content: Vec<f64>,
    pub(super) headline: Vec<f64>,
    pub(super) all_blocks: Vec<f64>,
    pub(super) bytes: u64,
}

/// A stack, and where the frames of the app are that is visited on it.
struct Site {
    stack: Stack,
    frames: String,
}

/// Visits them by turns.
///
/// # Errors
/// Those of the stack and of the browser; [`Error::Bench`] when a page does not come.
pub(super) fn measure() -> Result<Cold, Error> {
    say::heading(format_args!("{ROUNDS} first visits of the panel"));
    let chromium = Chromium::start()?;
    let app = Site::connect(Options::default())?;
    app.allow(&chromium)?;
    let folder = tempfile::tempdir().map_err(Error::io("a temporary folder cannot be made"))?;
    floor::write(folder.path(), &first_call(&app.stack)?)?;
    let floor = Site::connect(Options {
        assets: Some(folder.path().to_owned()),
        ..Options::default()
    })?;
    floor.allow(&chromium)?;
    let forge = Site::forge()?;
    forge.open_once(&chromium)?;
    for site in [&app, &floor, &forge] {
        delay(&site.stack)?;
    }
    let mut cold = Cold::default();
    for round in 1..=ROUNDS {
        cold.floor.push(first_content(&chromium, &floor)?);
        visit(&chromium, &app, &mut cold)?;
        cold.forge_first_content
            .push(first_content(&chromium, &forge)?);
        say::line(format_args!(
            "{round}: bare page {:.0} ms, app {:.0} ms, all blocks {:.0} ms; on Forge {:.0} ms",
            last(&cold.floor),
            last(&cold.first_content),
            last(&cold.all_blocks),
            last(&cold.forge_first_content)
        ));
    }
    Ok(cold)
}

impl Site {
    /// The app for Connect.
    fn connect(options: Options) -> Result<Self, Error> {
        let stack = start(options)?;
        let frames = stack.addresses().app.clone();
        Ok(Self { stack, frames })
    }

    /// The app for Forge alone.
    fn forge() -> Result<Self, Error> {
        forge::prepare()?;
        let stack = start(Options {
            forge: Forge::Installed,
            reach: Reach::Started,
            ..Options::default()
        })?;
        let frames = stack.addresses().frames();
        let frames = frames.ok_or_else(|| problem("the sandbox has no frames of Forge"))?;
        Ok(Self { stack, frames })
    }

    /// Opens the panel once on Forge, which does not ask the reader.
    fn open_once(&self, chromium: &Chromium) -> Result<(), Error> {
        let profile = Profile::new(chromium)?;
        let page = profile.tab(&self.frames, Conditions::Unslowed)?;
        page.go(&panel(&self.stack)?)?;
        rehearse(&page)
    }

    /// The reader lets the app act once.
    fn allow(&self, chromium: &Chromium) -> Result<(), Error> {
        let profile = Profile::new(chromium)?;
        let page = profile.tab(&self.frames, Conditions::Unslowed)?;
        page.go_allowing(&panel(&self.stack)?)?;
        rehearse(&page)
    }
}

/// Finds out whether pages are slowed.
fn rehearse(page: &Page<'_>) -> Result<(), Error> {
    page.wait_for("the title", "bench.first")?;
    let (mut fast, mut slow) = (f64::INFINITY, f64::INFINITY);
    // By turns, the fastest counting: other programs run on this machine too.
    for _ in 0..TRIALS {
        for (time, slowdown) in [(&mut fast, 1), (&mut slow, SLOWDOWN)] {
            slow_processor(page, slowdown)?;
            *time = time.min(number(&page.in_frame("bench.work()")?));
        }
    }
    in_force("the processor", slow / fast, f64::from(SLOWDOWN))
}

fn in_force(what: &str, found: f64, wanted: f64) -> Result<(), Error> {
    if found >= wanted * IN_FORCE {
        return Ok(());
    }
    Err(problem(format!(
        "{what} is not slowed in the app's frame: {found:.1} instead of {wanted}"
    )))
}

/// Milliseconds to the title.
fn first_content(chromium: &Chromium, site: &Site) -> Result<f64, Error> {
    let profile = Profile::new(chromium)?;
    let page = open(&profile, site)?;
    Ok(number(&page.wait_for("the title", "bench.first")?))
}

fn visit(chromium: &Chromium, site: &Site, cold: &mut Cold) -> Result<(), Error> {
    let profile = Profile::new(chromium)?;
    let page = open(&profile, site)?;
    let first = page.wait_for("the title", "bench.first")?;
    page.wait_for("the last block", "bench.settled()")?;
    let files = page.in_frame("bench.files()")?;
    let figure = |name| number(files.get(name).unwrap_or(&Value::Null));
    let transfer = figure("largest") * 1_000.0 / f64::from(BANDWIDTH);
    in_force("the network", figure("took"), ROUND_TRIP + transfer)?;
    cold.first_content.push(number(&first));
    cold.headline
        .push(number(&page.in_frame("bench.headline")?));
    let complete = page.in_frame("bench.complete")?;
    cold.all_blocks.push(number(&complete));
    cold.bytes = files.get("bytes").and_then(Value::as_u64).unwrap_or(0);
    Ok(())
}

fn open<'a>(profile: &Profile<'a>, site: &'a Site) -> Result<Page<'a>, Error> {
    // Calls of all visits count against the reader's limit.
    http::delete(&format!("{}/sandbox/requests", site.stack.addresses().api))?;
    let page = profile.tab(&site.frames, Conditions::Slowed)?;
    page.go(&panel(&site.stack)?)?;
    Ok(page)
}

/// Delays every answer of the API from now on.
///
/// # Errors
/// [`Error::Http`]
pub(super) fn delay(stack: &Stack) -> Result<(), Error> {
    let url = format!("{}/sandbox/faults", stack.addresses().api);
    let delay = Duration::from_millis(API_DELAY).as_millis();
    http::post(
        &url,
        &json!({"delay_ms": u64::try_from(delay).unwrap_or(0)}),
    )
    .map(drop)
}

fn panel(stack: &Stack) -> Result<String, Error> {
    let address = stack.some_pull_request();
    address.ok_or_else(|| problem("the sandbox has no open pull request"))
}

/// Path of the app's call for the pull request.
fn first_call(stack: &Stack) -> Result<String, Error> {
    let calls = http::get(&format!("{}/sandbox/requests", stack.addresses().api))?;
    let calls: Vec<Value> = serde_json::from_str(&calls).unwrap_or_default();
    let paths = calls.iter().filter_map(|call| call.get("path")?.as_str());
    let mut found = paths.filter(|path| is_pull_request(path));
    let found = found.next().map(str::to_owned);
    found.ok_or_else(|| problem("the app asks for no pull request"))
}

/// Returns whether a call asks for some fields of one pull request.
fn is_pull_request(path: &str) -> bool {
    let rest = path.split_once("/pullrequests/");
    let parts = rest.and_then(|(_, rest)| rest.split_once('?'));
    parts.is_some_and(|(id, query)| id.parse::<u32>().is_ok() && query.contains("fields="))
}

/// A number of JavaScript.
pub(super) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn last(values: &[f64]) -> f64 {
    values.last().copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_for_one_pull_request_with_its_fields_is_the_first() {
        assert!(is_pull_request(
            "/2.0/repositories/a/b/pullrequests/7?fields=title"
        ));
        for other in [
            "/2.0/repositories/a/b/pullrequests?fields=values.title",
            "/2.0/repositories/a/b/pullrequests/7/activity?fields=values",
            "/2.0/repositories/a/b/pullrequests/7",
            "/2.0/user",
        ] {
            assert!(!is_pull_request(other), "{other}");
        }
    }

    #[test]
    fn conditions_have_to_be_measured() {
        assert!(in_force("the processor", 3.6, 4.0).is_ok());
        assert!(in_force("the processor", 1.1, 4.0).is_err());
        assert!(in_force("the processor", f64::NAN, 4.0).is_err());
    }
}
