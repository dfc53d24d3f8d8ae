//! Width that the page has for a chart.

use leptos::prelude::document;

/// Width in units of the page, from 320 to 1,800.
pub fn room() -> f32 {
    let page = document().document_element();
    let width = page.map_or(0, |page| page.client_width());
    let width = u16::try_from(width - 24).unwrap_or(0);
    f32::from(width.clamp(320, 1_800))
}
