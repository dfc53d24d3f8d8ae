//! Settings where the repository's pull requests go to.

use std::sync::Arc;

use bitbucket_cloud::{Error, PullRequest};
use leptos::prelude::*;

use super::list::OpenPullRequests;
use crate::{
    api::{ServicesHandle, SharedServices},
    model::settings::{LoadedSettings, PATH},
    state::{Loading, settings::fetch},
};

/// Source of the settings: a commit, and a pull request that goes there.
#[derive(Debug, Clone, PartialEq)]
struct Target {
    /// Commit that the first pull request of the list goes to.
    commit: Option<String>,
    /// One that goes there; `None` where nothing is open.
    pull_request: Option<Arc<PullRequest>>,
}

/// Reads the settings once the list is there, and again when its first pull request goes to another
/// commit.
pub(super) fn of_list(
    services: ServicesHandle,
    open: RwSignal<Loading<Arc<OpenPullRequests>>>,
) -> Signal<Loading<Arc<LoadedSettings>>> {
    let target = Memo::new_with_compare(
        move |_| open.with(|open| Some(Target::of(open.as_ref()?.as_ref().ok()?))),
        |old, new| {
            let commit = |target: Option<&Option<Target>>| Some(target?.as_ref()?.commit.clone());
            commit(old) != commit(new)
        },
    );
    let settings = LocalResource::new(move || {
        let target = target.get();
        let services = services.get();
        // A fetch that waited would keep all later ones waiting.
        async move { Some(fetch_from(services, target?).await) }
    });
    Signal::derive(move || settings.get().flatten())
}

impl Target {
    fn of(list: &OpenPullRequests) -> Self {
        let first = list.rows.first();
        let pull_request = first.map(|row| Arc::clone(&row.pull_request));
        let commit = pull_request.as_ref().and_then(|first| {
            let commit = first.destination.commit.as_ref();
            commit.map(|commit| commit.hash.clone())
        });
        Self {
            commit,
            pull_request,
        }
    }
}

async fn fetch_from(
    services: SharedServices,
    target: Target,
) -> Result<Arc<LoadedSettings>, Error> {
    match target.pull_request {
        Some(pull_request) => fetch(services, pull_request).await,
        None => {
            let repository = services.repository();
            let file = services.client.file(repository, "HEAD", PATH).await?;
            Ok(Arc::new(LoadedSettings::of(file.as_deref())))
        }
    }
}
