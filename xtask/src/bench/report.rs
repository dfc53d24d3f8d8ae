//! Figures of the app, and the budgets that it is held against.

use std::fmt::{self, Write as _};

use serde_json::{Map, Value, json};

use super::{
    limit::{Limit, Limited, judge},
    stats::{Spread, median},
};
use crate::Error;

/// Times as long as the bare page that the first content may take.
pub const FIRST_CONTENT_RATIO: f64 = 1.5;
/// Times as long as on Connect that the first content may take on Forge.
pub const FORGE_RATIO: f64 = 1.2;
/// Milliseconds for the analysis of 20,000 merged pull requests.
pub const ANALYSIS_MS: f64 = 250.0;
/// Milliseconds for the longest task after the first content.
pub const LONGEST_FRAME_MS: f64 = 50.0;

/// Longest tasks of one thing that a reader does, a value for each round.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Action of the reader.
    pub name: &'static str,
    /// Milliseconds with a slowed processor.
    pub slowed: Vec<f64>,
    /// Milliseconds with the processor as it is.
    pub unslowed: Vec<f64>,
}

/// Longest tasks, scene by scene.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tasks<'a>(pub &'a [Scene]);

impl Tasks<'_> {
    /// Median of the longest tasks with a slowed processor, of the scene where that is highest.
    pub fn longest(self) -> f64 {
        highest(self.0, |scene| &scene.slowed)
    }

    /// One JSON object, on one line: parts of [`AppFigures::json`].
    pub fn json(self) -> String {
        Value::Object(self.parts()).to_string()
    }

    /// Checks that the budget is kept.
    ///
    /// # Errors
    /// [`Error::Bench`] when it is missed.
    pub fn within_budget(self) -> Result<(), Error> {
        judge([self.limited()])
    }

    fn parts(self) -> Map<String, Value> {
        let frames = self.0.iter().map(|scene| {
            let longest = median(scene.slowed.iter().copied());
            (scene.name.to_owned(), json!(tenths(longest)))
        });
        let frames = Value::Object(frames.collect());
        let unslowed = highest(self.0, |scene| &scene.unslowed);
        let parts = [
            ("longest_frame_ms", json!(tenths(self.longest()))),
            ("frames_ms", frames),
            ("longest_frame_unslowed_ms", json!(tenths(unslowed))),
        ];
        let parts = parts.map(|(name, value)| (name.to_owned(), value));
        parts.into_iter().collect()
    }

    fn limited(self) -> Limited {
        (
            "longest task, ms",
            self.longest(),
            Limit::AtMost(LONGEST_FRAME_MS),
        )
    }
}

impl fmt::Display for Tasks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:34} {:>8}   at full speed; 50 is 50 or less",
            "longest task, ms", "slowed"
        )?;
        for scene in self.0 {
            let slowed = median(scene.slowed.iter().copied());
            let unslowed = median(scene.unslowed.iter().copied());
            writeln!(f, "  {:32} {slowed:>8.0}   {unslowed:.0}", scene.name)?;
        }
        let (name, longest) = ("  the longest", self.longest());
        write!(f, "{name:34} {longest:>8.0}   at most {LONGEST_FRAME_MS}")
    }
}

/// Everything that was measured. Times are milliseconds, a value for each round.
#[derive(Debug, Clone, PartialEq)]
pub struct AppFigures {
    /// First content of the bare page.
    pub floor: Vec<f64>,
    /// First content of the app: the title of the pull request, which is there for screen readers, below the
    /// name of the first block.
    pub first_content: Vec<f64>,
    /// First content of the app on Forge.
    pub forge_first_content: Vec<f64>,
    /// The panel's headline: what the pull request waits for, which needs answers to further calls.
    pub headline: Vec<f64>,
    /// All blocks of the panel.
    pub all_blocks: Vec<f64>,
    /// Analysis of 20,000 merged pull requests.
    pub analysis: f64,
    /// Longest tasks.
    pub scenes: Vec<Scene>,
    /// Bytes of WebAssembly, JavaScript and CSS that a first visit of the panel transfers.
    pub bytes: u64,
}

impl AppFigures {
    /// Ratio of the app's time to its first content to that of the bare page.
    pub fn first_content_ratio(&self) -> f64 {
        median(self.first_content.iter().copied()) / median(self.floor.iter().copied())
    }

