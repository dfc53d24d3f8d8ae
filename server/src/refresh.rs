//! `sightline refresh`: Bitbucket reads the descriptor anew for every installation.

use std::io::Write;

use bitbucket_cloud::installed::Error as CallError;

use crate::{
    Clock, Config, Error, account,
    store::{State, Store, Tenant},
};

/// Whether every installation was refreshed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// Yes, or there is none.
    All,
    /// At least one was not.
    Some,
}

/// Asks Bitbucket once for each open installation, and writes a line about each and a summary.
///
/// # Errors
/// When the store or the output fails; a refusal of Bitbucket's is a line and [`Refreshed::Some`].
pub async fn refresh(
    config: &Config,
    store: &Store,
    clock: Clock,
    mut output: impl Write,
) -> Result<Refreshed, Error> {
    let client = account::client(config, clock)?;
    let mut tenants = store.tenants().await?;
    tenants.retain(|tenant| tenant.state == State::Installed);
    let total = tenants.len();
    let mut failed = 0;
    for (n, tenant) in tenants.iter().enumerate() {
        let found = store.find(tenant.client_key.as_str()).await?;
        let outcome = match found.filter(|found| found.state == State::Installed) {
            Some(found) => {
                let identity = account::identity(config, &found);
                match client.refresh_descriptor(&identity).await {
                    Ok(()) => "refreshed".to_owned(),
                    Err(error) => {
                        failed += 1;
                        format!("failed: {}", words(&error))
                    }
                }
            }
            None => "uninstalled meanwhile".to_owned(),
        };
        say(
            &mut output,
            &format!("{}/{total} {}: {outcome}", n + 1, name(tenant)),
        )?;
    }
    say(
        &mut output,
        &format!("{} of {total} refreshed", total - failed),
    )?;
    Ok(match failed {
        0 => Refreshed::All,
        _ => Refreshed::Some,
    })
}

fn name(tenant: &Tenant) -> String {
    match &tenant.principal_name {
        Some(name) => format!("{name} ({})", tenant.client_key),
        None => tenant.client_key.to_string(),
    }
}

fn words(error: &CallError) -> String {
    match error {
        CallError::Status { status: 400, .. } => {
            "the descriptor asks for other scopes than were granted, or cannot be read; a \
             workspace admin has to update the app (400)"
                .to_owned()
        }
        CallError::Status {
            status: 401 | 403, ..
        } => format!("Bitbucket does not know this installation any more ({error})"),
        error => error.to_string(),
    }
}

fn say(output: &mut impl Write, line: &str) -> Result<(), Error> {
    let failed = |source| Error::Io {
        what: "standard output".to_owned(),
        source,
    };
    writeln!(output, "{line}").map_err(failed)?;
    output.flush().map_err(failed)
}
