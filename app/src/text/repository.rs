//! What the page of a repository says around its views.

pub(crate) const VIEWS: &str = "Views of this repository";

/// The name of a view.
pub(crate) fn view(name: &str) -> &'static str {
    match name {
        "flow" => "Flow",
        "hotspots" => "Hotspots",
        "overlaps" => "Overlaps",
        "load" => "Load",
        _ => "Queue",
    }
}
