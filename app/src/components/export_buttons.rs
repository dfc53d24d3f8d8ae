//! Buttons that take a table along: saved as a file, or copied where a frame may save nothing.

use leptos::prelude::*;

use super::{Button, ButtonKind, CopyButton, CopyWords};
use crate::{browser::download, format::csv, text::export as words};

const WORDS: CopyWords = CopyWords {
    copy: words::COPY,
    copied: words::COPIED,
    refused: words::REFUSED,
    label: words::TABLE,
};

/// Saves or copies a table as CSV.
#[component]
pub fn ExportButtons(
    /// Name of the file, without `sightline-` and its ending.
    name: &'static str,
    /// Makes the table; its first row names the columns.
    #[prop(into)]
    rows: Callback<(), Vec<Vec<String>>>,
) -> impl IntoView {
    let status = RwSignal::new("");
    let save = move |()| {
        let file = format!("sightline-{name}.csv");
        download::save(&file, csv::MIME, &csv::csv(&rows.run(())));
        status.set(words::SAVED);
    };
    let text = move |()| Some(csv::csv(&rows.run(())));
    view! {
        <div class="taking">
            <Button name=words::SAVE kind=ButtonKind::Quiet on_press=save/>
            <CopyButton words=WORDS text kind=ButtonKind::Quiet status/>
        </div>
    }
}
