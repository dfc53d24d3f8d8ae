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
