//! The browser, as far as the app asks it directly.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod file;
pub mod frame;
pub(crate) mod slices;
pub(crate) mod task;
pub mod visibility;
