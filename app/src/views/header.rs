//! What a pull request is. Bitbucket's own page says most of it above the panel.

use bitbucket_cloud::{Endpoint, PullRequest};

use crate::{
    element::{Element, el},
    text,
};

/// The title, for those who go by headings.
pub(crate) fn title(pull: &PullRequest) -> Element {
    el("h2").class("title visually-hidden").text(&pull.title)
}

/// Only whether it is a draft.
pub(crate) fn draft(pull: &PullRequest) -> Option<Element> {
    let draft = pull.draft.unwrap_or_default();
    draft.then(|| el("span").class("lozenge").text(text::DRAFT))
}

/// The name of a branch.
pub(super) fn branch(end: &Endpoint) -> Element {
    let name = end.branch.as_ref().map(|branch| branch.name.as_str());
    let name = name.unwrap_or(text::NO_BRANCH);
    el("code").class("branch").attr("title", name).text(name)
}
