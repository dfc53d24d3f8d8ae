//! Options of the descriptor.

use atlassian_connect::{
    AppKey,
    descriptor::{Reports, Settings, Writing},
};
use clap::{Args, builder::BoolishValueParser};

#[derive(Debug, Args)]
pub(crate) struct DescriptorArgs {
    /// URL of the server: https, no trailing slash (http on this machine only).
    #[arg(long, env = "SIGHTLINE_BASE_URL")]
    base_url: String,
    /// Key under which the app is registered.
    #[arg(long, env = "SIGHTLINE_APP_KEY", default_value = "sightline")]
    app_key: String,
    /// Offer features that write: asks for pullrequest:write, which also grants pushing.
    #[arg(long, env = "SIGHTLINE_WRITING", value_parser = BoolishValueParser::new())]
    writing: bool,
    /// Publish reports on the commits of pull requests, in repositories whose settings ask for them.
    /// Subscribes to events of pull requests and pushes.
    #[arg(long, env = "SIGHTLINE_REPORTS", value_parser = BoolishValueParser::new())]
    reports: bool,
    /// Key of an OAuth consumer; AP.request works without one.
    #[arg(long, env = "SIGHTLINE_OAUTH_CLIENT_ID")]
    oauth_client_id: Option<String>,
    /// Installation link of the equivalent Forge app.
    #[arg(long, env = "SIGHTLINE_FORGE_APP_LINK")]
    forge_app_link: Option<String>,
    /// ARI of the equivalent Forge app.
    #[arg(long, env = "SIGHTLINE_FORGE_APP_ID")]
    forge_app_id: Option<String>,
}

impl DescriptorArgs {
    pub(crate) fn read(&self) -> Settings {
        Settings {
            writing: if self.writing {
                Writing::On
            } else {
                Writing::Off
            },
            reports: match self.reports {
                true => Reports::On,
                false => Reports::Off,
            },
            oauth_client_id: self.oauth_client_id.clone(),
            forge_app_link: self.forge_app_link.clone(),
            forge_app_id: self.forge_app_id.clone(),
            ..Settings::new(AppKey::new(&self.app_key), &self.base_url)
        }
    }
}
