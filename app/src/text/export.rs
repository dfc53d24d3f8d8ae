//! Words about tables and drawings that are taken along.

pub const SAVE: &str = "Save as CSV";
pub const COPY: &str = "Copy as CSV";
pub const COPIED: &str = "Copied.";
pub const SAVED: &str =
    "Saved, unless your browser keeps framed pages from saving: then copy it instead.";
pub const REFUSED: &str = "The browser does not let Sightline copy from here. The table is \
     selected below: copy it with your keyboard.";
pub const TABLE: &str = "Table as CSV";
