//! Shades of a map: classes of numbers, so that those that differ look different.

/// Shades that the style sheet has.
const SHADES: usize = 5;

/// Measure that the shades of the map of hotspots stand for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ShadeBy {
    /// Number of people who changed it.
    #[default]
    People,
    /// Age of the last change.
    LastChange,
}

impl ShadeBy {
    /// All of them, the usual one first.
    pub const ALL: [Self; 2] = [Self::People, Self::LastChange];

    /// Name in the address.
    pub const fn name(self) -> &'static str {
        match self {
            // The usual one needs no name.
            Self::People => "",
            Self::LastChange => "age",
        }
    }

    /// The one of that name; the usual one for none.
    pub fn named(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.name() == name);
        found.unwrap_or_default()
    }
}

/// Classes of numbers, the smallest first: at most five, each with some of the numbers that the scale
/// is made for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scale {
    /// Smallest and largest number of each class.
    pub classes: Vec<(u32, u32)>,
}

impl Scale {
    /// Scale for these numbers. Few different ones have a class each; many are divided so that the
    /// classes hold about as many numbers each.
    pub fn of(numbers: impl IntoIterator<Item = u32>) -> Self {
        let mut numbers: Vec<u32> = numbers.into_iter().collect();
        numbers.sort_unstable();
        let mut different = numbers.clone();
        different.dedup();
        let mut classes: Vec<(u32, u32)> = Vec::new();
        let mut passed = 0;
        for (at, number) in different.iter().enumerate() {
            let left = different.len() - at;
            let open = SHADES - classes.len();
            // A class ends where its share of all numbers is reached, or where one number is left for
            // each of the others.
            let full = passed * SHADES >= numbers.len() * classes.len();
            match classes.last_mut() {
                Some(last) if open == 0 || (!full && left > open) => last.1 = *number,
                _ => classes.push((*number, *number)),
            }
            passed += numbers.iter().filter(|other| *other == number).count();
        }
        Self { classes }
    }

    /// Shade of a number, from 0 for the smallest.
    pub fn shade(&self, number: u32) -> u32 {
        let below = self.classes.iter().take_while(|(_, most)| *most < number);
        let last = self.classes.len().saturating_sub(1);
        u32::try_from(below.count().min(last)).unwrap_or(0)
    }
}
