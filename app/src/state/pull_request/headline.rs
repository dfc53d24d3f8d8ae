//! State of the headline alone: what one pull request waits for, without its history.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use super::derived::Answers;
use crate::{api::use_services, model::readiness::MergeReadiness};

/// Readiness of one pull request, as the panel says it. `None` until its activity was read, or could
/// not be.
pub fn headline(pull_request: Arc<PullRequest>) -> Memo<Option<Arc<MergeReadiness>>> {
    let answers = Answers::ask(use_services(), RwSignal::new(pull_request));
    let readiness = answers.readiness();
    Memo::new(move |_| answers.review.is_settled().then(|| readiness.get()))
}
