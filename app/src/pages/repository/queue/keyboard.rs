//! Moving from row to row by keyboard.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Direction of a move.
enum Direction {
    Down,
    Up,
}

/// Moves if the key says so; `more` is asked for rows after the last one.
pub(super) fn pressed(event: &KeyboardEvent, more: impl Fn()) {
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    let direction = match event.key().as_str() {
        "ArrowDown" | "j" if plain => Direction::Down,
        "ArrowUp" | "k" if plain => Direction::Up,
        _ => return,
    };
    let Some(row) = here() else {
        return;
    };
    event.prevent_default();
    let next = beside(&row, &direction).or_else(|| {
        more();
        beside(&row, &direction)
    });
    let link = next.and_then(|row| row.query_selector("a").ok()?);
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _focused = link.focus();
    }
}

/// The row that has the focus.
fn here() -> Option<Element> {
    document().active_element()?.closest("tbody tr").ok()?
}

fn beside(row: &Element, direction: &Direction) -> Option<Element> {
    let next = |element: &Element| match direction {
        Direction::Down => element.next_element_sibling(),
        Direction::Up => element.previous_element_sibling(),
    };
    if let Some(row) = next(row) {
        return Some(row);
    }
    let mut part = next(&row.parent_element()?)?;
    loop {
        let row = match direction {
            Direction::Down => part.first_element_child(),
            Direction::Up => part.last_element_child(),
        };
        if part.tag_name() == "TBODY" && row.is_some() {
            return row;
        }
        part = next(&part)?;
    }
}
