//! Size of a pull request among those that were merged.

use sightline_insight::quantile::Percentile;

use crate::{history::MergedHistory, settings::Settings};

/// Percentile of so many lines to read among merged pull requests; `None` while none are known. The pull
/// request itself and pull requests of bots are left out.
pub fn percentile(
    merged: &MergedHistory,
    settings: &Settings,
    id: u32,
    lines: u64,
) -> Option<Percentile> {
    if merged.history.is_empty() {
        return None;
    }
    let bots: Vec<&str> = merged.bots(settings).collect();
    let others = settings.kinds.merged(&merged.history);
    let others = others.filter(|one| one.id != u64::from(id) && !bots.contains(&one.author));
    Some(Percentile::among(others.map(|one| one.lines), lines))
}
