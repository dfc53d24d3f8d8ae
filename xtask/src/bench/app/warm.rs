//! Second visits of a repository with a long history, which the browser knows already: how long a
//! task may keep readers waiting.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    chromium::Chromium,
    cold::{delay, number},
    conditions::Conditions,
    facts,
    page::{Page, Profile},
    problem, start,
};
use crate::{
    Error,
    bench::report::Scene,
    say,
    stack::{Options, Stack, http},
};

/// Visits with a slowed processor, and as many with one at full speed. An odd number, so that one is in the middle.
const ROUNDS: u32 = 7;
/// Time that reading the history may take.
const PATIENCE: Duration = Duration::from_secs(900);
/// Time after opening a page: what begins late is measured too.
const AFTER_OPENING: Duration = Duration::from_secs(5);
/// Time after anything else.
const AFTER: Duration = Duration::from_millis(1_500);
/// Views of the repository's page besides the queue.
const VIEWS: [&str; 4] = ["flow", "hotspots", "overlaps", "load"];

/// Name and longest task of each scene.
type Found = Vec<(&'static str, f64)>;

/// Reads the history once, then visits.
///
/// # Errors
/// Those of the stack and of the browser; [`Error::Bench`] when a page does not come.
pub(super) fn measure() -> Result<Vec<Scene>, Error> {
    let (merged, open) = (facts::MERGED, facts::OPEN);
    say::heading(format_args!(
        "Second visits of a repository with {merged} merged and {open} open pull requests"
    ));
    let folder = tempfile::tempdir().map_err(Error::io("a temporary folder cannot be made"))?;
    let file = folder.path().join("bench.jsonl");
    facts::write(&file, Timestamp::now())?;
    let stack = say::timed("the repository is made", || {
        start(Options {
            facts: Some(file),
            ..Options::default()
        })
    })?;
    let chromium = Chromium::start()?;
    let profile = Profile::new(&chromium)?;
    let reader = Reader {
        profile: &profile,
        stack: &stack,
    };
    say::timed("its history is read", || reader.read_history())?;
    delay(&stack)?;
    let mut scenes: Vec<Scene> = Vec::new();
    for _ in 0..ROUNDS {
        let slowed = reader.visit(Conditions::Slowed)?;
        let unslowed = reader.visit(Conditions::SlowNetwork)?;
        for ((name, slowed), (_, unslowed)) in slowed.into_iter().zip(unslowed) {
            add(&mut scenes, name, slowed, unslowed);
        }
    }
    Ok(scenes)
}

fn add(scenes: &mut Vec<Scene>, name: &'static str, slowed: f64, unslowed: f64) {
    match scenes.iter_mut().find(|scene| scene.name == name) {
        Some(scene) => {
            scene.slowed.push(slowed);
            scene.unslowed.push(unslowed);
        }
        None => scenes.push(Scene {
            name,
            slowed: vec![slowed],
            unslowed: vec![unslowed],
        }),
    }
}

struct Reader<'a> {
    profile: &'a Profile<'a>,
    stack: &'a Stack,
}

impl<'a> Reader<'a> {
    fn repository(&self) -> String {
        let addresses = self.stack.addresses();
        let (web, repository) = (&addresses.web, &addresses.repository);
        format!("{web}{repository}/addon/sightline/repository")
    }

    /// Reads all merged pull requests. The limits for calls of an hour end at once each time.
    fn read_history(&self) -> Result<(), Error> {
        let page = self.tab(Conditions::Unslowed)?;
        page.go_allowing(&self.repository())?;
        let started = Instant::now();
        let all = format!("{} merged pull requests are kept", thousands(facts::MERGED));
        loop {
            self.forget_calls()?;
            let said = page.in_frame(READ_ON)?;
            let said = said.as_str().unwrap_or_default();
            if said.contains(&all) {
                // What was read last is to be stored too.
                sleep(AFTER_OPENING);
                return Ok(());
            }
            if said == "waits" {
                page.go(&self.repository())?;
            }
            if started.elapsed() > PATIENCE {
                return Err(problem(format!("the history is not read: {said}")));
            }
            sleep(Duration::from_millis(300));
        }
    }

    fn forget_calls(&self) -> Result<(), Error> {
        http::delete(&format!("{}/sandbox/requests", self.stack.addresses().api))
    }

