//! `sightline tenants`

use std::io::Write;

use clap::Args;
use sightline::{
    Error,
    store::{SecretState, Store, Tenant},
};

use super::StoreArgs;

#[derive(Debug, Args)]
pub(crate) struct TenantsArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Show this one alone, and whether its secret can be read.
    #[arg(long)]
    client_key: Option<String>,
}

impl TenantsArgs {
    /// Tabs between the columns, so that `cut` and `column -ts $'\t'` read it.
    pub(crate) async fn run(&self, mut output: impl Write) -> Result<(), Error> {
        let (location, keyring) = self.store.existing_keys_optional()?;
        let store = Store::open_to_read(&location, keyring).await?;
        let (text, checked) = match &self.client_key {
            Some(client_key) => {
                let found = store.tenant(client_key).await?;
                let (tenant, secret) = found.ok_or_else(|| super::unknown(client_key))?;
                (details(&tenant, &secret), Ok(()))
            }
            // Whoever is there is shown, whatever is wrong with their secrets.
            None => (list(&store.tenants().await?), store.check_keys().await),
        };
        output
            .write_all(text.as_bytes())
            .map_err(|source| Error::Io {
                what: "standard output".to_owned(),
                source,
            })?;
        checked
    }
}

fn list(tenants: &[Tenant]) -> String {
    let mut text = String::from("client key\tworkspace\tstate\tsince\n");
    for tenant in tenants {
        let row = [
            tenant.client_key.as_str(),
            name(tenant),
            tenant.state.as_str(),
            &since(tenant),
        ];
        text.push_str(&row.join("\t"));
        text.push('\n');
    }
    text
}

fn details(tenant: &Tenant, secret: &SecretState) -> String {
    let secret = match secret {
        SecretState::Absent => "none: uninstalled before it was installed here".to_owned(),
        SecretState::NotTried => "not tried: no key is given".to_owned(),
        SecretState::Readable => "can be read".to_owned(),
        SecretState::Unreadable(error) => error.to_string(),
    };
    format!(
        "client key\t{}\nworkspace\t{}\nstate\t{}\nsince\t{}\nsecret\t{secret}\n",
        tenant.client_key,
        name(tenant),
        tenant.state.as_str(),
        since(tenant),
    )
}

fn name(tenant: &Tenant) -> &str {
    tenant.principal_name.as_deref().unwrap_or("-")
}

fn since(tenant: &Tenant) -> String {
    let since = i64::try_from(tenant.since).unwrap_or_default();
    let since = jiff::Timestamp::from_second(since).unwrap_or_default();
    since.to_string()
}
