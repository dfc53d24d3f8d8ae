//! `sightline refresh`: Bitbucket reads the descriptor again for every installation.

use std::io::Write;

use bitbucket_cloud::installed::{Error as CallError, InstalledAccount};

use crate::{
    Clock, Config, Error,
    account::{self, Web},
    store::{InstallationState, Store, Tenant},
};

/// Outcome for all installations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refreshed {
    /// All were refreshed, or there is none.
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
    tenants.retain(|tenant| tenant.state == InstallationState::Installed);
    let total = tenants.len();
    let mut failed = 0;
    for (n, tenant) in tenants.iter().enumerate() {
        let outcome = match one(config, store, &client, tenant).await? {
            Ok(done) => done.to_owned(),
            Err(problem) => {
                failed += 1;
                format!("failed: {problem}")
            }
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

/// Refreshes one installation: returns the outcome, or the reason why it was not refreshed.
async fn one(
    config: &Config,
    store: &Store,
    client: &InstalledAccount<Web>,
    tenant: &Tenant,
) -> Result<Result<&'static str, String>, Error> {
    let found = match store.find(tenant.client_key.as_str()).await {
        // One row that was damaged says nothing about the others.
        Err(error @ Error::Secret { .. }) => return Ok(Err(error.to_string())),
        found => found?,
    };
    let Some(found) = found.filter(|found| found.state == InstallationState::Installed) else {
        return Ok(Ok("uninstalled meanwhile"));
    };
    let identity = account::identity(config, &found);
    let refreshed = client.refresh_descriptor(&identity).await;
    Ok(refreshed
        .map(|()| "refreshed")
        .map_err(|error| words(&error)))
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
