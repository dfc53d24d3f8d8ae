//! Registers, installs, updates and uninstalls apps: changes the records and tells the app.

use atlassian_connect::{AppKey, ClientKey, SharedSecret, descriptor::Descriptor};
use serde_json::Value;

use super::{
    App, ConnectError, Installation, descriptor, lifecycle,
    outbound::{self, Call},
    random,
    signing::{self, Purpose, resolve},
};
use crate::{
    state::{Sandbox, unix_now},
    world::PersonId,
};

pub use super::descriptor::fetch;

/// Choice of the app to install.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The one that is described at that address, and is not registered.
    ByDescriptor(String),
    /// A registered one.
    Registered(AppKey),
}

/// Registers the app that is described at an address, with a given secret or a random one. Doing it
/// again reads the descriptor again and keeps the secret, unless another one is given.
///
/// # Errors
///
/// [`ConnectError::KeyTaken`], and those of [`fetch`].
pub async fn register(
    sandbox: &Sandbox,
    descriptor_url: &str,
    secret: Option<SharedSecret>,
) -> Result<AppKey, ConnectError> {
    let descriptor = fetch(descriptor_url).await?;
    let key = descriptor.key.clone();
    let mut connect = sandbox.connect();
    let known = connect.app(&key);
    if let Some(app) = known.filter(|app| app.descriptor_url != descriptor_url) {
        return Err(ConnectError::KeyTaken {
            key,
            descriptor_url: app.descriptor_url.clone(),
        });
    }
    let secret = secret
        .or_else(|| known.map(|app| app.secret.clone()))
        .unwrap_or_else(|| SharedSecret::new(random::hex()));
    connect.register(App {
        descriptor,
        descriptor_url: descriptor_url.to_owned(),
        secret,
    });
    Ok(key)
}

/// Installs an app, again if it is installed already: makes a new shared secret and tells the app,
/// signed with what it knows already: the previous shared secret, else the secret of its
/// registration, else nothing.
///
/// # Errors
///
/// [`ConnectError::Answered`] if the app refuses; then everything is as before.
pub async fn install(
    sandbox: &Sandbox,
    which: Which,
    by: PersonId,
) -> Result<ClientKey, ConnectError> {
    let (descriptor, descriptor_url) = match which {
        Which::ByDescriptor(url) => {
            let descriptor = fetch(&url).await?;
            if sandbox.connect().app(&descriptor.key).is_some() {
                return Err(ConnectError::ByKeyOnly {
                    key: descriptor.key,
                });
            }
            (descriptor, url)
        }
        Which::Registered(key) => {
            let connect = sandbox.connect();
            let app = connect
                .app(&key)
                .ok_or(ConnectError::NotRegistered { key })?;
            (app.descriptor.clone(), app.descriptor_url.clone())
        }
    };
    to_the_end(enter(sandbox.clone(), descriptor, descriptor_url, by)).await
}

/// Reads an app's descriptor again and, if the app is installed, installs it again.
///
/// # Errors
///
/// [`ConnectError::NotRegistered`] if it is neither registered nor installed,
/// [`ConnectError::KeyChanged`], and those of [`fetch`] and [`install`].
pub async fn update(sandbox: &Sandbox, key: &AppKey) -> Result<(), ConnectError> {
    let (url, by) = {
        let connect = sandbox.connect();
        let installation = connect.installation(key);
        let registered = connect.app(key).map(|app| app.descriptor_url.clone());
        let url = registered.or_else(|| installation.map(|it| it.descriptor_url.clone()));
        (url, installation.map(|it| it.installed_by))
    };
    let url = url.ok_or_else(|| ConnectError::NotRegistered { key: key.clone() })?;
    let descriptor = fetch(&url).await?;
    descriptor::same_key(key, &descriptor)?;
    note(sandbox, &descriptor, &url);
    if let Some(by) = by {
        to_the_end(enter(sandbox.clone(), descriptor, url, by)).await?;
    }
    Ok(())
}

/// Takes an app out, and tells it. It is out whatever it answers.
///
/// # Errors
///
/// [`ConnectError::NotInstalled`]
pub async fn uninstall(sandbox: &Sandbox, key: &AppKey) -> Result<(), ConnectError> {
    let left = sandbox.connect().leave(key);
    let left = left.ok_or_else(|| ConnectError::NotInstalled { key: key.clone() })?;
    let payload = lifecycle::uninstalled(sandbox, key, &left.client_key);
    to_the_end(async move {
        let path = &left.descriptor.lifecycle.uninstalled;
        if let Err(error) = tell(&left, path, &payload, Some(&left.shared_secret)).await {
            tracing::warn!(%error, key = %left.app_key, "the app did not take its uninstallation");
        }
        Ok(())
    })
    .await
}

