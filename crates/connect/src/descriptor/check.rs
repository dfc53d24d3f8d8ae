//! The documented limits.

use super::{
    Descriptor, Proxy, known,
    rules::{base_url, key, known_scopes, one_of, require, template, text, url, wrong},
    scopes,
};
use crate::Error;

const MAX_LOCATION: usize = 128;
const FORGE_APP_ID: &str = "ari:cloud:ecosystem::app/";

pub(super) fn check(descriptor: &Descriptor) -> Result<(), Error> {
    key("key", descriptor.key.as_str())?;
    text("name", &descriptor.name, usize::MAX)?;
    text("description", &descriptor.description, usize::MAX)?;
    base_url("baseUrl", &descriptor.base_url)?;
    let kind = descriptor.authentication.kind.as_str();
    one_of("authentication.type", kind, &["jwt", "none"])?;
    url("lifecycle.installed", &descriptor.lifecycle.installed)?;
    url("lifecycle.uninstalled", &descriptor.lifecycle.uninstalled)?;
    for context in &descriptor.contexts {
        one_of("contexts", context, &["account", "personal"])?;
    }
    require("scopes", !descriptor.scopes.is_empty(), || {
        "are absent, which would ask for all of them".to_owned()
    })?;
    known_scopes("scopes", &descriptor.scopes)?;
    pages(descriptor)?;
    webhooks(descriptor)?;
    for (path, proxied) in &descriptor.modules.proxy {
        proxy(descriptor, path, proxied)?;
    }
    if let Some(consumer) = &descriptor.modules.oauth_consumer {
        let place = "modules.oauthConsumer";
        text(
            &format!("{place}.clientId"),
            &consumer.client_id,
            usize::MAX,
        )?;
        known_scopes(&format!("{place}.scopes"), &consumer.scopes)?;
    }
    forge(descriptor)
}

fn pages(descriptor: &Descriptor) -> Result<(), Error> {
    let page = |place: &str, own_key: &str, name: &str, own_url: &str| {
        key(&format!("{place}.key"), own_key)?;
        text(&format!("{place}.name"), name, usize::MAX)?;
        template(&descriptor.scopes, &format!("{place}.url"), own_url)
    };
    let modules = &descriptor.modules;
    for (n, panel) in modules.web_panels.iter().enumerate() {
        let place = format!("modules.webPanels[{n}]");
        page(&place, &panel.key, &panel.name.value, &panel.url)?;
        let place = format!("{place}.location");
        one_of(&place, &panel.location, &known::PANEL_LOCATIONS)?;
    }
    for (n, own) in modules.repo_pages.iter().enumerate() {
        let place = format!("modules.repoPages[{n}]");
        page(&place, &own.key, &own.name.value, &own.url)?;
        text(&format!("{place}.location"), &own.location, MAX_LOCATION)?;
    }
    match &modules.configure_page {
        None => Ok(()),
        Some(own) => page("modules.configurePage", &own.key, &own.name.value, &own.url),
    }
}

fn webhooks(descriptor: &Descriptor) -> Result<(), Error> {
    for (n, webhook) in descriptor.modules.webhooks.iter().enumerate() {
        let place = format!("modules.webhooks[{n}]");
        let event = webhook.event.as_str();
        require(
            &format!("{place}.event"),
            known::EVENTS.contains(&event),
            || format!("is the unknown {event:?}"),
        )?;
        if let Some(needed) = known::event_scope(event) {
            let holds = scopes::include(&descriptor.scopes, needed);
            require(&format!("{place}.event"), holds, || {
                format!("is {event:?}, which needs the scope {needed}")
            })?;
        }
        url(&format!("{place}.url"), &webhook.url)?;
    }
    Ok(())
}

fn proxy(descriptor: &Descriptor, path: &str, proxy: &Proxy) -> Result<(), Error> {
    let place = format!("modules.proxy[{path:?}]");
    captures(&place, path)?;
    let destination = |place: &str, destination: &str| {
        template(
            &descriptor.scopes,
            &format!("{place}.destination"),
            destination,
        )
    };
    destination(&place, &proxy.destination)?;
    known_scopes(&format!("{place}.scopes"), &proxy.scopes)?;
    for (method, own) in &proxy.methods {
        let place = format!("{place}.methods");
        one_of(&place, method, &known::METHODS)?;
        let place = format!("{place}.{method}");
        if let Some(own) = &own.destination {
            destination(&place, own)?;
        }
        known_scopes(&format!("{place}.scopes"), &own.scopes)?;
    }
    Ok(())
}

/// The objects that a proxied path captures: known ones, each after what it lies in.
fn captures(place: &str, path: &str) -> Result<(), Error> {
    require(place, path.starts_with('/'), || {
        "is no path: it does not start with /".to_owned()
    })?;
    let mut captured = Vec::new();
    for segment in path
        .split('/')
        .filter(|segment| segment.contains(['{', '}']))
    {
        let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
        let Some(object) = name.and_then(known::object) else {
            return Err(wrong(place, format!("captures the unknown {segment:?}")));
        };
        if let Some(parent) = object.parent {
            require(place, captured.contains(&parent), || {
                format!("captures {segment} without {{{parent}}} before it")
            })?;
        }
        captured.push(object.name);
    }
    Ok(())
}

fn forge(descriptor: &Descriptor) -> Result<(), Error> {
    if let Some(link) = &descriptor.forge_app_link {
        require("forgeAppLink", link.starts_with("https://"), || {
            "is no https link".to_owned()
        })?;
    }
    if let Some(id) = &descriptor.forge_app_id {
        require("forgeAppId", id.starts_with(FORGE_APP_ID), || {
            format!("is no full ARI: it does not start with {FORGE_APP_ID}")
        })?;
    }
    Ok(())
}
