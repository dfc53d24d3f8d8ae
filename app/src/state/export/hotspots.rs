//! The table for other programs, all of it.

use bitbucket_cloud::Timestamp;

use crate::{model::hotspots::HotspotTree, text::hotspots as words};
use sightline_insight::hotspots::Hotspot;

/// Rows below the names of the columns.
pub fn rows(tree: &HotspotTree, spots: &[Hotspot]) -> Vec<Vec<String>> {
    let head = words::COLUMNS.map(str::to_owned).to_vec();
    let rows = spots.iter().map(|spot| {
        let activity = spot.activity;
        let companions = tree.companions(spot);
        let companions: Vec<&str> = companions.iter().map(|one| one.path.as_str()).collect();
        vec![
            spot.path.clone(),
            activity.changes.to_string(),
            activity.people.to_string(),
            activity.lines.to_string(),
            Timestamp::from_unix(activity.last_changed_on).to_string(),
            companions.join(" "),
        ]
    });
    [head].into_iter().chain(rows).collect()
}
