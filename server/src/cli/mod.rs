//! Flags and environment variables. Everything that is no secret can be given as either; secrets come
//! from files or from the environment, never from flags, which other users of the machine can see.

mod descriptor;
mod forget;
mod migrate;
mod secret;
mod serve;
mod store;
mod tenants;
mod unknown;

use std::{fmt::Display, io::Write};

use clap::{Parser, Subcommand};
use sightline::Error;

pub(crate) use self::{
    descriptor::DescriptorArgs, forget::ForgetArgs, migrate::MigrateArgs, serve::ServeArgs,
    store::StoreArgs, tenants::TenantsArgs, unknown::unknown_variables,
};

/// Sightline for Bitbucket Cloud: serves the app, takes installations, verifies Bitbucket's tokens.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Try these settings and say how to fix what does not work. Takes the options of `serve`.
    Check(Box<ServeArgs>),
    /// Print the app descriptor for these settings.
    Descriptor(DescriptorArgs),
    /// Remove an installation from the store, with its secret. Works on a backup, and needs no key.
    Forget(ForgetArgs),
    /// Bring the store up to date: its tables, and its secrets under the current key; copy it.
    Migrate(MigrateArgs),
    /// Read {"method","path","query","base_path"?} a line, print {"canonical","qsh"} a line.
    Qsh,
    /// Make Bitbucket read the descriptor anew for every installation. Takes the options of `serve`.
    Refresh(Box<ServeArgs>),
    /// Run the server.
    Serve(Box<ServeArgs>),
    /// List who has installed the app, without secrets. Only reads: works on a backup, also without its
    /// key.
    Tenants(TenantsArgs),
}

/// Writes a line to standard output, which may be closed or full.
pub(crate) fn print(line: &dyn Display) -> Result<(), Error> {
    let failed = |source| Error::Io {
        what: "standard output".to_owned(),
        source,
    };
    let mut output = std::io::stdout();
    writeln!(output, "{line}").map_err(failed)?;
    output.flush().map_err(failed)
}

/// No row of the store has that clientKey.
fn unknown(client_key: &str) -> Error {
    Error::Config {
        setting: "the client key",
        problem: format!("{client_key:?} is not in the store"),
    }
}
