//! A stand-in for `window.fetch`.

use std::time::Duration;

use super::{run, sleep};

/// A stand-in for `window.fetch`, gone when it is dropped.
pub(crate) struct Fetch;

impl Fetch {
    /// Answers with what this JavaScript returns of a `request`. `json(value)` is an answer.
    pub(crate) fn new(answer: &str) -> Self {
        run(&format!(
            "window.realFetch = window.realFetch || window.fetch;
             window.fetched = [];
             const json = (value, status = 200) => new Response(JSON.stringify(value), {{ status }});
             window.fetch = async (request) => {{
               fetched.push(request);
               {answer}
             }};"
        ));
        Self
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        let urls = run("return window.fetched.map((request) => request.url).join('\\n');");
        let urls = urls.as_string().unwrap();
        urls.lines().map(str::to_owned).collect()
    }

    /// Waits until no call is under way, so that none reaches the stand-in of the next test.
    pub(crate) async fn settled(self) {
        let (mut before, mut same) = (usize::MAX, 0);
        while same < 4 {
            sleep(Duration::from_millis(30)).await;
            let calls = self.urls().len();
            same = if calls == before { same + 1 } else { 0 };
            before = calls;
        }
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        run("window.fetch = window.realFetch;");
    }
}
