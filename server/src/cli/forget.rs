//! `sightline forget`

use clap::Args;
use sightline::{Error, store::Store};

use super::{StoreArgs, print, unknown_variables};

#[derive(Debug, Args)]
pub(crate) struct ForgetArgs {
    /// Names the installation, as `sightline tenants` lists it.
    client_key: String,
    #[command(flatten)]
    store: StoreArgs,
}

impl ForgetArgs {
    /// Refuses to work with a variable that is no setting: it may have been meant to name another store.
    pub(crate) async fn run(&self) -> Result<(), Error> {
        if let Some(name) = unknown_variables().first() {
            return Err(Error::Config {
                setting: "the environment",
                problem: format!("holds {name}, which is no setting: nothing was forgotten"),
            });
        }
        let location = self.store.existing_location()?;
        let store = Store::open_to_forget(&location).await?;
        match store.forget(&self.client_key).await? {
            0 => Err(super::unknown(&self.client_key)),
            _ => print(&format_args!(
                "{location}: {} is forgotten",
                self.client_key
            )),
        }
    }
}
