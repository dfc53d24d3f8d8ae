//! The page that is opened by itself, against a stand-in for `window.fetch`.

use bitbucket_cloud::{Budget, Client, Error, Request, Transport};
use sightline_app::host::{Host, Standalone};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    Looked, bridge, context, fetch::Fetch, look, look_at, no_bridge, repository, run,
};

const NAMED: &str = "?repository=acme/widgets&pull_request=7";

/// An API with one repository, whose newest open pull request is number 9.
fn widgets(host: &str) -> Fetch {
    Fetch::new(&format!(
        "const {{ pathname, search }} = new URL(request.url);
         const widgets = {{ uuid: '{{2}}', full_name: 'acme/widgets',
             links: {{ html: {{ href: '{host}/acme/widgets' }} }} }};
         const pull = {{ id: 9, title: 'Hello', state: 'OPEN', author: null,
             created_on: '2026-07-01T09:05:00+00:00', updated_on: '2026-07-01T09:05:00+00:00' }};
         if (pathname === '/2.0/repositories') return json({{ values: [widgets] }});
         if (pathname === '/2.0/repositories/acme/widgets') return json(widgets);
         if (pathname.endsWith('/pullrequests')) return json({{ values: [pull] }});
         if (/pullrequests.[79]$/.test(pathname)) return json(pull);
         return json({{ error: {{ message: 'Not found' }} }}, 404);"
    ))
}

fn alone(query: &str) -> Looked {
    no_bridge();
    look(None, Host::Standalone(Standalone::new(query)))
}

async fn error(answer: &str) -> Error {
    let fetch = Fetch::new(answer);
    let client = Client::new(Standalone::with_timeout(NAMED, 1), Budget::of(10));
    let error = client.pull_request(&repository(), 7).await.unwrap_err();
    drop(fetch);
    error
}

#[wasm_bindgen_test]
fn a_page_without_bridge_and_handover_stands_alone() {
    no_bridge();
    assert!(matches!(Host::detect(), Host::Standalone(_)));
    bridge("");
    assert!(matches!(Host::detect(), Host::Connect(_)));
}

