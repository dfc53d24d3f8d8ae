//! The host of Forge: where the app was opened, calls, links and theme.

use bitbucket_cloud::{AccountId, Budget, Client, Error, Request};
use js_sys::Promise;
use sightline_app::{
    context::{Page, Viewer, Writing},
    host::{Extent, Forge, Host},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{holds, look, no_bridge, repository, run};

const PANEL: &str = "bitbucket:repoPullRequestOverviewPanel";
const CARD: &str = "bitbucket:repoPullRequestCard";

/// A stand-in for the bridge, gone when it is dropped.
struct Bridge;

impl Bridge {
    /// Bridge on pull request 7, for a module of that kind.
    fn of(kind: &str) -> Self {
        Self::new(&format!(
            "{{ type: '{kind}', repository: {{ uuid: '2' }}, pullRequest: {{ id: 7 }} }}"
        ))
    }

    /// Keeps paths of calls in `forged`, and answers for one repository; the context has that
    /// `extension`.
    fn new(extension: &str) -> Self {
        no_bridge();
        run(&format!(
            "window.forged = [];
             const context = {{ workspaceId: '{{1}}', theme: {{ colorMode: 'dark' }},
                               extension: {extension} }};
             const json = (value, status = 200) => new Response(JSON.stringify(value), {{ status }});
             const pull = {{ id: 7, title: 'Hello', state: 'OPEN', draft: null, author: null,
                 created_on: '2026-07-01T09:05:00+00:00', updated_on: '2026-07-01T09:05:00+00:00' }};
             window.forgeBridge = {{
               requestBitbucket: async (path, options) => {{
                 window.forged.push(options.method + ' ' + path);
                 const [at] = path.split('?');
                 if (at === '/2.0/user') return json({{ uuid: '{{3}}' }}, window.userStatus);
                 if (at === '/2.0/repositories/%7B1%7D/%7B2%7D') {{
                   return json({{ uuid: '{{2}}', full_name: 'acme/widgets',
                       links: {{ html: {{ href: 'https://bitbucket.org/acme/widgets' }} }} }});
                 }}
                 if (at.endsWith('/pullrequests/7')) return json(pull);
                 if (at.endsWith('/activity')) {{
                   const comment = {{ id: 9, created_on: '2026-07-02T09:05:00+00:00',
                     user: {{ type: 'user', uuid: '{{4}}', display_name: 'Bob' }},
                     inline: {{ path: 'a' }} }};
                   return json({{ values: [{{ comment }}] }});
                 }}
                 return json({{ values: [] }});
               }},
               view: {{
                 getContext: async () => context,
                 theme: {{ enable: async () => {{ throw new Error('no theme'); }} }},
               }},
               router: {{
                 navigate: async (url) => {{ window.went = url; }},
                 open: async (url) => {{ window.opened = url; }},
               }},
             }};"
        ));
        Self
    }

    fn calls(&self) -> Vec<String> {
        let calls = run("return window.forged.join('\\n');")
            .as_string()
            .unwrap();
        calls.lines().map(str::to_owned).collect()
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        run("for (const name of ['forgeBridge', 'sightlineStarted', 'userStatus', 'went', 'opened']) {
               delete window[name];
             }
             document.documentElement.removeAttribute('data-color-mode');");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_offers_forges_bridge_is_in_forge() {
    {
        let _bridge = Bridge::of(PANEL);
        assert!(matches!(Host::detect(), Host::Forge(_)));
    }
    assert!(matches!(Host::detect(), Host::Standalone(_)));
}

#[wasm_bindgen_test]
async fn a_module_says_by_uuids_on_what_it_stands() {
    let bridge = Bridge::of(PANEL);
    let found = Forge::new().find_page().await.unwrap();
    assert_eq!(found.extent, Extent::Whole);
    let context = found.context;
    assert_eq!(context.repository, repository());
    assert_eq!(context.page, Page::PullRequest { id: 7 });
    assert_eq!(context.account, Some(AccountId::new("{3}".to_owned())));
    assert_eq!(
        (context.viewer, context.writing),
        (Viewer::SignedIn, Writing::Off)
    );
    let page = "https://bitbucket.org/acme/widgets/pull-requests/7";
    assert_eq!(context.host_page(), page);
    let expected = [
        "GET /2.0/repositories/%7B1%7D/%7B2%7D?fields=uuid,full_name,links.html.href",
        "GET /2.0/user?fields=uuid",
    ];
    assert_eq!(bridge.calls(), expected);
}

#[wasm_bindgen_test]
async fn a_module_without_a_pull_request_shows_the_repository() {
    let _bridge =
        Bridge::new("{ type: 'bitbucket:repoMainMenuPage', repository: { uuid: '{2}' } }");
    let found = Forge::new().find_page().await.unwrap();
    assert_eq!(
        (found.context.page, found.extent),
        (Page::Repository, Extent::Whole)
    );
}

#[wasm_bindgen_test]
async fn a_module_without_a_repository_is_refused() {
    let bridge = Bridge::new("{ type: 'bitbucket:workspaceSettingsMenuPage' }");
    let refused = Forge::new().find_page().await.unwrap_err();
    assert!(matches!(refused, Error::Refused { .. }), "{refused:?}");
    assert!(bridge.calls().is_empty());
}

#[wasm_bindgen_test]
async fn a_reader_whom_bitbucket_does_not_know_is_nobody_and_other_failures_are_said() {
    let _bridge = Bridge::of(PANEL);
    run("window.userStatus = 401;");
    let found = Forge::new().find_page().await.unwrap();
    assert_eq!(
        (found.context.viewer, found.context.account),
        (Viewer::Anonymous, None)
    );
    run("window.userStatus = 503;");
    let failed = Forge::new().find_page().await.unwrap_err();
    assert!(
        matches!(failed, Error::Status { status: 503, .. }),
        "{failed:?}"
    );
}

#[wasm_bindgen_test]
async fn calls_that_the_page_has_made_are_made_once() {
    let bridge = Bridge::of(PANEL);
    let host = Forge::new();
    // As the page's script makes them, by UUIDs.
    let first = "/2.0/repositories/%7B1%7D/%7B2%7D/pullrequests/7";
    let named = Request::pull_request(&repository(), 7);
    let query = named.path().split_once('?').unwrap().1;
    let script = format!(
        "window.sightlineStarted = ['/2.0/user?fields=uuid', '{first}?{query}'].map((url) => (
           {{ url, promise: window.forgeBridge.requestBitbucket(url, {{ method: 'GET' }}) }}));
         return Promise.all(window.sightlineStarted.map((call) => call.promise));"
    );
    run(&script).unchecked_into::<Promise>().await.unwrap();
    let before = bridge.calls().len();
    host.find_page().await.unwrap();
    assert_eq!(bridge.calls().len(), before + 1, "the repository alone");
    let client = Client::new(Host::Forge(host), Budget::of(Budget::HOURLY));
    let pull = client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(
        (pull.title.as_str(), bridge.calls().len()),
        ("Hello", before + 1)
    );
    client.pull_request(&repository(), 7).await.unwrap();
    assert_eq!(bridge.calls().len(), before + 2, "an answer is taken once");
}

