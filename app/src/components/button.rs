//! Buttons.

use leptos::{html, prelude::*};

/// Prominence of a button.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// A button of its own.
    #[default]
    Normal,
    /// One beside text.
    Quiet,
    /// A step into another folder, which looks like a link.
    Step,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Normal => "button",
            Self::Quiet => "button quiet",
            Self::Step => "step",
        }
    }
}

/// A button that does something on this page.
#[component]
pub fn Button(
    /// Name on the button.
    #[prop(into)]
    name: Oco<'static, str>,
    /// Prominence.
    #[prop(optional)]
    kind: ButtonKind,
    /// Rest of the name, for those who do not see the text beside the button.
    #[prop(optional, into)]
    hidden_name: Option<String>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Runs when it is pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let hidden = hidden_name.map(|name| {
        view! { <span class="visually-hidden">{format!(" {name}")}</span> }
    });
    view! {
        <button class=kind.class() type="button" node_ref=node_ref on:click=move |_| on_press.run(())>
            {name}
            {hidden}
        </button>
    }
}
