//! Charts, drawn over the geometry of `sightline_charts`.
//!
//! A figure says what it shows, in which units and over how many. Its marks can be walked along by
//! keyboard, each has its numbers in words, and all of them stand in a table. Colours are classes of
//! the style sheet, so that a chart follows the page from light to dark; what is told apart by a
//! colour is told apart by a shape or a word as well.

mod bars;
mod figure;
mod frame;
mod legend;
mod marks;
mod medians;
mod room;
mod shapes;
mod sheet;
mod svg_export;
mod table;
mod treemap;
mod week;

pub use bars::Bars;
pub use figure::{Figure, Numbers};
pub use medians::Medians;
pub use room::room;
pub use treemap::{Tile, TileLink, Treemap};
pub use week::{Coverage, WeekMark};
