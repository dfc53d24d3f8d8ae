//! Icons, drawn for the sandbox on a grid of 16.

use maud::{Markup, PreEscaped, Render, html};

/// Paths of an icon that is drawn in lines, in the colour of the text around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Icon(&'static str);

impl Icon {
    /// The icon with more classes.
    pub(crate) fn classed(self, classes: &str) -> Markup {
        html! {
            svg class={ "icon " (classes) } viewBox="0 0 16 16" aria-hidden="true" {
                (PreEscaped(self.0))
            }
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        self.classed("")
    }
}

pub(crate) const APP: Icon = Icon(
    r#"<path d="M2.5 2.5h4v4h-4zM9.5 9.5h4v4h-4zM2.5 9.5h4v4h-4z"/><circle cx="11.5" cy="4.5" r="2"/>"#,
);
pub(crate) const ARROW: Icon = Icon(r#"<path d="M2.5 8h11M9.5 4l4 4-4 4"/>"#);
pub(crate) const BACK: Icon = Icon(r#"<path d="M13.5 8h-11M6.5 4l-4 4 4 4"/>"#);
pub(crate) const BRANCH: Icon = Icon(
    r#"<circle cx="4.5" cy="3.5" r="1.5"/><circle cx="4.5" cy="12.5" r="1.5"/><circle cx="11.5" cy="5.5" r="1.5"/><path d="M4.5 5v6M11.5 7c0 2.5-2 3-7 3"/>"#,
);
pub(crate) const CHECK: Icon = Icon(r#"<path d="M3 8.5l3.5 3.5L13 4.5"/>"#);
pub(crate) const CODE: Icon = Icon(r#"<path d="M5 4L1.5 8 5 12M11 4l3.5 4-3.5 4M9 3L7 13"/>"#);
pub(crate) const COMMIT: Icon =
    Icon(r#"<circle cx="8" cy="8" r="2.5"/><path d="M8 1.5v4M8 10.5v4"/>"#);
pub(crate) const CROSS: Icon = Icon(r#"<path d="M4 4l8 8M12 4l-8 8"/>"#);
pub(crate) const DOTS: Icon = Icon(r#"<path d="M4 8h.01M8 8h.01M12 8h.01" stroke-width="2.5"/>"#);
pub(crate) const FILE: Icon = Icon(r#"<path d="M3.5 1.5h6l3 3v10h-9zM9 1.5V5h3.5"/>"#);
pub(crate) const FOLDER: Icon = Icon(r#"<path d="M1.5 3.5h5l1.5 2h6.5v8h-13z"/>"#);
pub(crate) const INFO: Icon =
    Icon(r#"<circle cx="8" cy="8" r="6.5"/><path d="M8 7.5v4M8 4.75h.01"/>"#);
pub(crate) const PERSON: Icon = Icon(
    r#"<circle cx="8" cy="5" r="2.75"/><path d="M2.5 14c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5"/>"#,
);
pub(crate) const PULL_REQUEST: Icon = Icon(
    r#"<circle cx="4" cy="3.5" r="1.5"/><circle cx="4" cy="12.5" r="1.5"/><circle cx="12" cy="12.5" r="1.5"/><path d="M4 5v6M12 11V6c0-1.5-1-2.5-2.5-2.5H8M9.75 1.5l-2 2 2 2"/>"#,
);
pub(crate) const SETTINGS: Icon = Icon(
    r#"<circle cx="8" cy="8" r="2.25"/><path d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4"/>"#,
);
pub(crate) const TASK: Icon = Icon(r#"<rect x="2.5" y="2.5" width="11" height="11" rx="2"/>"#);
pub(crate) const TASK_DONE: Icon =
    Icon(r#"<rect x="2.5" y="2.5" width="11" height="11" rx="2"/><path d="M5 8l2 2 4-4"/>"#);

/// The sandbox's mark.
pub(crate) const BUCKET: PreEscaped<&str> = PreEscaped(include_str!("../assets/icon.svg"));

/// A tipped bucket, for pages that have nothing to show.
pub(crate) const EMPTY_BUCKET: PreEscaped<&str> = PreEscaped(include_str!("../assets/empty.svg"));
