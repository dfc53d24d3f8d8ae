//! `sightline forget`

use clap::Args;
use sightline::{Error, store::Store};

use super::StoreArgs;

#[derive(Debug, Args)]
pub(crate) struct ForgetArgs {
    /// Names the installation, as `sightline tenants` lists it.
    client_key: String,
    #[command(flatten)]
    store: StoreArgs,
}

impl ForgetArgs {
    pub(crate) async fn run(&self) -> Result<(), Error> {
        let location = self.store.existing_location()?;
        let store = Store::open_to_forget(&location).await?;
        match store.forget(&self.client_key).await? {
            0 => Err(super::unknown(&self.client_key)),
            _ => {
                println!("{location}: {} is forgotten", self.client_key);
                Ok(())
            }
        }
    }
}
