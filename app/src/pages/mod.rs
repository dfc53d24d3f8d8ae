//! Pages, one folder each.

mod outside;
mod pull_request;
mod repository;
mod standalone;

pub use outside::{MissingPage, OutsidePage};
pub use pull_request::PullRequestPage;
pub use repository::RepositoryPage;
pub use standalone::{HostBar, NoPage};
