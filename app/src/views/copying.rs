//! A button that copies a text. A frame may lack the right to; then the text is there to copy by hand.

use js_sys::futures::spawn_local;

use super::button;
use crate::{
    clipboard,
    element::{Element, el},
    signal::Signal,
};

/// What is said.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    /// On the button.
    pub(crate) copy: &'static str,
    /// Once it is copied.
    pub(crate) copied: &'static str,
    /// Where it cannot be.
    pub(crate) refused: &'static str,
    /// What the text is.
    pub(crate) label: &'static str,
}

/// The parts of it, to be put where they belong.
pub(crate) struct Copying {
    pub(crate) button: Element,
    /// Says what came of it.
    pub(crate) status: Element,
    /// The text, where it is to be copied by hand.
    pub(crate) field: Element,
    /// What the status says; others may say something there.
    pub(crate) said: Signal<&'static str>,
}

/// For the text that `text` makes when it is asked for; `None` is not there yet.
pub(crate) fn copying(words: Words, text: Box<dyn Fn() -> Option<String>>) -> Copying {
    let said = Signal::new("");
    let by_hand = Signal::new(None::<String>);
    let copy = move || {
        let Some(text) = text() else {
            return;
        };
        spawn_local(async move {
            let copied = clipboard::copy(&text).await.is_ok();
            said.set(if copied { words.copied } else { words.refused });
            by_hand.set((!copied).then_some(text));
        });
    };
    let status = el("p")
        .class("subtle")
        .attr("role", "status")
        .follow(move |status| status.set_text_content(Some(*said.get())));
    let field = el("textarea")
        .attr("readonly", "")
        .attr("rows", "6")
        .attr("aria-label", words.label)
        .follow(move |area| {
            let text = by_hand.get();
            area.set_hidden(text.is_none());
            area.set_text_content(text.as_deref());
            if text.is_some() {
                clipboard::select_field(area);
            }
        });
    Copying {
        button: button(words.copy, copy),
        status,
        field,
        said,
    }
}
