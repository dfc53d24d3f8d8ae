//! Words about tables and drawings that are taken along.

pub(crate) const SAVE: &str = "Save as CSV";
pub(crate) const COPY: &str = "Copy as CSV";
pub(crate) const COPIED: &str = "Copied.";
pub(crate) const SAVED: &str =
    "Saved, unless your browser keeps framed pages from saving: then copy it instead.";
pub(crate) const REFUSED: &str = "The browser does not let Sightline copy from here. The table is \
     selected below: copy it with your keyboard.";
pub(crate) const TABLE: &str = "Table as CSV";
