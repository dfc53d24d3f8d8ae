//! Pages that no server prepared: what is known of them once their repository was found.

use bitbucket_cloud::{AccountId, RepositoryDetails};
use sightline_handover::{
    Handover, Page as HandedPage, Repository as HandedRepository, Uuid, Writing,
};

use crate::{
    context::{Page, PageContext},
    model::standalone::origin,
};

/// Context of a page of that repository; `None` if no repository can have its name. There is no
/// server, so there is no session, and nobody has allowed the app to write.
pub(super) fn context_of(
    repository: &RepositoryDetails,
    page: Page,
    reader: Option<&AccountId>,
) -> Option<PageContext> {
    let full_name = repository.full_name.to_string();
    let workspace = full_name.split('/').next().unwrap_or_default().to_owned();
    let handed = HandedRepository {
        uuid: Uuid::new(&repository.uuid),
        full_name,
    };
    PageContext::new(Handover {
        page: match page {
            Page::PullRequest { id } => HandedPage::PullRequest {
                id,
                repository: handed,
            },
            Page::Repository => HandedPage::Repository { repository: handed },
        },
        workspace,
        user: reader.map(|reader| Uuid::new(reader.as_str())),
        host_url: origin(repository.page()).unwrap_or_default(),
        session: None,
        writing: Writing::Off,
        first_call: None,
    })
}
