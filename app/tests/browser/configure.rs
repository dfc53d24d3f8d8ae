//! The configure page, against a stand-in for the app's own server.

use std::time::Duration;

use serde_json::json;
use sightline_app::context::Opening;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Looked, fetch::Fetch, holds, host, look_at, no_bridge, run, sleep};

/// A server whose facts are in `window.facts` and may be changed; `window.refusing` is another answer.
/// `window.retried` holds what was asked for again, and `window.retries` the answer to that.
const SERVER: &str = "
    if (request.method === 'POST') {
      retried.push(await request.text());
      return window.retries();
    }
    if (window.refusing) return json({ error: 'It says ' + window.refusing }, window.refusing);
    return json(window.facts);";

/// A page's server, clock and document as they are otherwise, once it is dropped.
struct Configured {
    fetch: Fetch,
}

impl Configured {
    fn new() -> Self {
        no_bridge();
        let fetch = Fetch::new(SERVER);
        run(
            "window.realTimeout = window.realTimeout || window.setTimeout;
             window.setTimeout = (f, ms, ...rest) => realTimeout(f, ms >= 10000 ? 30 : ms, ...rest);
             window.refusing = 0;
             window.retried = [];
             window.retries = () => new Response(null, { status: 204 });
             const failure = (id) => ({ key: { repository: '{2}', pull_request: id },
               full_name: 'acme/api', reason: 'the API answered 403: <b>',
               at: Math.floor(Date.now() / 1000) - 7300 });
             window.facts = { principal: 'Acme', client_key: 'acme-key', version: '1.2.3',
               scopes: [{ name: 'account', state: 'granted' },
                 { name: 'repository', state: 'missing' }, { name: 'pullrequest', state: 'unknown' }],
               writing: 'off', what_leaves: 'Nothing leaves.', connect_days_left: 63,
               forge_link: 'https://forge.example/install',
               reports: { heard_at: Math.floor(Date.now() / 1000) - 200, waiting: 1, running: 2,
                 done: 1234, dead: 4, failures: [failure(7), failure(8)] } };",
        );
        Self { fetch }
    }

    fn look() -> Looked {
        let page = json!({
            "page": "configure", "workspace": "{1}", "user": "{3}", "writing": "off",
            "host_url": "https://bitbucket.example", "session": "secret", "expires_in": 900,
        });
        look_at(Some(Opening::from_json(&page.to_string()).unwrap()), host())
    }

    fn readings(&self) -> usize {
        self.fetch.urls().len()
    }
}

impl Drop for Configured {
    fn drop(&mut self) {
        run("window.setTimeout = window.realTimeout; delete document.hidden;");
    }
}

fn texts(selector: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('{selector}')].map((it) => it.textContent).join('\\n');"
    );
    let texts = run(&script).as_string().unwrap();
    texts.lines().map(str::to_owned).collect()
}

#[wasm_bindgen_test]
async fn an_admin_reads_the_facts_of_the_installation() {
    let _server = Configured::new();
    let page = Configured::look();
    page.has(".failures li").await;
    assert_eq!(
        texts("section[aria-labelledby=installation] dd"),
        ["Acme", "acme-key", "1.2.3"]
    );
    assert_eq!(
        texts(".scopes li"),
        [
            "Grantedaccount to know who is looking",
            "Missingrepository to count changed files and lines",
            "Not knownpullrequest to show how reviews go",
        ]
    );
    assert_eq!(
        texts("section[aria-labelledby=reports] dd"),
        ["3 minutes ago", "1", "2", "1,234", "4"]
    );
    let failure = page.text_of(".failures li");
    assert!(
        failure.starts_with("acme/api #72 hours agoTry again"),
        "{failure}"
    );
    assert!(failure.ends_with("the API answered 403: <b>"), "{failure}");
    assert_eq!(
        page.attribute(".failures a", "href").unwrap(),
        "https://bitbucket.example/acme/api/pull-requests/7"
    );
    let server_gets = page.text_of("section[aria-labelledby=privacy] p");
    assert!(server_gets.starts_with("Nothing leaves. "), "{server_gets}");
    assert!(page.text().contains("in 63 days"));
    let forge = "section[aria-labelledby=lifetime] a";
    assert_eq!(
        page.attribute(forge, "href").unwrap(),
        "https://forge.example/install"
    );
}

#[wasm_bindgen_test]
async fn the_server_is_asked_with_the_session_of_the_page() {
    let _server = Configured::new();
    let page = Configured::look();
    page.has(".properties").await;
    holds("fetched[0].headers.get('authorization') === 'Bearer secret'").await;
    holds("new URL(fetched[0].url).pathname === '/connect/installation'").await;
}

