//! A stand-in for `window.AP`, and pages to look at.

pub(crate) mod fetch;
pub(crate) mod floor;
pub(crate) mod repository;
pub(crate) mod review;

use std::{any::Any, time::Duration};

use bitbucket_cloud::{Budget, Client, Repository};
use js_sys::{Function, Promise, Reflect, global};
use leptos::{mount::mount_to, prelude::*};
use serde_json::{Map, json};
use sightline_app::{
    App, Boot,
    context::{Opening, PageContext},
    host::{Connect, Host},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Makes a bridge whose `request(options)` has this JavaScript body, and which counts calls by URL
/// in `asked`. `answer(value)` and `refuse(thrown)` settle later, as a real bridge does.
pub(crate) fn bridge(request: &str) {
    module("request", "options.url", request);
}

/// Makes a bridge with `proxyRequest` instead, which counts method and URL.
pub(crate) fn proxy(request: &str) {
    module("proxyRequest", "`${options.type} ${options.url}`", request);
}

fn module(name: &str, counted: &str, request: &str) {
    let script = format!(
        "indexedDB.deleteDatabase('sightline');
         localStorage.clear();
         const asked = [];
         const later = (f) => (value) => setTimeout(() => f(value), 5);
         window.AP = {{
           asked,
           require(name, ready) {{
             if (name !== '{name}') throw new Error('no module ' + name);
             setTimeout(() => ready((options) => {{
               asked.push({counted});
               const answer = later(options.success);
               const refuse = later(options.error);
               {request}
             }}), 1);
           }},
         }};"
    );
    run(&script);
}

/// Leaves calls of URLs with this in them without an answer.
pub(crate) fn never(url: &str) {
    run(&format!(
        "const ready = window.AP.require;
         window.AP.require = (name, go) => ready(name, (call) => go((options) => {{
           if (!options.url.includes('{url}')) call(options);
         }}));"
    ));
}

/// Holds calls of URLs with this in them back until [`release`]; `window.held` are these calls.
pub(crate) fn hold(url: &str) {
    run(&format!(
        "window.held = [];
         const ready = window.AP.require;
         window.AP.require = (name, go) => ready(name, (call) => go((options) => {{
           const isHeld = window.held && options.url.includes('{url}');
           isHeld ? window.held.push(() => call(options)) : call(options);
         }}));"
    ));
}

/// Lets these calls go on.
pub(crate) fn release() {
    run("const held = window.held; window.held = null; held.forEach((call) => call());");
}

/// Runs JavaScript, and returns what it returns.
pub(crate) fn run(script: &str) -> JsValue {
    Function::new_no_args(script).call0(&JsValue::NULL).unwrap()
}

/// Takes the bridge away.
pub(crate) fn no_bridge() {
    Reflect::delete_property(&global(), &"AP".into()).unwrap();
}

/// The URLs that the bridge was asked for; none while there is no bridge.
pub(crate) fn asked() -> Vec<String> {
    let bridge = Reflect::get(&global(), &"AP".into()).unwrap();
    if bridge.is_undefined() {
        return Vec::new();
    }
    let asked = Reflect::get(&bridge, &"asked".into()).unwrap();
    let asked: js_sys::Array = asked.dyn_into().unwrap();
    asked.iter().map(|url| url.as_string().unwrap()).collect()
}

/// Connects through the bridge, with a timeout of a second.
pub(crate) fn host() -> Host {
    Host::Connect(Connect::with_timeout(1))
}

/// Connects through the bridge, with a timeout of a minute: longer than any test.
pub(crate) fn patient() -> Host {
    Host::Connect(Connect::with_timeout(60))
}

pub(crate) fn client() -> Client<Host> {
    Client::new(host(), Budget::of(Budget::HOURLY))
}

pub(crate) fn repository() -> Repository {
    Repository::parse("acme/widgets").unwrap()
}

/// Context of a page, as the server would write it. Without `user`, nobody is signed in; without `writing`,
/// the app only reads; without `expires_in`, there is no session to renew.
pub(crate) fn context(text: &str) -> PageContext {
    let mut page = json!({ "user": null, "writing": "off" });
    let members = page.as_object_mut().unwrap();
    members.extend(serde_json::from_str::<Map<_, _>>(text).unwrap());
    if !members.contains_key("expires_in") {
        members.remove("session");
    }
    match Opening::from_json(&page.to_string()).unwrap() {
        Opening::Repository(context) => context,
        Opening::Configure(_) => panic!("a page of a repository"),
    }
}

/// Looks, 10 ms apart, at what a test waits for: machines are slow and busy.
pub(crate) const LOOKS: u32 = 1_000;

/// A page in the document, gone when it is dropped.
pub(crate) struct Looked {
    root: HtmlElement,
    owner: Owner,
    shown: Option<Box<dyn Any>>,
}

pub(crate) fn look(context: Option<PageContext>, host: Host) -> Looked {
    look_at(context.map(Opening::Repository), host)
}

/// Shows any page.
pub(crate) fn look_at(opening: Option<Opening>, host: Host) -> Looked {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("main").unwrap();
    let root: HtmlElement = root.dyn_into().unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let boot = Boot { opening, host };
    let owner = Owner::new();
    let shown = owner.with(|| mount_to(root.clone(), move || view! { <App boot/> }));
    Looked {
        root,
        owner,
        shown: Some(Box::new(shown)),
    }
}

impl Drop for Looked {
    fn drop(&mut self) {
        // Background work holds its owner, so that dropping the handle alone does not end it.
        self.owner.cleanup();
        drop(self.shown.take());
        self.root.remove();
    }
}

impl Looked {
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// The text of the first element; fails where there is none.
    pub(crate) fn text_of(&self, selector: &str) -> String {
        let found = self.root.query_selector(selector).unwrap();
        let found = found.unwrap_or_else(|| panic!("no {selector} in {}", self.text()));
        found.text_content().unwrap_or_default()
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap().get_attribute(name)
    }

    pub(crate) fn click(&self, selector: &str) {
        let found = self.root.query_selector(selector).unwrap().unwrap();
        found.dyn_into::<HtmlElement>().unwrap().click();
    }

    /// Waits until the page holds an element.
    pub(crate) async fn has(&self, selector: &str) {
        for _ in 0..LOOKS {
            if self.count(selector) > 0 {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("no {selector} in {}", self.text());
    }

    /// Waits until the page holds no such element any more.
    pub(crate) async fn loses(&self, selector: &str) {
        for _ in 0..LOOKS {
            if self.count(selector) == 0 {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("{selector} stays in {}", self.text());
    }

    /// Waits until the page holds that many such elements.
    pub(crate) async fn counts(&self, selector: &str, count: u32) {
        for _ in 0..LOOKS {
            if self.count(selector) == count {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(self.count(selector), count, "{selector} in {}", self.text());
    }

    /// Waits until an element's text is this.
    pub(crate) async fn says(&self, selector: &str, said: &str) {
        for _ in 0..LOOKS {
            if self.count(selector) > 0 && self.text_of(selector) == said {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(self.text_of(selector), said);
    }
}

/// Waits until an expression of JavaScript is true.
pub(crate) async fn holds(expression: &str) {
    for _ in 0..LOOKS {
        if run(&format!("return Boolean({expression})")) == true {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("{expression} does not hold");
}

pub(crate) async fn sleep(time: Duration) {
    let milliseconds = i32::try_from(time.as_millis()).unwrap();
    let promise = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    promise.await.unwrap();
}

/// Waits until no call is under way: the bridge answers within a few milliseconds.
pub(crate) async fn settled() {
    let (mut before, mut same) = (usize::MAX, 0);
    while same < 4 {
        sleep(Duration::from_millis(60)).await;
        let calls = asked().len();
        same = if calls == before { same + 1 } else { 0 };
        before = calls;
    }
}
