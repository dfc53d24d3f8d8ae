//! Components that know no page.

mod branch;
mod button;
pub mod chart;
mod copy_button;
mod error;
mod export_buttons;
mod later;
mod link;
mod loaded;
mod other_lines;
mod person;
mod section;
mod size_total;
mod skeleton;
mod sort_heading;
mod time;

pub use crate::text::name;
pub use branch::{Branch, DraftLozenge};
pub use button::{Button, ButtonKind};
pub use copy_button::{CopyButton, CopyWords};
pub use error::{ErrorPanel, Failure};
pub use export_buttons::ExportButtons;
pub use later::Later;
pub use link::Link;
pub use loaded::Loaded;
pub use other_lines::{MergeNote, OtherDiff};
pub use person::{Avatar, Person, ReviewerList, ReviewerStack};
pub use section::{FoldedSection, Section};
pub use size_total::{LineCounts, SizeTotal};
pub use skeleton::Skeleton;
pub use sort_heading::SortHeading;
pub use time::{Ago, ExactTime, Lasting};
