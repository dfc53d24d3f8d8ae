//! Lines of another pull request's diff, read when the reader opens them.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;
use sightline_insight::overlap::{Excerpt, SharedFile, hunks};

use super::Fetched;
use crate::{api::use_services, model::other_lines::OtherLines};

/// Lines of a file that the reader looks at.
#[derive(Debug, Clone)]
pub struct LinesOf {
    /// The pull request.
    pub other: Arc<PullRequest>,
    /// The file that two touch.
    pub file: SharedFile,
    /// Its path in that pull request.
    pub path: String,
    /// The lines, where this visit has read them.
    pub known: Vec<Excerpt>,
}

/// The lines: those that are known, else from the diff, which takes a call.
pub fn excerpts_of(asked: LinesOf) -> Fetched<Vec<Excerpt>> {
    let services = use_services();
    LocalResource::new(move || {
        let (asked, services) = (asked.clone(), services.get());
        async move {
            if !asked.known.is_empty() {
                return Ok(Arc::new(asked.known));
            }
            let diff = services.diff(&asked.other).await?;
            let lines = OtherLines::of(&asked.file, &asked.path, &hunks(&diff));
            Ok(Arc::new(
                lines.map(|lines| lines.excerpts).unwrap_or_default(),
            ))
        }
    })
}
