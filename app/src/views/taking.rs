//! Buttons that take a table along: saved as a file, or copied where a frame may save nothing.

use js_sys::futures::spawn_local;

use super::button;
use crate::{
    clipboard,
    element::{Element, el},
    export::{self, CSV, csv},
    signal::Signal,
    text::export as words,
};

/// For a table that `rows` makes when it is asked for; the first row names the columns. The file is
/// called `name`.csv.
pub(crate) fn table(name: &'static str, rows: impl Fn() -> Vec<Vec<String>> + 'static) -> Element {
    buttons(name, Box::new(rows))
}

fn buttons(name: &'static str, rows: Box<dyn Fn() -> Vec<Vec<String>>>) -> Element {
    let text = Signal::new(move || csv(&rows()));
    let said = Signal::new("");
    let by_hand = Signal::new(None::<String>);
    let save = button(words::SAVE, move || {
        export::save(&["sightline-", name, ".csv"].concat(), CSV, &text.now()());
        said.set(words::SAVED);
    });
    let copy = button(words::COPY, move || {
        let text = text.now()();
        spawn_local(async move {
            let copied = clipboard::copy(&text).await.is_ok();
            said.set(if copied {
                words::COPIED
            } else {
                words::REFUSED
            });
            by_hand.set((!copied).then_some(text));
        });
    });
    let status = el("p")
        .class("subtle")
        .attr("role", "status")
        .follow(move |status| status.set_text_content(Some(*said.get())));
    let field = el("textarea")
        .attr("readonly", "")
        .attr("rows", "6")
        .attr("aria-label", words::TABLE)
        .follow(move |area| {
            let text = by_hand.get();
            area.set_hidden(text.is_none());
            area.set_text_content(text.as_deref());
            if text.is_some() {
                clipboard::select_field(area);
            }
        });
    el("div")
        .class("taking")
        .with(save.class("button quiet"))
        .with(copy.class("button quiet"))
        .with(status)
        .with(field)
}
