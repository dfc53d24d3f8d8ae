//! Words about tables and drawings that are taken along.

use crate::browser::file::{Delivery, Format, Refused};

pub(crate) const COPY: &str = "Copy as CSV";
pub(crate) const COPIED: &str = "Copied.";
pub(crate) const REFUSED: &str = "The browser does not let Sightline copy from here. The table is \
     selected below: copy it with your keyboard.";
pub(crate) const TABLE: &str = "Table as CSV";

/// Button that takes a file along.
pub const fn button(delivery: Delivery, format: Format) -> &'static str {
    match (delivery, format) {
        (Delivery::Download, Format::Csv) => "Save as CSV",
        (Delivery::Download, Format::Png) => "Save as PNG",
        (Delivery::Download, Format::Svg) => "Save as SVG",
        (Delivery::Tab, Format::Csv) => "Open as CSV",
        (Delivery::Tab, Format::Png) => "Open as PNG",
        (Delivery::Tab, Format::Svg) => "Open as SVG",
    }
}

/// Status once a file is taken along, or is not. Whether a reader saves it cannot be seen.
pub const fn taken(delivery: Delivery, put: Result<(), Refused>) -> &'static str {
    match (delivery, put) {
        (Delivery::Download, Ok(())) => "The browser has it to save.",
        (Delivery::Tab, Ok(())) => {
            "Opened in a tab of its own. Save it from there with Ctrl+S or ⌘S."
        }
        (Delivery::Download, Err(Refused)) => "The browser cannot make this file.",
        (Delivery::Tab, Err(Refused)) => "The browser opens no tab for it. Copy the table instead.",
    }
}
