//! Marks of a drawing: children of one group. One of them is in the page's order of focus, arrow keys
//! go on from there, and whichever is pointed at or focused says its numbers.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, KeyboardEvent};

use crate::{
    element::{Element, svg},
    signal::Signal,
};

/// What makes an element a mark.
const MARK: &str = "data-mark";
const MARKS: &str = "[data-mark]";

/// Makes an element a mark that says this.
pub(super) fn mark(element: Element, said: &str) -> Element {
    element
        .attr(MARK, "")
        .attr("tabindex", "-1")
        .attr("aria-label", said)
}

/// A mark that only says something.
pub(super) fn plain(class: &str, said: &str) -> Element {
    mark(svg("g").class(class).attr("role", "img"), said)
}

/// Marks side by side; the one at `first` can be reached by Tab.
pub(super) fn group(marks: Vec<Element>, first: usize) -> Element {
    let marks = marks.into_iter().enumerate();
    let marks = marks.map(|(at, mark)| match at == first {
        true => mark.attr("tabindex", "0"),
        false => mark,
    });
    svg("g").class("marks").all(marks)
}

/// Lets a drawing's marks be walked along; the last one that was looked at is the `tip`.
pub(super) fn walked(drawing: Element, tip: Signal<String>) -> Element {
    let say = move |at: &web_sys::Element| {
        let mark = at.closest(MARKS).ok().flatten();
        if let Some(said) = mark.and_then(|mark| mark.get_attribute("aria-label")) {
            tip.renew(said);
        }
    };
    drawing
        .on_key(walk)
        .on_target("focusin", say)
        .on_target("pointerover", say)
}

fn walk(event: &KeyboardEvent) {
    let target = event.target().map(JsValue::from);
    let Some(target) = target.map(JsCast::unchecked_into::<web_sys::Element>) else {
        return;
    };
    let Some(mark) = target.closest(MARKS).ok().flatten() else {
        return;
    };
    let around = mark.parent_element();
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => mark.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => mark.previous_element_sibling(),
        "Home" => around.and_then(|around| around.first_element_child()),
        "End" => around.and_then(|around| around.last_element_child()),
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
