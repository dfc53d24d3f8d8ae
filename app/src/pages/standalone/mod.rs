//! Parts of a page that is opened by itself, as `trunk serve` does.

mod host_bar;
mod no_page;

pub use host_bar::HostBar;
pub use no_page::NoPage;