    /// Ratio of the app's time to its first content on Forge to that on Connect.
    pub fn forge_ratio(&self) -> f64 {
        median(self.forge_first_content.iter().copied())
            / median(self.first_content.iter().copied())
    }

    /// Its longest tasks.
    pub fn tasks(&self) -> Tasks<'_> {
        Tasks(&self.scenes)
    }

    /// One JSON object, on one line.
    pub fn json(&self) -> String {
        let spread = |values: &[f64]| {
            let spread = Spread::of(values.iter().copied());
            json!({
                "median": tenths(spread.median),
                "lower_quartile": tenths(spread.lower),
                "upper_quartile": tenths(spread.upper),
            })
        };
        let figures = json!({
            "first_content_ratio": (self.first_content_ratio() * 100.0).round() / 100.0,
            "forge_ratio": (self.forge_ratio() * 100.0).round() / 100.0,
            "headline_ms": tenths(median(self.headline.iter().copied())),
            "all_blocks_ms": tenths(median(self.all_blocks.iter().copied())),
            "analysis_ms": tenths(self.analysis),
            "bytes": self.bytes,
            "first_content_ms": spread(&self.first_content),
            "floor_ms": spread(&self.floor),
            "forge_first_content_ms": spread(&self.forge_first_content),
            "all_blocks_spread_ms": spread(&self.all_blocks),
            "rounds": self.first_content.len(),
        });
        let mut parts = self.tasks().parts();
        parts.extend(figures.as_object().cloned().unwrap_or_default());
        Value::Object(parts).to_string()
    }

    /// Checks that every budget is kept.
    ///
    /// # Errors
    /// [`Error::Bench`] with every budget that is missed. A figure that is no number misses it.
    pub fn within_budget(&self) -> Result<(), Error> {
        judge([
            (
                "first content, times the bare page",
                self.first_content_ratio(),
                Limit::AtMost(FIRST_CONTENT_RATIO),
            ),
            (
                "first content on Forge, times Connect",
                self.forge_ratio(),
                Limit::AtMost(FORGE_RATIO),
            ),
            (
                "analysis of 20,000 merged pull requests, ms",
                self.analysis,
                Limit::AtMost(ANALYSIS_MS),
            ),
            self.tasks().limited(),
        ])
    }
}

impl fmt::Display for AppFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = String::new();
        writeln!(rows, "{:34} {:>8}   quartiles", "", "median")?;
        for (name, values) in [
            ("first content, bare page, ms", &self.floor),
            ("first content, app, ms", &self.first_content),
            ("first content, app on Forge, ms", &self.forge_first_content),
            ("headline of the panel, ms", &self.headline),
            ("all blocks of the panel, ms", &self.all_blocks),
        ] {
            let Spread {
                lower,
                median,
                upper,
            } = Spread::of(values.iter().copied());
            writeln!(rows, "{name:34} {median:>8.0}   {lower:.0} to {upper:.0}")?;
        }
        let ratio = self.first_content_ratio();
        let name = "first content, app / bare page";
        writeln!(
            rows,
            "{name:34} {ratio:>8.2}   at most {FIRST_CONTENT_RATIO}"
        )?;
        let (name, ratio) = ("first content, Forge / Connect", self.forge_ratio());
        writeln!(rows, "{name:34} {ratio:>8.2}   at most {FORGE_RATIO}")?;
        let (name, analysis) = ("analysis of 20,000, ms", self.analysis);
        writeln!(rows, "{name:34} {analysis:>8.0}   at most {ANALYSIS_MS}")?;
        let (name, bytes) = ("first visit of the panel, bytes", self.bytes);
        writeln!(rows, "{name:34} {bytes:>8}")?;
        write!(rows, "{}", self.tasks())?;
        f.write_str(&rows)
    }
}

/// The highest median of all scenes; NaN without any.
fn highest(scenes: &[Scene], of: impl Fn(&Scene) -> &Vec<f64>) -> f64 {
    let medians = scenes.iter().map(|scene| median(of(scene).iter().copied()));
    medians.max_by(f64::total_cmp).unwrap_or(f64::NAN)
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