    fn tab(&self, conditions: Conditions) -> Result<Page<'a>, Error> {
        self.profile.tab(&self.stack.addresses().app, conditions)
    }

    fn visit(&self, conditions: Conditions) -> Result<Found, Error> {
        let mut found = Found::new();
        let pull_request = self.stack.some_pull_request();
        let pull_request = pull_request.ok_or_else(|| problem("nothing is open"))?;
        for (name, url) in [("panel", pull_request), ("queue", self.repository())] {
            self.forget_calls()?;
            let page = self.tab(conditions)?;
            page.go(&url)?;
            let first = number(&page.wait_for("first content", "bench.first")?);
            sleep(AFTER_OPENING);
            let all = thousands(facts::MERGED);
            let known = format!("document.body.innerText.includes('{all} merged')");
            page.wait_for("the whole history", &known)?;
            found.push((name, longest(&page, first)?));
            if name == "queue" {
                queue(&page, &mut found)?;
                views(&page, &mut found)?;
            }
            // A limit of this visit is none of the next one, nor is its choice of rows.
            page.in_frame("localStorage.clear()")?;
        }
        for (name, time) in &found {
            say::line(format_args!("{name}: {time:.0} ms"));
        }
        Ok(found)
    }
}

/// Goes on reading the history, and says what is known.
const READ_ON: &str = "(() => {
    localStorage.clear();
    const history = document.querySelector('section.history');
    if (!history) return '';
    const text = history.innerText;
    if (text.includes('goes on at')) return 'waits';
    const further = [...history.querySelectorAll('.depths:not([hidden]) button')];
    further.at(-1)?.click();
    return text;
})()";

/// Filters, shows all rows, and scrolls.
fn queue(page: &Page<'_>, found: &mut Found) -> Result<(), Error> {
    page.wait_for(
        "the number of open pull requests",
        "document.querySelector('.count p')?.innerText.includes('1,000 open')",
    )?;
    let mut scene = |name, act: &dyn Fn() -> Result<(), Error>| -> Result<(), Error> {
        let since = number(&page.in_frame("performance.now()")?);
        act()?;
        sleep(AFTER);
        found.push((name, longest(page, since)?));
        Ok(())
    };
    let type_in = |text: &str| {
        let set = |end| {
            let text = text.get(..end).unwrap_or_default();
            page.in_frame(&format!(
                "(() => {{ const field = document.querySelector('.search');
                   field.value = {text:?};
                   field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
            ))?;
            sleep(Duration::from_millis(60));
            Ok(())
        };
        (1..=text.len()).try_for_each(set)
    };
    scene("queue, filtered", &|| type_in("area-1"))?;
    page.wait_for(
        "fewer rows",
        "document.querySelector('.count p').innerText.includes(' of 1,000 open')",
    )?;
    scene("queue, not filtered any more", &|| type_in(" "))?;
    scene("queue, all rows shown", &|| {
        for _ in 0..19 {
            page.in_frame(MORE_ROWS)?;
            sleep(Duration::from_millis(100));
        }
        Ok(())
    })?;
    page.wait_for(
        "all rows",
        "document.querySelectorAll('tbody tr').length === 1000",
    )?;
    scene("queue, scrolled", &|| page.in_frame(SCROLL).map(drop))
}

const MORE_ROWS: &str = "document.querySelector('.below > .button:not([hidden])')?.click()";

/// Scrolls the frame, 300 pixels a frame, to the end of the queue.
const SCROLL: &str = "(async () => {
    for (let at = 0; at < 150; at += 1) {
        scrollBy(0, 300);
        await new Promise((then) => setTimeout(then, 16));
    }
    scrollTo(0, 0);
})()";

fn views(page: &Page<'_>, found: &mut Found) -> Result<(), Error> {
    for view in VIEWS {
        let since = number(&page.in_frame("performance.now()")?);
        page.in_frame(&format!(
            "document.querySelector(\"nav a[href='#{view}']\").click()"
        ))?;
        let current =
            format!("document.querySelector(\"nav a[href='#{view}'][aria-current]\") !== null");
        page.wait_for(view, &current)?;
        sleep(AFTER);
        found.push((view, longest(page, since)?));
    }
    Ok(())
}

fn longest(page: &Page<'_>, since: f64) -> Result<f64, Error> {
    let longest: Value = page.in_frame(&format!("bench.longest({since})"))?;
    Ok(number(&longest))
}

/// `5,000`
fn thousands(number: u64) -> String {
    format!("{},{:03}", number / 1_000, number % 1_000)
}
