//! A button that copies the summary. A frame may lack the right to; then the text is there to copy
//! by hand.

use js_sys::futures::spawn_local;

use crate::{
    clipboard,
    desk::Desk,
    element::{Element, el},
    signal::Signal,
    summary,
    text::summary as words,
    views::button,
};

pub(super) fn view(desk: Desk) -> Element {
    let said = Signal::new("");
    let by_hand = Signal::new(None::<String>);
    let copy = move || {
        let Some(text) = summary::markdown(desk) else {
            return;
        };
        spawn_local(async move {
            let copied = clipboard::copy(&text).await.is_ok();
            let (answer, rest) = if copied {
                (words::COPIED, None)
            } else {
                (words::REFUSED, Some(text))
            };
            said.set(answer);
            by_hand.set(rest);
        });
    };
    let status = el("p")
        .class("subtle")
        .attr("role", "status")
        .follow(move |status| status.set_text_content(Some(*said.get())));
    let text = el("textarea")
        .attr("readonly", "")
        .attr("rows", "6")
        .attr("aria-label", words::SUMMARY)
        .follow(move |area| {
            let text = by_hand.get();
            area.set_hidden(text.is_none());
            area.set_text_content(text.as_deref());
            if text.is_some() {
                clipboard::select_field(area);
            }
        });
    el("div")
        .class("copy")
        .with(button(words::COPY, copy))
        .with(status)
        .with(text)
}
