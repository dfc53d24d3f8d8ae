//! Marks of a drawing: children of one group. One of them is in the page's order of focus, arrow keys
//! move on from there, and the one that is pointed at or focused shows its numbers.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Selects marks.
const MARKS: &str = "[data-mark]";

/// Value of `tabindex` for the mark at a place. Only the mark at `first` can be reached by Tab.
pub(super) fn tabindex(at: usize, first: usize) -> &'static str {
    if at == first { "0" } else { "-1" }
}

/// A mark that only says something.
#[component]
pub(super) fn Mark(
    /// Class of the group.
    class: &'static str,
    /// Its numbers in words.
    said: String,
    /// Value of [`tabindex`].
    tabindex: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <g class=class role="img" data-mark="" tabindex=tabindex aria-label=said>
            {children()}
        </g>
    }
}

/// The numbers of the mark that an event happens in.
pub(super) fn said(event: &ev::Event) -> Option<String> {
    mark_at(event)?.get_attribute("aria-label")
}

/// Walks along the marks by keyboard.
pub(super) fn walk(event: &KeyboardEvent) {
    let Some(mark) = mark_at(event) else {
        return;
    };
    let group = mark.parent_element();
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => mark.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => mark.previous_element_sibling(),
        "Home" => group.and_then(|group| group.first_element_child()),
        "End" => group.and_then(|group| group.last_element_child()),
        "Enter" | " " if mark.has_attribute("role") => {
            // A link does that of its own.
            event.prevent_default();
            let click = web_sys::MouseEvent::new("click");
            let _handled = click.map(|click| mark.dispatch_event(&click));
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        let _valid = mark.set_attribute("tabindex", "-1");
        let _valid = next.set_attribute("tabindex", "0");
        let _focused = next.unchecked_into::<HtmlElement>().focus();
    }
}

fn mark_at(event: &ev::Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(MARKS).ok().flatten()
}