#[wasm_bindgen_test]
fn a_page_of_the_server_stands_in_bitbucket_even_if_its_handover_cannot_be_read() {
    no_bridge();
    run("const tag = document.createElement('script');
         Object.assign(tag, { type: 'application/json', id: 'sightline-context' });
         tag.textContent = 'no JSON';
         document.body.append(tag);");
    let boot = sightline_app::Boot::from_document();
    run("document.getElementById('sightline-context').remove();");
    assert!(matches!(boot.host, Host::Connect(_)), "{boot:?}");
    let page = look_at(boot.opening, boot.host);
    assert_eq!(page.text_of("h1"), "Sightline lives inside Bitbucket");
}

#[wasm_bindgen_test]
async fn the_newest_pull_request_of_the_running_demo_is_shown() {
    let fetch = widgets("http://localhost:7990");
    let page = alone("");
    page.says("h2.title", "Hello").await;
    let urls = fetch.urls();
    let api = "http://localhost:7991/2.0/repositories";
    assert!(
        urls[0].starts_with(&format!("{api}?pagelen=1&")),
        "{urls:?}"
    );
    let newest = "/acme/widgets/pullrequests?state=OPEN&sort=-created_on&pagelen=1&";
    assert!(urls[1].starts_with(&format!("{api}{newest}")), "{urls:?}");
    assert!(urls[2].starts_with(&format!("{api}/acme/widgets/pullrequests/9?")));
    let bar = page.text_of(".host-bar");
    let said =
        "Standalone: reading from http://localhost:7991 as an anonymous reader. acme/widgets";
    assert!(bar.starts_with(said), "{bar}");
    let host_page = page.attribute(".host-bar p a", "href").unwrap();
    let expected = "http://localhost:7990/acme/widgets/pull-requests/9";
    assert_eq!(host_page, expected);
    let other = page.attribute(".host-bar nav a:not([aria-current])", "href");
    assert_eq!(other.as_deref(), Some("?page=repository"));
    assert_eq!(
        page.text_of(".host-bar [aria-current=page]"),
        "Pull request"
    );
    fetch.settled().await;
}

#[wasm_bindgen_test]
async fn a_named_pull_request_is_read_from_bitbucket_without_an_account() {
    let fetch = widgets("https://bitbucket.org");
    let page = alone(NAMED);
    page.says("h2.title", "Hello").await;
    let urls = fetch.urls();
    let api = "https://api.bitbucket.org/2.0/repositories/acme/widgets";
    assert!(urls[0].starts_with(&format!("{api}?fields=")), "{urls:?}");
    assert!(
        urls[1].starts_with(&format!("{api}/pullrequests/7?")),
        "{urls:?}"
    );
    let host_page = page.attribute(".host-bar p a", "href").unwrap();
    assert_eq!(
        host_page,
        "https://bitbucket.org/acme/widgets/pull-requests/7"
    );
    let anonymous = run("return fetched.every((request) => request.credentials === 'omit');");
    assert_eq!(anonymous.as_bool(), Some(true));
    assert!(page.text().contains("You are not signed in to Bitbucket."));
    fetch.settled().await;
}

#[wasm_bindgen_test]
async fn the_page_of_the_repository_is_shown_where_the_address_says_so() {
    let fetch = widgets("http://localhost:7990");
    let page = alone("?page=repository");
    page.has(".views").await;
    assert_eq!(page.text_of(".host-bar [aria-current=page]"), "Repository");
    let of_one = |url: &String| url.contains("/pullrequests/9?");
    assert!(!fetch.urls().iter().any(of_one), "{:?}", fetch.urls());
    fetch.settled().await;
}

#[wasm_bindgen_test]
async fn the_page_of_the_repository_is_shown_where_no_pull_request_is_open() {
    let fetch = Fetch::new(
        "if (request.url.includes('/pullrequests')) return json({ values: [] });
         return json({ values: [{ uuid: '{2}', full_name: 'acme/widgets',
             links: { html: { href: 'http://localhost:7990/acme/widgets' } } }] });",
    );
    let page = alone("");
    page.has(".views").await;
    fetch.settled().await;
}

#[wasm_bindgen_test]
async fn where_nothing_answers_the_page_says_how_to_start_the_demo() {
    let fetch = Fetch::new("throw new TypeError('Failed to fetch');");
    let page = alone("");
    page.says("h1", "Nothing answers at http://localhost:7991")
        .await;
    assert!(page.text().contains("cargo xtask demo"));
    assert!(
        page.text()
            .contains("?repository=WORKSPACE/SLUG&pull_request=1")
    );
    drop(fetch);
    let fetch = widgets("http://localhost:7990");
    page.click(".prose button");
    page.says("h2.title", "Hello").await;
    fetch.settled().await;
}

#[wasm_bindgen_test]
async fn an_address_that_cannot_be_read_asks_nothing() {
    let fetch = Fetch::new("return json({});");
    let page = alone("?api=javascript:alert(1)");
    page.says("h1", "This page’s address cannot be read").await;
    assert_eq!(fetch.urls().len(), 0);
    let page = alone("?repository=widgets");
    page.says(
        ".prose code",
        "repository=widgets is no name such as WORKSPACE/SLUG",
    )
    .await;
    assert_eq!(fetch.urls().len(), 0);
}

#[wasm_bindgen_test]
async fn a_repository_that_is_not_public_is_said() {
    let fetch = Fetch::new("return json({ error: { message: 'No such repository' } }, 404);");
    let page = alone(NAMED);
    let title = "There is no such public repository at https://api.bitbucket.org";
    page.says("h1", title).await;
    assert_eq!(fetch.urls().len(), 1);
    drop(fetch);
    let fetch = Fetch::new("return json({ values: [] });");
    let page = alone("");
    page.says("h1", "No repository is public at http://localhost:7991")
        .await;
    drop(fetch);
}

#[wasm_bindgen_test]
async fn statuses_are_told_apart() {
    let status = |status: u16, message: &str| Error::Status {
        status,
        message: message.to_owned(),
    };
    let gone = "return json({ error: { message: 'Gone' } }, 404);";
    assert_eq!(error(gone).await, status(404, "Gone"));
    let html = "return new Response('<html>', { status: 502 });";
    assert_eq!(error(html).await, status(502, ""));
    assert_eq!(error("return json({}, 401);").await, Error::Anonymous);
    assert_eq!(error("return json({}, 429);").await, Error::RateLimited);
}

#[wasm_bindgen_test]
async fn calls_that_fail_or_never_settle_end() {
    let message = "TypeError: Failed to fetch".to_owned();
    let thrown = error("throw new TypeError('Failed to fetch');").await;
    assert_eq!(thrown, Error::Network { message });
    let silent = "return new Promise((_, reject) => {
        const { signal } = request;
        signal.addEventListener('abort', () => reject(signal.reason));
    });";
    assert_eq!(error(silent).await, Error::Timeout { seconds: 1 });
    let endless = "const { signal } = request;
        return new Response(new ReadableStream({
          start(body) { signal.addEventListener('abort', () => body.error(signal.reason)); },
        }));";
    assert_eq!(error(endless).await, Error::Timeout { seconds: 1 });
}

#[wasm_bindgen_test]
async fn answers_of_another_shape_are_not_taken() {
    for answer in ["return json([]);", "return new Response('<html>');"] {
        let error = error(answer).await;
        assert!(matches!(error, Error::Decode { .. }), "{answer}: {error:?}");
    }
}

#[wasm_bindgen_test]
async fn text_is_handed_over_as_it_came() {
    let fetch = Fetch::new("return new Response('diff --git');");
    let request = Request::next("https://api.bitbucket.org/2.0/diff").unwrap();
    let host = Host::Standalone(Standalone::new(NAMED));
    assert_eq!(host.text(&request).await, Ok("diff --git".to_owned()));
    assert_eq!(fetch.urls(), ["https://api.bitbucket.org/2.0/diff"]);
}

#[wasm_bindgen_test]
async fn nothing_is_written_without_an_account() {
    let fetch = Fetch::new("return json({});");
    let client = Client::new(Standalone::new(NAMED), Budget::of(10));
    let answer = client
        .replace_reviewers(&repository(), 7, "Hello", &[])
        .await;
    assert_eq!(answer, Err(Error::Anonymous));
    assert_eq!(fetch.urls().len(), 0);
}

#[wasm_bindgen_test]
fn a_page_that_stands_alone_keeps_no_session() {
    let handed = context(
        r#"{ "page": "repository", "workspace": "acme", "expires_in": 900, "session": "secret",
             "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
             "host_url": "https://bitbucket.example" }"#,
    );
    let host = Host::Standalone(Standalone::new(""));
    assert!(host.keep_session(&handed).is_none());
}