#[wasm_bindgen_test]
async fn what_reports_and_forge_lack_is_said() {
    let _server = Configured::new();
    run("facts.reports = null; facts.forge_link = null; facts.principal = null;");
    let page = Configured::look();
    page.has(".properties").await;
    assert_eq!(
        page.text_of(".properties dd"),
        "Bitbucket did not tell the name"
    );
    let reports = page.text_of("section[aria-labelledby=reports] p");
    assert!(reports.starts_with("Reports are off."), "{reports}");
    assert_eq!(page.count("section[aria-labelledby=lifetime] a"), 0);
    assert_eq!(page.count(".failures"), 0);
}

#[wasm_bindgen_test]
async fn facts_that_do_not_come_say_why_and_come_by_themselves() {
    let _server = Configured::new();
    run("window.refusing = 503;");
    let page = Configured::look();
    page.says(".problem-title", "It says 503").await;
    run("window.refusing = 0;");
    page.has(".properties").await;
    page.loses(".problem").await;
}

#[wasm_bindgen_test]
async fn facts_are_read_again_while_somebody_looks_and_stay_when_that_fails() {
    let _server = Configured::new();
    let page = Configured::look();
    page.has(".failures li").await;
    run("facts.version = '1.2.4'; facts.reports.waiting = 5;");
    page.says("section[aria-labelledby=reports] dd:nth-of-type(2)", "5")
        .await;
    run("window.refusing = 500;");
    page.says(".problem-title", "It says 500").await;
    assert_eq!(
        texts("section[aria-labelledby=installation] dd"),
        ["Acme", "acme-key", "1.2.4"]
    );
    let outdated = page.text_of(".fresh");
    assert!(
        outdated.ends_with("it could not be read since."),
        "{outdated}"
    );
    run("window.refusing = 0;");
    page.loses(".problem").await;
}

#[wasm_bindgen_test]
async fn a_reading_leaves_the_focus_where_it_is() {
    let server = Configured::new();
    let page = Configured::look();
    page.has(".failures button").await;
    run(
        "window.focused = document.querySelector('.failures li:last-child button'); focused.focus();",
    );
    let before = server.readings();
    run("facts.reports.failures.shift();");
    page.loses(".failures li:nth-child(2)").await;
    assert!(server.readings() > before);
    holds("document.activeElement === focused").await;
}

#[wasm_bindgen_test]
async fn nothing_is_read_while_nobody_looks() {
    let server = Configured::new();
    let page = Configured::look();
    page.has(".properties").await;
    run(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'));",
    );
    // A reading may be under way.
    sleep(Duration::from_millis(300)).await;
    let before = server.readings();
    run("facts.version = '1.2.4';");
    sleep(Duration::from_millis(300)).await;
    assert_eq!(server.readings(), before);
    run(
        "Object.defineProperty(document, 'hidden', { value: false, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'));",
    );
    page.says(".properties dd:last-child", "1.2.4").await;
}

#[wasm_bindgen_test]
async fn a_session_that_has_ended_is_said_and_nothing_is_read_any_more() {
    let server = Configured::new();
    let page = Configured::look();
    page.has(".properties").await;
    run("window.refusing = 401;");
    page.says(".problem-title", "It says 401").await;
    let said = page.text_of(".problem");
    assert!(said.contains("Reload the page in Bitbucket"), "{said}");
    let before = server.readings();
    sleep(Duration::from_millis(300)).await;
    assert_eq!(server.readings(), before);
}

#[wasm_bindgen_test]
async fn a_report_that_was_given_up_is_tried_again() {
    let _server = Configured::new();
    run("window.retries = () => {
           facts.reports.failures.shift();
           return new Response(null, { status: 204 });
         };");
    let page = Configured::look();
    page.has(".failures button").await;
    page.click(".failures button");
    page.says(".attempt", "acme/api #7 is tried again.").await;
    page.loses(".failures li:nth-child(2)").await;
    let left = page.text_of(".failures li");
    assert!(left.starts_with("acme/api #8"), "{left}");
    let asked = run("return retried.join();").as_string().unwrap();
    assert_eq!(asked, r#"{"repository":"{2}","pull_request":7}"#);
    holds("fetched.some((it) => it.method === 'POST' && it.headers.get('authorization') === 'Bearer secret')")
        .await;
}

#[wasm_bindgen_test]
async fn a_report_that_is_not_tried_again_says_why() {
    let _server = Configured::new();
    run("window.retries = () =>
           new Response(JSON.stringify({ error: 'It was not given up' }), { status: 404 });");
    let page = Configured::look();
    page.has(".failures button").await;
    page.click(".failures button");
    let said = "acme/api #7 is not tried again. It was not given up. It may have been tried again \
                already.";
    page.says(".attempt", said).await;
    page.has(".failures li:nth-child(2)").await;
}

#[wasm_bindgen_test]
async fn who_tries_a_report_again_is_led_to_what_comes_of_it() {
    let _server = Configured::new();
    let page = Configured::look();
    page.has(".failures button").await;
    run("document.querySelector('.failures button').focus()");
    page.click(".failures button");
    holds("document.activeElement.classList.contains('attempt')").await;
}
