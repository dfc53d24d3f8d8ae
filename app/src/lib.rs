//! What readers see of Sightline: a panel on the pull request, a page on the repository.
//!
//! The server put the verified `context` into the page; the `host` makes calls in the reader's
//! name; the `views` show what the client and the analysis say. Nothing but `host` knows that
//! this is an iframe of Bitbucket's, and nothing but `text` holds sentences.
//!
//! Each block of a page owns one `Load` and shows all of its states, so a block fails alone.
//! A panic ends the WebAssembly instance; `crash` then shows a way to reload.

mod address;
pub mod age;
mod chart;
mod clipboard;
mod clock;
mod compared;
pub mod context;
mod crash;
mod desk;
mod element;
pub mod export;
pub mod facts;
mod floor;
pub mod history;
pub mod host;
mod load;
pub mod order;
mod page;
mod review;
pub mod settings;
pub mod signal;
mod source;
pub mod store;
mod summary;
pub mod text;
mod views;

pub use crate::{
    element::Mounted,
    page::{Opened, Program, show},
};

// A third of the code of the usual one, and as fast.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The element that holds the app. The bridge measures its parent, `.ac-content`, by elements of its
/// own in there, which must stay.
const ROOT: &str = "sightline";

/// Shows the page that the server prepared.
pub fn start(program: Program) {
    crash::install();
    let Some(root) = element::document().get_element_by_id(ROOT) else {
        return;
    };
    root.set_text_content(None);
    show(&root, program, Opened::here()).forget();
}
