//! Reads the team's settings.

use std::sync::Arc;

use bitbucket_cloud::{Error, PullRequest};

use crate::{
    api::SharedServices,
    cache::{Rows, Table},
    model::settings::{LoadedSettings, PATH},
};

/// Key of the row that keeps the file.
const KEY: &str = "settings";

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
    cache.ready().await;
    // The commit's hash on a line of its own, then the file; no line ends where there is no file.
    let row = cache.row(Table::Note, KEY).unwrap_or_default();
    let mut kept = row.splitn(2, '\n');
    if kept.next() == Some(&commit.hash) {
        return Ok(Arc::new(LoadedSettings::of(kept.next())));
    }
    let file = services
        .client
        .file(services.repository(), &commit.hash, PATH);
    let text = file.await?;
    let row = match &text {
        Some(text) => format!("{}\n{text}", commit.hash),
        None => commit.hash.clone(),
    };
    cache.put(Table::Note, KEY, &row);
    Ok(Arc::new(LoadedSettings::of(text.as_deref())))
}
