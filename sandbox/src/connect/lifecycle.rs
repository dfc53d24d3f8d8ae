//! Payloads that tell an app of its installation and uninstallation.

use atlassian_connect::{AppKey, ClientKey, SharedSecret};
use serde_json::{Value, json};

use crate::{
    api::{fields::merge, shape::Shapes},
    state::Sandbox,
    world::PersonId,
};

/// The payload of `installed`.
pub(super) fn installed(
    sandbox: &Sandbox,
    app: &AppKey,
    client: &ClientKey,
    secret: &SharedSecret,
    by: PersonId,
) -> Value {
    let mut payload = event(sandbox, "installed", app, client);
    let world = sandbox.world();
    let actor = world.person(by).map(|person| {
        json!({
            "type": "user",
            "uuid": person.uuid.trim_matches(['{', '}']),
            "account_id": person.account_id,
        })
    });
    let more = json!({ "sharedSecret": secret.expose(), "actor": actor });
    merge(&mut payload, more);
    payload
}

/// The payload of `uninstalled`.
pub(super) fn uninstalled(sandbox: &Sandbox, app: &AppKey, client: &ClientKey) -> Value {
    event(sandbox, "uninstalled", app, client)
}

fn event(sandbox: &Sandbox, kind: &str, app: &AppKey, client: &ClientKey) -> Value {
    let world = sandbox.world();
    let shapes = Shapes {
        addresses: &sandbox.addresses,
        world: &world,
    };
    let principal = shapes.team();
    json!({
        "productType": "bitbucket",
        "eventType": kind,
        "key": app,
        "clientKey": client,
        "baseUrl": sandbox.addresses.web,
        "baseApiUrl": sandbox.addresses.api,
        "principal": principal,
        "user": principal,
    })
}
