//! Pages, one folder each.

mod configure;
mod outside;
mod pull_request;
mod repository;
mod standalone;

pub use configure::ConfigurePage;
pub use outside::{MissingPage, NotFoundPage, OutsidePage};
pub use pull_request::{HeadlinePage, PullRequestPage};
pub use repository::RepositoryPage;
pub use standalone::{HostBar, NoPage};
