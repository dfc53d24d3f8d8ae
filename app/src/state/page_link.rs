//! The address that readers see around the frame, and links to views that they can send.
//!
//! The frame's own address is hidden from them. So a view is named in the fragment of the page around it,
//! whose address the host tells on request.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::{browser::address, host::Host};

/// Address of the page around the frame. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct PageLink(RwSignal<Around>);

/// Knowledge of that address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Around {
    /// The host was asked.
    Asked,
    /// It did not say.
    Unknown,
    /// Its answer.
    Known(String),
}

/// Asks the host for the address around the frame, and provides it to the components below.
pub fn provide_page_link(host: Host) {
    let around = RwSignal::new(Around::Asked);
    spawn_local_scoped_with_cancellation(async move {
        let found = host.location().await;
        around.set(found.map_or(Around::Unknown, Around::Known));
    });
    provide_context(PageLink(around));
}

/// The address around the frame.
///
/// # Panics
/// Outside of the repository's page.
pub fn use_page_link() -> PageLink {
    expect_context()
}

impl PageLink {
    /// Returns whether the host has answered, or will not. Tracked.
    pub fn is_settled(self) -> bool {
        self.0.with(|around| *around != Around::Asked)
    }

    /// Returns whether links can be made. Tracked.
    pub fn is_known(self) -> bool {
        self.0.with(|around| matches!(around, Around::Known(_)))
    }

    /// The address itself, where the host has told it.
    pub fn address(self) -> Option<String> {
        self.0.with_untracked(|around| match around {
            Around::Known(page) => Some(page.clone()),
            Around::Asked | Around::Unknown => None,
        })
    }

    /// Takes the view over that the address around the frame names, unless the frame's own names one.
    pub fn take_over(self) {
        let own = address::read();
        self.0.with_untracked(|around| {
            if let (Around::Known(page), "") = (around, own.0.as_str())
                && let Some((_, fragment)) = page.split_once('#')
            {
                let (view, query) = address::split(fragment);
                address::replace(&view, &query);
            }
        });
    }

    /// Link to a view as it is shown now; `None` where the address around the frame is not known.
    pub fn to(self, view: &str) -> Option<String> {
        let (own, query) = address::read();
        let query = if own == view { query } else { String::new() };
        self.0.with_untracked(|around| match around {
            Around::Known(page) => Some(address::link(page, view, &query)),
            Around::Asked | Around::Unknown => None,
        })
    }
}
