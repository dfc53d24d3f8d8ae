//! The documented limits.

use super::{Descriptor, WEBHOOKS};
use crate::Error;

const MAX_KEY: usize = 128;
const MAX_LOCATION: usize = 128;
const MAX_NAME: usize = 255;
const MAX_URL: usize = 2_048;

/// Scopes that Bitbucket knows; an unknown one makes it reject the whole descriptor.
const SCOPES: [&str; 22] = [
    "account",
    "account:write",
    "email",
    "issue",
    "issue:write",
    "pipeline",
    "pipeline:variable",
    "pipeline:write",
    "project",
    "project:admin",
    "project:write",
    "pullrequest",
    "pullrequest:write",
    "repository",
    "repository:admin",
    "repository:delete",
    "repository:write",
    "runner",
    "runner:write",
    "snippet",
    "snippet:write",
    "webhook",
];

/// Other events that Bitbucket sends, beside [`WEBHOOKS`].
const OTHER_EVENTS: [&str; 12] = [
    "*",
    "pullrequest:approved",
    "pullrequest:changes_request_created",
    "pullrequest:changes_request_removed",
    "pullrequest:comment_created",
    "pullrequest:comment_deleted",
    "pullrequest:comment_updated",
    "pullrequest:unapproved",
    "repo:commit_status_created",
    "repo:commit_status_updated",
    "repo:push",
    "repo:updated",
];

pub(super) fn check(descriptor: &Descriptor) -> Result<(), Error> {
    key("key", descriptor.key.as_str())?;
    text("name", &descriptor.name, MAX_NAME)?;
    text("description", &descriptor.description, MAX_URL)?;
    base_url(&descriptor.base_url)?;
    let kind = descriptor.authentication.kind.as_str();
    require("authentication", matches!(kind, "jwt" | "none"), || {
        format!("is {kind:?}, not \"jwt\" or \"none\"")
    })?;
    url("lifecycle.installed", &descriptor.lifecycle.installed)?;
    url("lifecycle.uninstalled", &descriptor.lifecycle.uninstalled)?;
    scopes(&descriptor.scopes)?;
    modules(descriptor)
}

fn modules(descriptor: &Descriptor) -> Result<(), Error> {
    let modules = &descriptor.modules;
    for (n, panel) in modules.web_panels.iter().enumerate() {
        let place = format!("modules.webPanels[{n}]");
        module(
            descriptor,
            &place,
            &panel.key,
            &panel.name.value,
            &panel.url,
        )?;
        text(&format!("{place}.location"), &panel.location, MAX_LOCATION)?;
    }
    for (n, page) in modules.repo_pages.iter().enumerate() {
        let place = format!("modules.repoPages[{n}]");
        module(descriptor, &place, &page.key, &page.name.value, &page.url)?;
        text(&format!("{place}.location"), &page.location, MAX_LOCATION)?;
    }
    if let Some(page) = &modules.configure_page {
        let place = "modules.configurePage";
        module(descriptor, place, &page.key, &page.name.value, &page.url)?;
    }
    for (n, webhook) in modules.webhooks.iter().enumerate() {
        let place = format!("modules.webhooks[{n}]");
        let event = webhook.event.as_str();
        let known = WEBHOOKS.contains(&event) || OTHER_EVENTS.contains(&event);
        require(&format!("{place}.event"), known, || {
            format!("{event:?} is unknown")
        })?;
        url(&format!("{place}.url"), &webhook.url)?;
    }
    for (path, proxy) in &modules.proxy {
        let place = format!("modules.proxy[{path:?}].destination");
        template(descriptor, &place, &proxy.destination)?;
    }
    Ok(())
}

fn module(
    descriptor: &Descriptor,
    place: &str,
    module_key: &str,
    name: &str,
    module_url: &str,
) -> Result<(), Error> {
    key(&format!("{place}.key"), module_key)?;
    text(&format!("{place}.name"), name, MAX_NAME)?;
    template(descriptor, &format!("{place}.url"), module_url)
}

