//! Place of this document: in a frame, or on its own.

use leptos::prelude::window;

/// Place of a document in its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// In a frame of another page.
    Framed,
    /// By itself.
    Top,
}

/// Place of this document.
pub fn current() -> Frame {
    let window = window();
    // A browser that does not say stands for a frame: the bridge finds out whether there is a host.
    match window.parent().ok().flatten() {
        Some(parent) if parent == window => Frame::Top,
        _ => Frame::Framed,
    }
}
