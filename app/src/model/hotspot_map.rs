//! Shades and weights of a map of hotspots.

use sightline_insight::hotspots::Hotspot;

use super::{
    hotspots::{HotspotTree, MapParts},
    shades::{Scale, ShadeBy},
};

/// Finds the shades of parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shader {
    /// Measure that shades stand for.
    pub by: ShadeBy,
    /// Classes of numbers of people.
    pub scale: Scale,
}

/// Parts that are too small to be drawn, as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestPart {
    /// Number of the parts.
    pub parts: usize,
    /// Sum of their changes.
    pub changes: u32,
    /// The first of their shades.
    pub shade: u32,
}

impl Scale {
    /// Scale for the numbers of people of the parts that are drawn each.
    pub fn of_people(spots: &[Hotspot]) -> Self {
        let drawn = MapParts::new(spots).drawn.iter();
        Self::of(drawn.map(|spot| spot.activity.people))
    }
}

impl Shader {
    /// Shade of a part.
    pub fn shade(&self, tree: &HotspotTree, spot: &Hotspot) -> u32 {
        match self.by {
            ShadeBy::People => self.scale.shade(spot.activity.people),
            ShadeBy::LastChange => tree.shade(spot.activity.last_changed_on),
        }
    }

    /// The parts that share an area, if there are any.
    pub fn rest(&self, tree: &HotspotTree, rest: &[Hotspot]) -> Option<RestPart> {
        let shades = rest.iter().map(|spot| self.shade(tree, spot));
        Some(RestPart {
            parts: rest.len(),
            changes: rest.iter().map(|spot| spot.activity.changes).sum(),
            shade: shades.min()?,
        })
    }
}
