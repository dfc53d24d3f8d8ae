//! Calls to Bitbucket in the name of installations; the protocol is in `bitbucket-cloud`.

mod candidates;
mod promotion;
mod turns;
mod web;

use atlassian_connect::descriptor::Descriptor;
use bitbucket_cloud::installed::{Hosts, Identity, InstalledAccount, Permit, Scope};

pub(crate) use promotion::{Promoter, SWEEP_AGE, sweep};
pub(crate) use web::Web;

use crate::{Clock, Config, Error, store::Installation};

/// The client for the hosts that are configured.
pub(crate) fn client(config: &Config, clock: Clock) -> Result<InstalledAccount<Web>, Error> {
    let hosts = Hosts {
        tokens: config.host_url.url().clone(),
        api: config.api_url.url().clone(),
    };
    Ok(InstalledAccount::new(hosts, Web::new(clock)?))
}

/// Identity of an installation towards Bitbucket.
pub(crate) fn identity(config: &Config, installation: &Installation) -> Identity {
    Identity {
        app: config.descriptor.app_key.clone(),
        client: installation.client_key.clone(),
        secret: installation.shared_secret.clone(),
    }
}

/// The least that a token can be asked for: the first scope of the descriptor.
fn least(descriptor: &Descriptor) -> Permit {
    let first = descriptor.scopes.first();
    Permit::anywhere(first.and_then(|scope| Scope::parse(scope).ok()))
}