#[wasm_bindgen_test]
async fn the_panel_is_shown_and_its_links_are_followed_by_the_host() {
    let _bridge = Bridge::of(PANEL);
    let looked = look(None, Host::detect());
    looked.says("h2.title", "Hello").await;
    looked.has("a[target=_top]").await;
    let href = looked.attribute("a[target=_top]", "href").unwrap();
    looked.click("a[target=_top]");
    holds("window.went").await;
    assert_eq!(run("return window.went;").as_string(), Some(href.clone()));
    run("window.forgeBridge.router.navigate = async () => { throw new Error('foreign'); };");
    looked.click("a[target=_top]");
    holds("window.opened").await;
    assert_eq!(run("return window.opened;").as_string(), Some(href));
}

#[wasm_bindgen_test]
async fn a_link_that_opens_a_tab_is_left_to_the_browser() {
    let _bridge = Bridge::of(PANEL);
    let looked = look(None, Host::detect());
    looked.has("a[target=_top]").await;
    let left = run(
        "const click = new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true });
         const link = document.querySelector('main a[target=_top]');
         link.removeAttribute('href'); link.setAttribute('href', '#left');
         let left;
         // A tab that opened would hide this one, whose timers would be slow from then on.
         const last = (event) => { left = !event.defaultPrevented; event.preventDefault(); };
         window.addEventListener('click', last, { once: true });
         link.dispatchEvent(click);
         return left && window.went === undefined;",
    );
    assert_eq!(left, true);
}

#[wasm_bindgen_test]
async fn a_card_shows_the_headline_alone() {
    let bridge = Bridge::of(CARD);
    let looked = look(None, Host::detect());
    looked.has("p.waits strong").await;
    assert_eq!(looked.count("section"), 0);
    assert_eq!(looked.count("p.waits"), 1);
    let listed = |path: &String| path.contains("/pullrequests?");
    assert!(!bridge.calls().iter().any(listed), "{:?}", bridge.calls());
}

#[wasm_bindgen_test]
async fn where_the_host_sets_no_theme_its_colors_are_followed() {
    let _bridge = Bridge::of(CARD);
    let _looked = look(None, Host::detect());
    holds("document.documentElement.dataset.colorMode === 'dark'").await;
}

#[wasm_bindgen_test]
async fn what_keeps_a_page_from_being_found_is_said_and_can_be_tried_again() {
    let _bridge = Bridge::of(PANEL);
    run("window.userStatus = 503;");
    let looked = look(None, Host::detect());
    looked.has(".prose button").await;
    run("window.userStatus = 200;");
    looked.click(".prose button");
    looked.says("h2.title", "Hello").await;
}
