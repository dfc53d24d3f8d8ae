//! Parts of a page that were built one after another, and are taken away like that: what was many tasks to
//! build would be one long task to take away.

use leptos::prelude::*;

use crate::browser::slices::Slices;

/// Parts that are on the page. Cheap to copy.
#[derive(Debug, Clone, Copy, Default)]
pub struct LateParts {
    built: StoredValue<Vec<RwSignal<bool>>>,
}

impl LateParts {
    /// Adds a part, which is on the page while its signal is true.
    pub fn add(self, part: RwSignal<bool>) {
        self.built.update_value(|built| built.push(part));
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.built.with_value(Vec::is_empty)
    }

    /// Takes all parts off the page, the last first.
    pub async fn clear(self) {
        let mut slices = Slices::begin_late();
        while let Some(part) = self.built.try_update_value(Vec::pop).flatten() {
            // A part may have gone with what was around it.
            part.try_set(false);
            leptos::task::tick().await;
            slices.pause_if_due().await;
        }
    }
}
