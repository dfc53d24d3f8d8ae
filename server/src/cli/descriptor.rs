//! What the descriptor says.

use atlassian_connect::{
    AppKey,
    descriptor::{Settings, Writing},
};
use clap::{Args, builder::BoolishValueParser};

#[derive(Debug, Args)]
pub(crate) struct DescriptorArgs {
    /// Where the server is reached: https, no trailing slash (http on this machine only).
    #[arg(long, env = "SIGHTLINE_BASE_URL")]
    base_url: String,
    /// Key under which the app is registered.
    #[arg(long, env = "SIGHTLINE_APP_KEY", default_value = "sightline")]
    app_key: String,
    /// Offer features that write: asks for pullrequest:write, which also grants pushing.
    #[arg(long, env = "SIGHTLINE_WRITING", value_parser = BoolishValueParser::new())]
    writing: bool,
    /// Webhook events to subscribe to, such as pullrequest:created. No feature needs any; what comes
    /// with them is review data, of which the server keeps nothing.
    #[arg(long, env = "SIGHTLINE_WEBHOOKS", value_delimiter = ',')]
    webhooks: Vec<String>,
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
            webhooks: events(&self.webhooks),
            oauth_client_id: self.oauth_client_id.clone(),
            forge_app_link: self.forge_app_link.clone(),
            forge_app_id: self.forge_app_id.clone(),
            ..Settings::new(AppKey::new(&self.app_key), &self.base_url)
        }
    }
}

/// The names in a list; an empty variable names none.
fn events(list: &[String]) -> Vec<String> {
    let names = list.iter().map(|name| name.trim());
    let names = names.filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
