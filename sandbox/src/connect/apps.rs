//! Records about an app.

use atlassian_connect::{AppKey, ClientKey, SharedSecret, descriptor::Descriptor};

use crate::world::PersonId;

/// An app that an administrator registered by its descriptor.
#[derive(Debug, Clone)]
pub struct App {
    /// Descriptor as it was fetched last.
    pub descriptor: Descriptor,
    /// Address that the descriptor is fetched from.
    pub descriptor_url: String,
    /// Shown when the app is registered; signs its first installation.
    pub secret: SharedSecret,
}

/// An app in the workspace.
#[derive(Debug, Clone)]
pub struct Installation {
    /// Names the app.
    pub app_key: AppKey,
    /// Names the installation.
    pub client_key: ClientKey,
    /// Signs everything between Bitbucket and the app from the installation on.
    pub shared_secret: SharedSecret,
    /// Descriptor that was agreed to.
    pub descriptor: Descriptor,
    /// Address that the descriptor came from.
    pub descriptor_url: String,
    /// Person who installed the app.
    pub installed_by: PersonId,
}

/// A person's answer to whether an app may act for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// It may.
    Allowed,
    /// It may not.
    Denied,
}
