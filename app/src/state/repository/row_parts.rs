//! Rows of the queue that are on the page.

use std::sync::Arc;

use leptos::{prelude::*, task::tick};

use super::row::OpenRow;
use crate::browser::slices::Slices;

/// Rows that are rendered, and laid out, together.
pub type Part = Vec<Arc<OpenRow>>;

/// Parts that come and go one by one: a thousand rows at once would keep the reader waiting. Cheap to
/// copy.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowParts {
    /// Parts that are rendered.
    pub rendered: RwSignal<Vec<Part>>,
    /// Number of the last rendering.
    renderings: StoredValue<u32>,
}

impl RowParts {
    /// Renders these parts in place of others, in slices that are tasks of their own. False if another rendering
    /// was begun meanwhile: then this one is given up.
    pub async fn render(self, parts: &[Part]) -> bool {
        self.renderings.update_value(|renderings| *renderings += 1);
        let this = self.renderings.get_value();
        let mut slices = Slices::begin_late();
        slices.pause_if_due().await;
        while self.renderings.get_value() == this {
            if !self.render_one(parts) {
                return true;
            }
            // The rows are made in here, and so count.
            tick().await;
            slices.pause_if_due().await;
        }
        false
    }

    /// Takes all rows off the page. False if another rendering was begun meanwhile.
    pub async fn clear(self) -> bool {
        self.render(&[]).await
    }

    /// Renders the first part that is another one, then drops those that are too many from the end;
    /// false where nothing is left to do.
    fn render_one(self, parts: &[Part]) -> bool {
        let place = self.rendered.with_untracked(|rendered| {
            let places = parts.iter().enumerate();
            let mut differing = places.filter(|(place, part)| rendered.get(*place) != Some(part));
            differing.next().map(|(place, _)| place)
        });
        if let Some((place, part)) = place.and_then(|place| Some((place, parts.get(place)?))) {
            self.rendered
                .update(|rendered| match rendered.get_mut(place) {
                    Some(old) => old.clone_from(part),
                    None => rendered.push(part.clone()),
                });
            return true;
        }
        let too_many = self.rendered.with_untracked(Vec::len) > parts.len();
        if too_many {
            self.rendered.update(|rendered| {
                rendered.pop();
            });
        }
        too_many
    }
}