/// Source of the descriptor that replaces an app's current one.
#[derive(Debug)]
pub(crate) enum Replacement {
    /// The one at that address, from now on.
    At(String),
    /// The one at the address that the current one came from.
    Fetched,
    /// This one.
    Given(Value),
}

/// Replaces an installed app's descriptor at the app's own request, without asking anybody.
///
/// # Errors
///
/// [`ConnectError::KeyChanged`], [`ConnectError::ScopesGrew`], [`ConnectError::ScopesVanished`],
/// [`ConnectError::NotInstalled`], and those of [`fetch`].
pub(crate) async fn replace(
    sandbox: &Sandbox,
    mut installation: Installation,
    replacement: Replacement,
) -> Result<(), ConnectError> {
    let descriptor = match replacement {
        Replacement::At(url) => {
            installation.descriptor_url = url;
            fetch(&installation.descriptor_url).await?
        }
        Replacement::Fetched => fetch(&installation.descriptor_url).await?,
        Replacement::Given(json) => descriptor::read(json.to_string().as_bytes())?,
    };
    descriptor::may_replace(&installation, &descriptor)?;
    note(sandbox, &descriptor, &installation.descriptor_url);
    installation.descriptor = descriptor;
    let mut connect = sandbox.connect();
    let now = connect.installation(&installation.app_key);
    if now.is_none_or(|now| now.client_key != installation.client_key) {
        let key = installation.app_key;
        return Err(ConnectError::NotInstalled { key });
    }
    connect.enter(installation);
    Ok(())
}

fn note(sandbox: &Sandbox, descriptor: &Descriptor, descriptor_url: &str) {
    if let Some(app) = sandbox.connect().apps.get_mut(&descriptor.key) {
        app.descriptor = descriptor.clone();
        app.descriptor_url = descriptor_url.to_owned();
    }
}

/// Finishes the work even if the caller no longer waits for it, so that app and records agree.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, ConnectError>> + Send + 'static,
) -> Result<T, ConnectError> {
    let done = tokio::spawn(work).await;
    done.unwrap_or(Err(ConnectError::Interrupted))
}

async fn enter(
    sandbox: Sandbox,
    descriptor: Descriptor,
    descriptor_url: String,
    by: PersonId,
) -> Result<ClientKey, ConnectError> {
    let app_key = descriptor.key.clone();
    let (client_key, known_secret) = names(&sandbox, &app_key);
    let installation = Installation {
        app_key: app_key.clone(),
        client_key: client_key.clone(),
        shared_secret: SharedSecret::new(random::hex()),
        descriptor,
        descriptor_url,
        installed_by: by,
    };
    let secret = &installation.shared_secret;
    let payload = lifecycle::installed(&sandbox, &app_key, &client_key, secret, by);
    // Before the app has answered: it may use the new secret while it is being told.
    let before = sandbox.connect().enter(installation.clone());
    let path = &installation.descriptor.lifecycle.installed;
    let told = tell(&installation, path, &payload, known_secret.as_ref()).await;
    let mut connect = sandbox.connect();
    match told {
        Ok(()) => {
            connect
                .secrets
                .insert(client_key.clone(), installation.shared_secret);
            Ok(client_key)
        }
        Err(error) => {
            match before {
                Some(before) => _ = connect.enter(before),
                None => _ = connect.leave(&app_key),
            }
            Err(error)
        }
    }
}

/// Names the installation, and what its app can verify.
fn names(sandbox: &Sandbox, app_key: &AppKey) -> (ClientKey, Option<SharedSecret>) {
    let mut connect = sandbox.connect();
    let registration = connect.app(app_key).map(|app| app.secret.clone());
    let client_key = match registration {
        Some(_) => {
            let workspace = &sandbox.world().workspace.uuid;
            ClientKey::new(format!("ari:cloud:bitbucket::app/{workspace}/{app_key}"))
        }
        None => connect.connection(app_key),
    };
    let previous = connect.secrets.get(&client_key).cloned();
    (client_key, previous.or(registration))
}

async fn tell(
    installation: &Installation,
    path: &str,
    payload: &Value,
    secret: Option<&SharedSecret>,
) -> Result<(), ConnectError> {
    let base_url = &installation.descriptor.base_url;
    let url = resolve(base_url, path)?;
    let client_key = &installation.client_key;
    let call = Call::post(url.clone(), payload.to_string());
    let call = match secret {
        None => call,
        Some(secret) => {
            let now = unix_now();
            let purpose = Purpose::Lifecycle;
            call.signed(&signing::token(
                purpose, "POST", &url, base_url, client_key, secret, now,
            )?)?
        }
    };
    outbound::send_for_success(call).await.map(|_| ())
}
