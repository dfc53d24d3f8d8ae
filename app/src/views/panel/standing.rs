//! How large a pull request is among those that were merged.

use sightline_insight::quantile::Standing;

use crate::{desk::Desk, load::Load};

/// Where so many lines to be read stand; `None` until something is known. Itself and what bots wrote
/// are left out.
pub(super) fn of(desk: Desk, lines: u64) -> Option<Standing> {
    let (Load::Ready(past), Load::Ready(pull), Some(found)) = (
        &*desk.known.past.get(),
        desk.pull.get(),
        desk.settings.rules(),
    ) else {
        return None;
    };
    if past.history.is_empty() {
        return None;
    }
    let settings = &found.settings;
    let bots: Vec<&str> = past.bots(settings).collect();
    let merged = settings.kinds.merged(&past.history);
    let others = merged.filter(|one| one.id != u64::from(pull.id) && !bots.contains(&one.author));
    Some(Standing::among(others.map(|one| one.lines), lines))
}
