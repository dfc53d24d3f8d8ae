//! A Bitbucket of a few pull requests that each replace lines of files.

use std::cell::{Cell, RefCell};

use bitbucket_cloud::{Error, Request, Transport, decode_text};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sightline_findings::check::CheckResult;
use sightline_merge_check::{Event, PullRequestId, Uuid, check};

/// Pull request that is checked.
pub(crate) const OWN: u32 = 1;
const HERE: &str = "acme/widgets";

/// Answers as Bitbucket does.
#[derive(Default)]
pub(crate) struct Bitbucket {
    /// Text of the settings on `main`, and in the source of the pull request that is checked.
    pub(crate) settings: [Option<String>; 2],
    /// Diffs of open pull requests, by number.
    pub(crate) open: Vec<(u32, String)>,
    /// Number of open pull requests that Bitbucket counts and does not list.
    pub(crate) unlisted: usize,
    /// Errors of calls whose path contains these words.
    pub(crate) faults: Vec<(String, Error)>,
    /// Milliseconds that a call takes.
    pub(crate) slowness: u64,
    /// Paths of calls.
    pub(crate) calls: RefCell<Vec<String>>,
    /// Milliseconds.
    pub(crate) clock: Cell<u64>,
}

impl Bitbucket {
    /// With these settings on `main`, and these diffs, the first of which is checked.
    pub(crate) fn new(settings: &str, diffs: &[&str]) -> Self {
        let open = (OWN..).zip(diffs.iter().map(|diff| (*diff).to_owned()));
        Self {
            settings: [Some(settings.to_owned()), None],
            open: open.collect(),
            ..Self::default()
        }
    }

    /// Fails for calls whose path contains these words.
    pub(crate) fn failing(mut self, words: &str, status: u16) -> Self {
        let error = Error::from_status(status, "");
        self.faults.push((words.to_owned(), error));
        self
    }

    /// Result of the check of the first pull request.
    pub(crate) async fn check(&self) -> CheckResult {
        check(&event(OWN), self, || self.clock.get()).await
    }

    /// Number of calls whose path contains these words.
    pub(crate) fn asked(&self, words: &str) -> usize {
        let calls = self.calls.borrow();
        calls.iter().filter(|path| path.contains(words)).count()
    }

    fn answer(&self, path: &str) -> Result<String, Error> {
        self.calls.borrow_mut().push(path.to_owned());
        self.clock.set(self.clock.get() + self.slowness);
        let mut faults = self.faults.iter();
        if let Some((_, error)) = faults.find(|(words, _)| path.contains(words)) {
            return Err(error.clone());
        }
        if path.contains("/src/") {
            let [main, source] = &self.settings;
            let text = if path.contains("/src/main") {
                main
            } else {
                source
            };
            return text.clone().ok_or(Error::from_status(404, ""));
        }
        if path.contains("/diffstat/") {
            let end = json!({ "path": "src/a.rs" });
            let file = json!({ "status": "modified", "lines_added": 1, "lines_removed": 1,
                               "old": end, "new": end });
            return Ok(json!({ "values": [file] }).to_string());
        }
        if path.contains("/diff/") {
            let id = number_after(path, "from_pullrequest_id=");
            let diff = self.open.iter().find(|(open, _)| *open == id);
            return Ok(diff.unwrap().1.clone());
        }
        let answer = if path.contains("state=OPEN") {
            let values: Vec<Value> = self.open.iter().map(|(id, _)| pull(*id, "OPEN")).collect();
            json!({ "values": values, "size": values.len() + self.unlisted })
        } else if path.contains("/pullrequests/") {
            pull(number_after(path, "/pullrequests/"), "OPEN")
        } else {
            let page = format!("https://bitbucket.example/{HERE}");
            json!({ "uuid": "{2}", "full_name": HERE, "links": { "html": { "href": page } } })
        };
        Ok(answer.to_string())
    }
}

impl Transport for &Bitbucket {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode_text(&self.answer(request.path())?, request)
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        self.answer(request.path())
    }
}

pub(crate) fn event(id: u32) -> Event {
    let uuid = |digit: u32| Uuid {
        uuid: format!("{{0000000{digit}-0000-4000-8000-000000000000}}"),
    };
    Event {
        workspace: uuid(1),
        repository: uuid(2),
        pullrequest: PullRequestId { id },
    }
}

/// A diff that replaces one line of a file. The same text makes the same file.
pub(crate) fn replaces(path: &str, line: u32, by: &str) -> String {
    let blob = by.bytes().fold(1_u32, |blob, byte| {
        blob.wrapping_mul(31).wrapping_add(byte.into())
    });
    format!(
        "diff --git a/{path} b/{path}\nindex 11111111..{blob:08x} 100644\n--- a/{path}\n+++ b/{path}\n\
         @@ -{line} +{line} @@\n-old\n+{by}\n"
    )
}

fn pull(id: u32, state: &str) -> Value {
    let end = |branch: &str| {
        json!({ "branch": { "name": branch }, "commit": { "hash": branch },
                "repository": { "full_name": HERE } })
    };
    json!({
        "id": id, "title": format!("Change {id}"), "state": state, "author": null,
        "created_on": "2026-07-01T09:05:00+00:00", "updated_on": "2026-07-01T09:05:00+00:00",
        "source": end(&format!("branch-{id}")), "destination": end("main"),
    })
}

fn number_after(path: &str, words: &str) -> u32 {
    let (_, rest) = path.split_once(words).unwrap();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}
