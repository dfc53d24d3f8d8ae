//! `sightline migrate`

use clap::Args;
use sightline::{
    Error,
    store::{Location, Settings, Store},
};

use super::StoreArgs;

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
        println!(
            "{}: up to date, {resealed} secrets sealed anew",
            settings.location
        );
        let Some(to) = to else {
            return Ok(());
        };
        let target = Settings {
            location: Location::Postgres(to),
            ..settings
        };
        let copied = store.copy_to(&Store::open(&target).await?).await?;
        println!("{}: {copied} installations copied", target.location);
        println!("Serve it with the same secret key.");
        Ok(())
    }
}
