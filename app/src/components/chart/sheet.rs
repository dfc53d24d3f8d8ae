//! The drawing itself.

use leptos::prelude::*;
use sightline_charts::Rect;

use super::{
    marks,
    shapes::{rect, units},
};

/// Data that a figure provides to its drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct FigureContext {
    /// Name of the figure, part of ids.
    pub(super) name: &'static str,
    /// Numbers of the mark that was looked at last.
    pub(super) tip: RwSignal<String>,
}

impl FigureContext {
    /// Id of the heading.
    pub(super) fn heading(self) -> String {
        format!("chart-{}", self.name)
    }

    /// Id of the drawing.
    pub(super) fn drawing(self) -> String {
        format!("drawing-{}", self.name)
    }

    fn say(self, event: &leptos::ev::Event) {
        if let Some(said) = marks::said(event) {
            self.tip.maybe_update(|tip| {
                let is_new = *tip != said;
                *tip = said;
                is_new
            });
        }
    }
}

/// A drawing within a figure, in units of the page.
#[component]
pub(super) fn Sheet(
    /// Its width.
    width: f32,
    /// Its height.
    height: f32,
    children: Children,
) -> impl IntoView {
    let figure: FigureContext = expect_context();
    let area = Rect {
        width,
        height,
        ..Rect::default()
    };
    view! {
        <svg
            class="drawing"
            role="group"
            viewBox=format!("0 0 {} {}", units(width), units(height))
            id=figure.drawing()
            aria-labelledby=figure.heading()
            on:keydown=move |event| marks::walk(&event)
            on:focusin=move |event| figure.say(&event)
            on:pointerover=move |event| figure.say(&event)
        >
            {rect("sheet", area)}
            {children()}
        </svg>
    }
}
