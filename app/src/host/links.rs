//! Links out of a frame whose sandbox does not let it navigate the page around it.

use atlassian_bridge::forge::Bridge;
use gloo_events::{EventListener, EventListenerOptions};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

use crate::browser::task::spawn_detached;

/// Links that replace the page around the frame.
const LINK: &str = "a[target=_top][href]";

/// Hands links that are followed to the host, as long as the document lives. Those that open a tab by
/// a key or another button stay with the browser.
pub(super) fn follow_through(bridge: Bridge) {
    let options = EventListenerOptions::enable_prevent_default();
    let follow = move |event: &Event| {
        let Some(address) = followed(event) else {
            return;
        };
        event.prevent_default();
        spawn_detached(async move {
            if bridge.navigate(&address).await.is_err() {
                // Nothing is left to try where this fails too.
                let _ = bridge.open(&address).await;
            }
        });
    };
    EventListener::new_with_options(&document(), "click", options, follow).forget();
}

/// Address of the link that a click follows in the same tab.
fn followed(event: &Event) -> Option<String> {
    let click: &MouseEvent = event.dyn_ref()?;
    let keys = [
        click.alt_key(),
        click.ctrl_key(),
        click.meta_key(),
        click.shift_key(),
    ];
    if click.default_prevented() || click.button() != 0 || keys.contains(&true) {
        return None;
    }
    let target: Element = click.target()?.dyn_into().ok()?;
    target.closest(LINK).ok()??.get_attribute("href")
}
