//! A stand-in for `window.AP`, and pages to look at.

use std::time::Duration;

use bitbucket_cloud::{Budget, Client, Repository};
use js_sys::{Function, JSON, Promise, Reflect, global};
use sightline_app::{
    Opened, Shown,
    context::Context,
    host::{Bridge, Host, decode::decode},
    show,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, window};

/// Makes a bridge whose `request(options)` has this JavaScript body, and which counts calls by URL
/// in `asked`. `answer(value)` and `refuse(thrown)` settle later, as a real bridge does.
pub(crate) fn bridge(request: &str) {
    let script = format!(
        "const asked = [];
         const later = (f) => (value) => setTimeout(() => f(value), 5);
         window.AP = {{
           asked,
           require(name, ready) {{
             if (name !== 'request') throw new Error('no module ' + name);
             setTimeout(() => ready((options) => {{
               asked.push(options.url);
               const answer = later(options.success);
               const refuse = later(options.error);
               {request}
             }}), 1);
           }},
         }};"
    );
    Function::new_no_args(&script)
        .call0(&JsValue::NULL)
        .unwrap();
}

/// Takes the bridge away.
pub(crate) fn no_bridge() {
    Reflect::delete_property(&global(), &"AP".into()).unwrap();
}

/// The URLs that the bridge was asked for.
pub(crate) fn asked() -> Vec<String> {
    let bridge = Reflect::get(&global(), &"AP".into()).unwrap();
    let asked = Reflect::get(&bridge, &"asked".into()).unwrap();
    let asked: js_sys::Array = asked.dyn_into().unwrap();
    asked.iter().map(|url| url.as_string().unwrap()).collect()
}

/// Through the bridge, with a second of patience.
pub(crate) fn host() -> Host {
    Host::Connect(Bridge::giving_up_after(1))
}

pub(crate) fn client() -> Client<Host> {
    Client::new(host(), Budget::of(Budget::HOURLY))
}

pub(crate) fn repository() -> Repository {
    Repository::parse("acme/widgets").unwrap()
}

/// What the server would say about a page.
pub(crate) fn context(json: &str) -> Context {
    decode(JSON::parse(json).unwrap()).unwrap()
}

/// A page in the document, gone when it is dropped.
pub(crate) struct Looked {
    root: HtmlElement,
    _shown: Shown,
}

pub(crate) fn look(context: Option<Context>, host: Host) -> Looked {
    let document = window().unwrap().document().unwrap();
    let root = document.create_element("main").unwrap();
    let root: HtmlElement = root.dyn_into().unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let shown = show(&root, Opened { context, host });
    Looked {
        root,
        _shown: shown,
    }
}

impl Drop for Looked {
    fn drop(&mut self) {
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
        for _ in 0..200 {
            if self.count(selector) > 0 {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("no {selector} in {}", self.text());
    }
}

pub(crate) async fn sleep(time: Duration) {
    let milliseconds = i32::try_from(time.as_millis()).unwrap();
    let promise = Promise::new(&mut |resolve, _| {
        let window = window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    promise.await.unwrap();
}
