//! A button that copies a text. A frame may lack the right to; then the text is there to copy by hand.

use leptos::{html::Textarea, prelude::*, task::spawn_local_scoped_with_cancellation};

use super::{Button, ButtonKind};
use crate::browser::clipboard;

/// Words of a [`CopyButton`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyWords {
    /// Name on the button.
    pub copy: &'static str,
    /// Status once the text is copied.
    pub copied: &'static str,
    /// Status where it cannot be.
    pub refused: &'static str,
    /// Label of the field that holds the text then.
    pub label: &'static str,
}

/// Button, status and the field to copy from by hand.
#[component]
pub fn CopyButton(
    /// Words on it.
    words: CopyWords,
    /// Makes the text; `None` while it is not there yet.
    #[prop(into)]
    text: Callback<(), Option<String>>,
    /// Prominence of the button.
    #[prop(optional)]
    kind: ButtonKind,
    /// Says what came of it; others may say something there.
    #[prop(default = RwSignal::new(""))]
    status: RwSignal<&'static str>,
) -> impl IntoView {
    let by_hand = RwSignal::new(None::<String>);
    let field = NodeRef::<Textarea>::new();
    let copy = move |()| {
        let Some(text) = text.run(()) else {
            return;
        };
        spawn_local_scoped_with_cancellation(async move {
            let copied = clipboard::copy(&text).await.is_ok();
            status.set(if copied { words.copied } else { words.refused });
            by_hand.set((!copied).then_some(text));
        });
    };
    Effect::new(move |_| {
        if let (Some(field), Some(text)) = (field.get(), by_hand.get()) {
            field.set_text_content(Some(&text));
            let _focused = field.focus();
            field.select();
        }
    });
    view! {
        <Button name=words.copy kind on_press=copy/>
        <p class="subtle" role="status">{status}</p>
        <textarea node_ref=field readonly rows="6" aria-label=words.label
            hidden=move || by_hand.read().is_none()
        ></textarea>
    }
}
