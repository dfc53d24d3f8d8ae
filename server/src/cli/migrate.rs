//! `sightline migrate`

use clap::Args;
use sightline::{
    Error,
    store::{Location, Settings, Store},
};

use super::{StoreArgs, print};

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Copy everything into this empty PostgreSQL store, sealed with the same key. Stop the server
    /// first.
    #[arg(
        long,
        env = "SIGHTLINE_MIGRATE_TO",
        hide_env_values = true,
        value_name = "URL"
    )]
    to: Option<String>,
}

impl MigrateArgs {
    pub(crate) async fn run(&self) -> Result<(), Error> {
        let settings = self.store.existing()?;
        let to = self.to.as_deref().map(str::parse).transpose()?;
        let store = Store::open(&settings).await?;
        let resealed = store.reseal().await?;
        let place = &settings.location;
        print(&format_args!(
            "{place}: up to date, {resealed} secrets sealed anew"
        ))?;
        let Some(to) = to else {
            return Ok(());
        };
        let target = Settings {
            location: Location::Postgres(to),
            ..settings
        };
        let copied = store.copy_to(&Store::open(&target).await?).await?;
        let place = &target.location;
        print(&format_args!(
            "{place}: {copied} installations copied\nServe it with the same secret key."
        ))
    }
}
