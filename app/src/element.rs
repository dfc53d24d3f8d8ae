//! Elements of the page, built by plain calls.
//!
//! Each `view!` is a type of its own, with code to build, compare, hydrate and print it. Here ten
//! lines of a view cost ten calls, which is what keeps the app small: measured, the same pages
//! weigh a fifth less. Text is always text, never markup.

use std::{cell::RefCell, mem::ManuallyDrop, rc::Rc};

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, HtmlElement, HtmlInputElement, KeyboardEvent, window};

use crate::signal::{Scope, follow};

/// An element.
#[derive(Debug, Clone)]
pub(crate) struct Element(web_sys::Element);

thread_local! {
    static DOCUMENT: Document = this_document();
}

#[expect(clippy::expect_used, reason = "the app runs in pages alone")]
fn this_document() -> Document {
    let document = window().and_then(|window| window.document());
    document.expect("a page")
}

/// The page that the app runs in.
pub(crate) fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// An empty element of HTML.
pub(crate) fn el(name: &str) -> Element {
    made(document().create_element(name))
}

/// An empty element of a drawing.
pub(crate) fn svg(name: &str) -> Element {
    made(document().create_element_ns(Some("http://www.w3.org/2000/svg"), name))
}

// Without printing what was thrown: describing any value of JavaScript is much code.
#[expect(clippy::panic, reason = "names of elements are constants")]
fn made(element: Result<web_sys::Element, JsValue>) -> Element {
    match element {
        Ok(element) => Element(element),
        Err(_) => panic!("no valid name of an element"),
    }
}

/// An element that is built anew, all of it, whenever a signal changes that `build` read.
pub(crate) fn live(build: impl Fn() -> Element + 'static) -> Element {
    kept(Box::new(build))
}

fn kept(build: Box<dyn Fn() -> Element>) -> Element {
    let shown = Rc::new(RefCell::new(None::<Element>));
    let first = Rc::clone(&shown);
    follow(move || {
        let fresh = build();
        let old = shown.replace(Some(fresh.clone()));
        if let Some(old) = old {
            let _detached = old.0.replace_with_with_node_1(&fresh.0);
        }
    });
    let first = first.borrow().clone();
    first.unwrap_or_else(|| el("div"))
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

    /// Whether a selector fits it now.
    pub(crate) fn matches(&self, selector: &str) -> bool {
        self.0.matches(selector) == Ok(true)
    }

    /// Does something when it is clicked, or chosen by keyboard.
    pub(crate) fn on_click(self, act: impl Fn() + 'static) -> Self {
        self.on("click", Box::new(act))
    }

    /// Does something with what stands in a text field, whenever that changes.
    pub(crate) fn on_input(self, act: impl Fn(String) + 'static) -> Self {
        let field: HtmlInputElement = JsValue::from(self.0.clone()).unchecked_into();
        self.on("input", Box::new(move || act(field.value())))
    }

    /// Does something with keys that are pressed in it.
    pub(crate) fn on_key(self, act: impl Fn(&KeyboardEvent) + 'static) -> Self {
        let act: Box<dyn Fn(KeyboardEvent)> = Box::new(move |event| act(&event));
        self.listen("keydown", &Closure::wrap(act).into_js_value())
    }

    /// Does something with the part of it that an event happens to.
    pub(crate) fn on_target(self, event: &str, act: impl Fn(&web_sys::Element) + 'static) -> Self {
        let act: Box<dyn Fn(web_sys::Event)> = Box::new(move |event| {
            let target = event.target().map(JsValue::from);
            if let Some(target) = target {
                act(target.unchecked_ref());
            }
        });
        self.listen(event, &Closure::wrap(act).into_js_value())
    }

    fn on(self, event: &str, act: Box<dyn Fn()>) -> Self {
        self.listen(event, &Closure::wrap(act).into_js_value())
    }

    // The browser drops it with the element.
    fn listen(self, event: &str, act: &JsValue) -> Self {
        let _valid = self
            .0
            .add_event_listener_with_callback(event, act.unchecked_ref());
        self
    }

    /// Changes it now, and whenever a signal changes that `change` reads.
    pub(crate) fn follow(self, change: impl Fn(&HtmlElement) + 'static) -> Self {
        let element: HtmlElement = JsValue::from(self.0.clone()).unchecked_into();
        follow(move || change(&element));
        self
    }
}

/// An element on the page, with all that follows in it, until it is dropped.
#[derive(Debug)]
pub struct Mounted {
    element: web_sys::Element,
    _owned: Scope,
}

impl Mounted {
    /// Appends what `build` makes to `parent`.
    pub(crate) fn new(parent: &web_sys::Element, build: impl FnOnce() -> Element) -> Self {
        let owned = Scope::default();
        let Element(element) = owned.with(build);
        let _valid = parent.append_child(&element);
        Self {
            element,
            _owned: owned,
        }
    }

    /// Leaves it there for good.
    pub(crate) fn forget(self) {
        let _stays = ManuallyDrop::new(self);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.element.remove();
    }
}
