//! The CODEOWNERS file.

use std::sync::Arc;

use bitbucket_cloud::{Error, PullRequest};
use sightline_insight::codeowners::CodeOwners;

use crate::{
    api::SharedServices,
    cache::{Freshness, cached_fetch},
    model::review::ReviewData,
};

/// Paths at which Bitbucket, and others, look for the file.
const PATHS: [&str; 3] = [".bitbucket/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// The file of the destination, if there is one.
pub(in crate::state) async fn fetch(
    services: SharedServices,
    pull_request: Arc<PullRequest>,
) -> Result<ReviewData<Option<CodeOwners>>, Error> {
    let file = file(&services, &pull_request);
    let text = cached_fetch(
        &services.cache,
        "owners",
        &pull_request,
        Freshness::Day,
        file,
    );
    let text: Option<String> = text.await?;
    Ok(ReviewData::Known(text.as_deref().map(CodeOwners::parse)))
}

async fn file(
    services: &SharedServices,
    pull_request: &PullRequest,
) -> Result<Option<String>, Error> {
    let Some(commit) = &pull_request.destination.commit else {
        return Ok(None);
    };
    for path in PATHS {
        let text = services
            .client
            .file(services.repository(), &commit.hash, path);
        if let Some(text) = text.await? {
            return Ok(Some(text));
        }
    }
    Ok(None)
}
