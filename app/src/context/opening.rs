//! Page that the server prepared in this document.

use leptos::{logging::error, prelude::document};
use serde::de::Error as _;
use sightline_handover::{Handover, Page as HandedPage, SessionToken};

use super::PageContext;

/// Id of the server's JSON script tag.
const TAG: &str = "sightline-context";

/// Page that the app was opened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Page on the app in the settings of a workspace.
    Configure(ConfigureContext),
    /// Page of a repository.
    Repository(PageContext),
}

/// Context of the configure page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigureContext {
    /// Proof that the server let an admin in; it is not renewed.
    pub session: SessionToken,
    host_url: String,
}

impl Opening {
    /// Returns whether the server prepared this document: it writes its script tag into every page of the
    /// app, and a page that Trunk serves has none.
    pub fn is_in_document() -> bool {
        document().get_element_by_id(TAG).is_some()
    }

    /// Page as the server wrote it into this document; `None` where it did not. What cannot be read is
    /// logged.
    pub fn from_document() -> Option<Self> {
        let text = document().get_element_by_id(TAG)?.text_content()?;
        let opening = Self::from_json(&text);
        opening
            .inspect_err(|fault| error!("the page's context cannot be read: {fault}"))
            .ok()
    }

    /// Reads the content of the page's script tag.
    ///
    /// # Errors
    /// The member that is missing or wrong.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let handover: Handover = serde_json::from_str(text)?;
        match &handover.page {
            HandedPage::Configure => {
                let session = handover.session;
                let session = session.ok_or_else(|| serde_json::Error::missing_field("session"))?;
                Ok(Self::Configure(ConfigureContext {
                    session: session.token,
                    host_url: handover.host_url,
                }))
            }
            HandedPage::PullRequest { repository, .. } | HandedPage::Repository { repository } => {
                let name = repository.full_name.clone();
                let context = PageContext::new(handover).ok_or_else(|| {
                    serde_json::Error::custom(format_args!("no repository is called `{name}`"))
                })?;
                Ok(Self::Repository(context))
            }
        }
    }
}

impl ConfigureContext {
    /// Bitbucket's page of a pull request in a repository, `workspace/repository`.
    pub fn pull_request_page(&self, full_name: &str, id: u32) -> String {
        format!("{}/{full_name}/pull-requests/{id}", self.host_url)
    }
}
