//! A chart and all that belongs to it.

use leptos::{context::Provider, prelude::*};

use super::{sheet::FigureContext, svg_export, table::TableBehind};
use crate::{components::ExportButtons, text::chart as words};

/// Place of a figure's numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Numbers {
    /// A table behind the drawing.
    #[default]
    Behind,
    /// A table of the view's own.
    Elsewhere,
}

/// A drawing with its title, what it is over, its numbers, and the buttons that take it along.
#[component]
pub fn Figure(
    /// Name in files and in the ids of its elements.
    name: &'static str,
    /// Title.
    title: &'static str,
    /// Description of what it shows, with the units.
    about: &'static str,
    /// Number and kind of the items that it covers, and anything else that has to be known.
    #[prop(into)]
    over: Signal<String>,
    /// Makes its table; the first row names the columns.
    #[prop(into)]
    table: Callback<(), Vec<Vec<String>>>,
    /// Place of its numbers.
    #[prop(optional)]
    numbers: Numbers,
    /// Draws it; drawn again when a signal changes that this reads.
    children: ChildrenFn,
) -> impl IntoView {
    let context = FigureContext {
        name,
        tip: RwSignal::new(String::new()),
    };
    let drawing = move |()| {
        let lines = [about, &over.get_untracked()];
        svg_export::svg(&context.drawing(), title, &lines)
    };
    let behind = numbers == Numbers::Behind;
    view! {
        <figure class="chart" aria-labelledby=context.heading()>
            <figcaption>
                <h3 id=context.heading()>{title}</h3>
                <p class="subtle">{about}</p>
                <p class="subtle">{over}</p>
            </figcaption>
            // Figures stand side by side under one owner.
            <Provider value=context>{move || children()}</Provider>
            <Tip tip=context.tip/>
            {behind.then(|| view! { <TableBehind title table/> })}
            <ExportButtons name rows=table drawing/>
        </figure>
    }
}

/// Numbers of the mark that was looked at last.
#[component]
fn Tip(
    /// The numbers; empty until a mark is looked at.
    tip: RwSignal<String>,
) -> impl IntoView {
    let none = move || tip.read().is_empty();
    view! {
        <p class="tip" class:subtle=none>
            {move || if none() { words::HINT.to_owned() } else { tip.get() }}
        </p>
    }
}
