//! Bitbucket's page of a file.

use sightline_insight::hotspots::Hotspot;

use crate::{
    context::{PageContext, encoded},
    model::hotspots::HotspotTree,
};

/// Address of a file as the pull request left it that changed it last.
pub(super) fn source_page(page: &PageContext, tree: &HotspotTree, spot: &Hotspot) -> String {
    let repository = page.repository.to_string();
    page.source_page(&repository, tree.commit(spot), &encoded(&spot.path))
}
