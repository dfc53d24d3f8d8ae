//! `sightline tenants`

use std::io::Write;

use clap::Args;
use sightline::{Error, store::Store};

use super::StoreArgs;

#[derive(Debug, Args)]
pub(crate) struct TenantsArgs {
    #[command(flatten)]
    store: StoreArgs,
}

impl TenantsArgs {
    /// Tabs between the columns, so that `cut` and `column -ts $'\t'` read it.
    pub(crate) async fn run(&self, mut output: impl Write) -> Result<(), Error> {
        let store = Store::open(&self.store.existing()?).await?;
        let mut text = String::from("client key\tworkspace\tstate\tsince\n");
        for tenant in store.tenants().await? {
            let since = i64::try_from(tenant.since).unwrap_or_default();
            let since = jiff::Timestamp::from_second(since).unwrap_or_default();
            let name = tenant.principal_name.as_deref().unwrap_or("-");
            let state = tenant.state.as_str();
            text.push_str(&format!(
                "{}\t{name}\t{state}\t{since}\n",
                tenant.client_key
            ));
        }
        output
            .write_all(text.as_bytes())
            .map_err(|source| Error::Io {
                what: "standard output".to_owned(),
                source,
            })
    }
}
