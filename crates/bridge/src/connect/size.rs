//! Sizes of the frame.

use std::fmt;

/// Width or height of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// CSS pixels.
    Pixels(u32),
    /// Percent of the place that the host gives to the frame.
    Percent(u32),
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pixels(pixels) => write!(f, "{pixels}px"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

/// The host's page footer, below a frame that fills the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footer {
    /// The footer stays.
    Shown,
    /// The frame takes the footer's place.
    Hidden,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_a_unit() {
        assert_eq!(Length::Pixels(600).to_string(), "600px");
        assert_eq!(Length::Percent(100).to_string(), "100%");
    }
}
