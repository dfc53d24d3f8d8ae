//! The page's start, `public/boot.js`, against a stand-in for what Trunk and the server write.

use std::time::Duration;

use futures_util::future::join;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{asked, bridge, no_bridge, run, settled, sleep};

const BOOT: &str = include_str!("../../../public/boot.js");
const PATH: &str = "/2.0/repositories/acme/widgets/pullrequests/7?fields=id";

/// A page around `boot.js`, gone when it is dropped.
struct Page;

impl Page {
    /// The page's app counts its starts in `started`. Without a handover it has no script tag.
    fn new(handover: Option<&str>) -> Self {
        let page = Self;
        let script = "
            const file = (text, type) => URL.createObjectURL(new Blob([text], { type }));
            const app = 'export default async () => { window.started += 1; };';
            window.started = 0;
            delete window.sightlineFirst;
            const page = document.createElement('div');
            page.id = 'boot-page';
            const link = (members) => page.append(Object.assign(document.createElement('link'), members));
            link({ rel: 'modulepreload', href: file(app, 'text/javascript') });
            link({ rel: 'sightline-program', href: file('', 'application/wasm') });
            if (handover !== null) {
              const tag = document.createElement('script');
              Object.assign(tag, { type: 'application/json', id: 'sightline-context' });
              tag.textContent = handover;
              page.append(tag);
            }
            document.body.append(page);";
        let handover = handover.map_or(JsValue::NULL, JsValue::from);
        Function::new_with_args("handover", script)
            .call1(&JsValue::NULL, &handover)
            .unwrap();
        page
    }

    async fn boot(&self) {
        let script = "return import(URL.createObjectURL(
            new Blob([boot], { type: 'text/javascript' })));";
        let imported = Function::new_with_args("boot", script)
            .call1(&JsValue::NULL, &BOOT.into())
            .unwrap();
        imported.unchecked_into::<Promise>().await.unwrap();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        run("document.getElementById('boot-page').remove(); delete window.sightlineFirst;");
    }
}

fn handover() -> String {
    format!(r#"{{"page":"pull-request","first_call":"{PATH}"}}"#)
}

fn starts() -> Option<f64> {
    run("return window.started;").as_f64()
}

/// Result of the started call.
async fn first_call() -> Result<JsValue, JsValue> {
    let promise = run("return window.sightlineFirst.promise;");
    promise.unchecked_into::<Promise>().await
}

#[wasm_bindgen_test]
async fn a_script_of_the_page_may_let_the_app_start_later() {
    no_bridge();
    let page = Page::new(None);
    run("window.sightlineStart = new Promise((go) => { window.go = go; });");
    let started = async {
        page.boot().await;
        starts()
    };
    let early = async {
        sleep(Duration::from_millis(50)).await;
        let early = starts();
        run("window.go();");
        early
    };
    let (started, early) = join(started, early).await;
    assert_eq!((early, started), (Some(0.0), Some(1.0)));
    run("delete window.sightlineStart; delete window.go;");
}

#[wasm_bindgen_test]
async fn the_first_call_of_the_handover_is_made_while_the_app_loads() {
    bridge("answer([options.type, options.responseType].join(' '));");
    let page = Page::new(Some(&handover()));
    page.boot().await;
    assert_eq!(starts(), Some(1.0));
    let url = run("return window.sightlineFirst.url;");
    assert_eq!(url.as_string().as_deref(), Some(PATH));
    let answer = first_call().await.unwrap();
    assert_eq!(answer.as_string().as_deref(), Some("GET json"));
    assert_eq!(asked(), [PATH]);
}

#[wasm_bindgen_test]
async fn a_bridge_that_comes_after_the_start_makes_the_call_too() {
    no_bridge();
    run(
        "Object.defineProperty(document, 'readyState', { value: 'interactive', configurable: true });",
    );
    let page = Page::new(Some(&handover()));
    page.boot().await;
    assert_eq!(starts(), Some(1.0), "the app does not wait");
    bridge("answer('late');");
    run("delete document.readyState; window.dispatchEvent(new Event('load'));");
    let answer = first_call().await.unwrap();
    assert_eq!(answer.as_string().as_deref(), Some("late"));
    assert_eq!(asked(), [PATH]);
}

#[wasm_bindgen_test]
async fn a_bridge_that_is_missing_or_throws_does_not_keep_the_app_from_starting() {
    no_bridge();
    for bridge in [
        "",
        "window.AP = {};",
        "window.AP = { require() { throw new Error('boom'); } };",
        "window.AP = { require(name, ready) { ready(undefined); } };",
        "window.AP = { require(name, ready) { ready(() => { throw new Error('boom'); }); } };",
    ] {
        run(bridge);
        let page = Page::new(Some(&handover()));
        page.boot().await;
        assert_eq!(starts(), Some(1.0), "{bridge}");
        assert!(first_call().await.is_err(), "{bridge}");
    }
}

#[wasm_bindgen_test]
async fn without_a_first_call_nothing_is_asked() {
    // Calls of pages before this one.
    settled().await;
    bridge("answer({});");
    for handover in [None, Some("{}"), Some("no JSON"), Some("null")] {
        let page = Page::new(handover);
        page.boot().await;
        assert_eq!(starts(), Some(1.0), "{handover:?}");
        assert!(run("return window.sightlineFirst;").is_undefined());
        drop(page);
    }
    sleep(Duration::from_millis(20)).await;
    assert_eq!(asked().len(), 0);
}
