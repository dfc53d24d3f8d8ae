//! Running the server: how it listens, what it counts, what it refuses before it looks closer.

pub(crate) mod host;
pub(crate) mod limits;
pub(crate) mod listen;
pub(crate) mod metrics;
pub(crate) mod operations;
pub(crate) mod payload;
pub(crate) mod rate;
pub(crate) mod ready;

pub use limits::Limits;
pub use listen::{bind, serve as listen};
pub use operations::router as operations;
