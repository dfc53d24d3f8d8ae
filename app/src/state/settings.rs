//! Reads the team's settings.

use std::sync::Arc;

use bitbucket_cloud::{Error, PullRequest};
use serde::{Deserialize, Serialize};

use crate::{
    api::SharedServices,
    cache::Table,
    model::settings::{LoadedSettings, PATH},
};

/// Key of the record that keeps the file.
const KEY: &str = "settings";

/// The file at a commit; `None` where there is none.
#[derive(Serialize, Deserialize)]
struct KeptSettings {
    commit: String,
    text: Option<String>,
}

/// Reads the file where a pull request goes to. One call, none while its destination stays.
///
/// # Errors
/// Any [`Error`] but that of a missing file.
pub async fn fetch(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Result<Arc<LoadedSettings>, Error> {
    let Some(commit) = &pull_request.destination.commit else {
        return Ok(Arc::default());
    };
    let cache = &services.cache;
    cache.ready_soon().await;
    let kept: Option<KeptSettings> = cache.get(Table::Meta, KEY);
    if let Some(kept) = kept.filter(|kept| kept.commit == commit.hash) {
        return Ok(Arc::new(LoadedSettings::of(kept.text.as_deref())));
    }
    let file = services
        .client
        .file(services.repository(), &commit.hash, PATH);
    let kept = KeptSettings {
        commit: commit.hash.clone(),
        text: file.await?,
    };
    cache.put(Table::Meta, KEY, &kept);
    Ok(Arc::new(LoadedSettings::of(kept.text.as_deref())))
}
