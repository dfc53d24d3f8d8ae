//! Numbers of files and lines.

use leptos::prelude::*;
use sightline_insight::size::{Lines, Size};

use crate::format::number::{added, counted, removed};

/// Files and lines of a change: `2 files +12 −3`.
#[component]
pub fn SizeTotal(
    /// Size of the change.
    size: Size,
) -> impl IntoView {
    view! {
        <span class="files">{counted(size.files.into(), "file")}</span>
        " "
        <LineCounts lines=size.lines/>
    }
}

/// New and removed lines: `+12 −3`.
#[component]
pub fn LineCounts(
    /// The lines.
    lines: Lines,
) -> impl IntoView {
    view! {
        <span class="added">{added(lines.added)}</span>
        " "
        <span class="removed">{removed(lines.removed)}</span>
    }
}