/// A URL with context parameters. Names of query parameters keep to `[A-Za-z0-9_]`, where all
/// implementations of qsh agree; each context parameter needs its scope.
fn template(descriptor: &Descriptor, place: &str, template: &str) -> Result<(), Error> {
    url(place, template)?;
    let query = template.split_once('?').map_or("", |(_, query)| query);
    for piece in query.split('&').filter(|piece| !piece.is_empty()) {
        let name = piece.split_once('=').map_or(piece, |(name, _)| name);
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        require(place, plain && !name.is_empty(), || {
            format!("has the parameter {name:?}: use letters, digits and _ only")
        })?;
    }
    for parameter in template.split('{').skip(1) {
        let object = parameter.split(['.', '}']).next().unwrap_or_default();
        let needed = match object {
            "user" | "target_user" | "workspace" | "principal" => "account",
            "repository" | "branch" | "commit" | "file" | "directory" => "repository",
            "pullrequest" => "pullrequest",
            "issue" => "issue",
            "snippet" => "snippet",
            "app" => continue,
            _ => {
                let problem = format!("has the unknown context parameter {object:?}");
                return Err(wrong(place, problem));
            }
        };
        require(place, holds(&descriptor.scopes, needed), || {
            format!("uses {{{object}.…}}, which needs the scope {needed}")
        })?;
    }
    Ok(())
}

/// Whether the scopes include `needed`, directly or because a larger one implies it.
fn holds(scopes: &[String], needed: &str) -> bool {
    scopes.iter().any(|scope| {
        let scope = scope.as_str();
        scope == needed
            || scope.strip_suffix(":write") == Some(needed)
            || (needed == "repository" && (scope.starts_with("pullrequest") || scope == "project"))
    })
}

fn scopes(scopes: &[String]) -> Result<(), Error> {
    require("scopes", !scopes.is_empty(), || {
        "are absent, which would ask for all of them".to_owned()
    })?;
    match scopes
        .iter()
        .find(|scope| !SCOPES.contains(&scope.as_str()))
    {
        Some(unknown) => Err(wrong("scopes", format!("hold the unknown {unknown:?}"))),
        None => Ok(()),
    }
}

fn base_url(url: &str) -> Result<(), Error> {
    let place = "baseUrl";
    text(place, url, MAX_URL)?;
    require(place, !url.ends_with('/'), || "ends in a slash".to_owned())?;
    require(place, !url.contains(['?', '#']), || {
        "has a query or fragment".to_owned()
    })?;
    let secure = url
        .strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty());
    let loopback = url.strip_prefix("http://").is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        matches!(host, "localhost" | "127.0.0.1" | "[::1]")
    });
    require(place, secure || loopback, || {
        "is not https (http is for this machine only)".to_owned()
    })
}

fn key(place: &str, key: &str) -> Result<(), Error> {
    text(place, key, MAX_KEY)?;
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    require(place, plain, || {
        format!("is {key:?}: use letters, digits and hyphens only")
    })
}

fn url(place: &str, url: &str) -> Result<(), Error> {
    text(place, url, MAX_URL)?;
    let known = url.starts_with('/') || url.starts_with("https://") || url.starts_with("http://");
    require(place, known, || {
        "starts with neither / nor https://".to_owned()
    })
}

fn text(place: &str, text: &str, limit: usize) -> Result<(), Error> {
    require(place, !text.is_empty(), || "is empty".to_owned())?;
    require(place, text.len() <= limit, || {
        format!("has {} bytes, {limit} at most are allowed", text.len())
    })
}

fn require(place: &str, holds: bool, problem: impl FnOnce() -> String) -> Result<(), Error> {
    if holds {
        Ok(())
    } else {
        Err(wrong(place, problem()))
    }
}

fn wrong(place: &str, problem: String) -> Error {
    Error::Descriptor {
        place: place.to_owned(),
        problem,
    }
}
