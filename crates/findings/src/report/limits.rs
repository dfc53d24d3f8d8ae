//! Figures that a team's settings limit.

use super::Findings;
use crate::{format::number::as_u64, settings::LoadedSettings, words::report as words};

/// A figure with its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitedFigure {
    /// Its name on the screen.
    pub name: &'static str,
    /// Value that was found.
    pub value: u64,
    /// Value that may be reached.
    pub limit: u64,
}

impl LimitedFigure {
    /// Returns whether the limit is passed.
    pub const fn is_over(&self) -> bool {
        self.value > self.limit
    }
}

/// Figures that have a limit.
pub fn limited(findings: &Findings, loaded: &LoadedSettings) -> Vec<LimitedFigure> {
    let limits = loaded.settings.thresholds;
    let figures = [
        (
            as_u64(findings.conflicts()),
            limits.conflicts,
            words::CONFLICTS,
        ),
        (findings.size.lines_to_read(), limits.lines, words::LINES),
        (
            as_u64(findings.companions.warned.len()),
            limits.forgotten,
            words::FORGOTTEN,
        ),
    ];
    let limited = figures.into_iter().filter_map(|(value, limit, name)| {
        let limit = u64::from(limit?);
        Some(LimitedFigure { name, value, limit })
    });
    limited.collect()
}

/// Sentences about all that is over its limit.
pub fn over(findings: &Findings, loaded: &LoadedSettings) -> Vec<String> {
    let limited = limited(findings, loaded).into_iter();
    let over = limited.filter(LimitedFigure::is_over);
    over.map(|one| words::over(one.name, one.value, one.limit))
        .collect()
}
