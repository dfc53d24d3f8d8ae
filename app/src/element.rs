//! Elements of the page, built by plain calls.
//!
//! Each `view!` is a type of its own, with code to build, compare, hydrate and print it. Here ten
//! lines of a view cost ten calls, which is what keeps the app small: measured, the same pages
//! weigh a fifth less. Signals and effects are Leptos's; text is always text, never markup.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::HtmlElement;

/// An element.
#[derive(Debug, Clone)]
pub(crate) struct Element(SendWrapper<web_sys::Element>);

/// An empty element of HTML.
#[expect(clippy::expect_used, reason = "names of elements are constants")]
pub(crate) fn el(name: &str) -> Element {
    let made = document().create_element(name);
    Element(SendWrapper::new(made.expect("a valid name")))
}

/// An empty element of a drawing.
#[expect(clippy::expect_used, reason = "names of elements are constants")]
pub(crate) fn svg(name: &str) -> Element {
    let made = document().create_element_ns(Some("http://www.w3.org/2000/svg"), name);
    Element(SendWrapper::new(made.expect("a valid name")))
}

/// An element that is built anew, all of it, whenever a signal changes that `build` read.
pub(crate) fn live(build: impl Fn() -> Element + 'static) -> Element {
    kept(Box::new(build))
}

fn kept(build: Box<dyn Fn() -> Element>) -> Element {
    let shown = StoredValue::new_local(None::<Element>);
    let effect = RenderEffect::new(move |_: Option<()>| {
        let fresh = build();
        shown.update_value(|shown| {
            if let Some(old) = shown {
                let _detached = old.0.replace_with_with_node_1(&fresh.0);
            }
            *shown = Some(fresh);
        });
    });
    // It runs as long as its owner lives.
    StoredValue::new_local(effect);
    shown.get_value().unwrap_or_else(|| el("div"))
}

impl Element {
    /// Sets its class.
    pub(crate) fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        // Names of attributes are constants.
        let _valid = self.0.set_attribute(name, value);
        self
    }

    /// Appends text.
    pub(crate) fn text(self, text: &str) -> Self {
        let _valid = self.0.append_with_str_1(text);
        self
    }

    /// Appends an element.
    pub(crate) fn with(self, child: Self) -> Self {
        let _valid = self.0.append_child(&child.0);
        self
    }

    /// Appends elements.
    pub(crate) fn all(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::with)
    }

    /// Does something when it is clicked, or chosen by keyboard.
    pub(crate) fn on_click(self, act: impl Fn() + 'static) -> Self {
        self.on("click", Box::new(act))
    }

    fn on(self, event: &str, act: Box<dyn Fn()>) -> Self {
        // The browser drops it with the element.
        let act = Closure::wrap(act).into_js_value();
        let _valid = self
            .0
            .add_event_listener_with_callback(event, act.unchecked_ref());
        self
    }

    /// Changes it now, and whenever a signal changes that `change` reads.
    pub(crate) fn follow(self, change: impl Fn(&HtmlElement) + 'static) -> Self {
        let element: HtmlElement = JsValue::from(self.0.clone().take()).unchecked_into();
        follow(Box::new(move || change(&element)));
        self
    }
}

fn follow(change: Box<dyn Fn()>) {
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| change()));
}

impl Render for Element {
    type State = web_sys::Element;

    fn build(self) -> Self::State {
        self.0.take()
    }

    fn rebuild(self, state: &mut Self::State) {
        let _detached = state.replace_with_with_node_1(&self.0);
        *state = self.build();
    }
}
