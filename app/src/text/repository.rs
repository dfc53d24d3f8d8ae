//! Words around the views of a repository.

/// Name of the navigation.
pub const VIEWS: &str = "Views of this repository";

/// The name of a view.
pub fn view(name: &str) -> &'static str {
    match name {
        "flow" => "Flow",
        "hotspots" => "Hotspots",
        "overlaps" => "Overlaps",
        "load" => "Load",
        _ => "Queue",
    }
}

/// Button that copies a link to the view as it is shown.
pub const COPY_LINK: &str = "Copy link";
/// Status once the link is copied.
pub const LINK_COPIED: &str = "The link to this view is on the clipboard.";
/// Status where it cannot be copied.
pub const LINK_REFUSED: &str = "It cannot be copied from here; copy it with your keyboard:";
/// Label of the field that holds the link then.
pub const LINK: &str = "Link to this view";
