//! A reader's call that Bitbucket forwards to an app, hydrated and signed.

use atlassian_connect::descriptor::Proxy;
use reqwest::Url;

use super::{
    ConnectError, Installation,
    conditions::Asked,
    signing::{self, Purpose, resolve},
    template::Context,
};
use crate::{
    state::{Sandbox, unix_now},
    world::{PersonId, World},
};

/// A path of the app's that the call fits, with what the path names.
#[derive(Debug)]
pub(crate) struct Route<'a> {
    proxy: &'a Proxy,
    context: Context,
}

/// Rule of the app for a method of a route.
#[derive(Debug)]
pub(crate) struct Rule<'a> {
    destination: &'a str,
    /// Scopes that the reader's token must hold.
    pub(crate) scopes: &'a [String],
}

impl<'a> Route<'a> {
    /// Finds the route of a decoded path, whose objects must be there. Literal segments win over
    /// captured ones by the order of the templates.
    pub(crate) fn find(
        sandbox: &Sandbox,
        world: &World,
        installation: &'a Installation,
        path: &str,
        reader: PersonId,
    ) -> Option<Self> {
        let base = Context::new(sandbox, world, &installation.app_key, Some(reader));
        let proxies = &installation.descriptor.modules.proxy;
        proxies.iter().find_map(|(template, proxy)| {
            let captured = capture(template, path)?;
            let mut context = base.clone();
            for (object, value) in captured {
                context = hydrate(context, sandbox, world, object, value)?;
            }
            Some(Self { proxy, context })
        })
    }

    /// Rule for a method, if the app takes it.
    pub(crate) fn rule(&self, method: &str) -> Option<Rule<'a>> {
        let own = self.proxy.methods.get(method)?;
        let scopes = if own.scopes.is_empty() {
            &self.proxy.scopes
        } else {
            &own.scopes
        };
        let destination = own.destination.as_ref().unwrap_or(&self.proxy.destination);
        Some(Rule {
            destination,
            scopes,
        })
    }

    /// Returns whether the app's conditions let the call pass.
    pub(crate) fn is_open(
        &self,
        world: &World,
        installation: &Installation,
        reader: PersonId,
    ) -> bool {
        let asked = Asked {
            world,
            context: &self.context,
            scopes: &installation.descriptor.scopes,
            reader: Some(reader),
        };
        asked.all_hold(&self.proxy.conditions)
    }

    /// Address that the call goes to, and the JWT that it carries.
    ///
    /// # Errors
    ///
    /// [`ConnectError::Unsupported`], [`ConnectError::Protocol`]
    pub(crate) fn sign(
        &self,
        rule: &Rule<'_>,
        method: &str,
        installation: &Installation,
    ) -> Result<(Url, String), ConnectError> {
        let descriptor = &installation.descriptor;
        let destination = self.context.fill(rule.destination, &descriptor.scopes);
        let url = resolve(&descriptor.base_url, &destination)?;
        let token = signing::token(
            Purpose::Proxied,
            method,
            &url,
            &descriptor.base_url,
            &installation.client_key,
            &installation.shared_secret,
            unix_now(),
        )?;
        Ok((url, token))
    }
}

/// The objects that a path names, if it fits the template segment by segment.
fn capture<'a>(template: &'a str, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let templates = template.trim_matches('/').split('/');
    let segments = path.trim_matches('/').split('/');
    if templates.clone().count() != segments.clone().count() {
        return None;
    }
    let mut captured = Vec::new();
    for (template, segment) in templates.zip(segments) {
        let object = template
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        match object {
            Some(object) => captured.push((object, segment)),
            None if template == segment => {}
            None => return None,
        }
    }
    Some(captured)
}

/// Adds a captured object: accounts and the repository by UUID, a pull request by number.
fn hydrate(
    context: Context,
    sandbox: &Sandbox,
    world: &World,
    object: &str,
    value: &str,
) -> Option<Context> {
    match object {
        "principal" | "target_user" | "workspace" => {
            (value == world.workspace.uuid).then_some(context)
        }
        "pullrequest" => {
            let id = value.parse().ok()?;
            world.pull_request(id)?;
            Some(context.with_pull_request(sandbox, world, id))
        }
        "repository" => {
            (value == world.repository.uuid).then(|| context.with_repository(sandbox, world))
        }
        "user" => (value == context.value("user.uuid")).then_some(context),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_a_template_segment_by_segment() {
        let template = "/session/{repository}/{pullrequest}";
        assert_eq!(
            capture(template, "/session/{a}/7"),
            Some(vec![("repository", "{a}"), ("pullrequest", "7")]),
        );
        assert_eq!(
            capture(template, "session/{a}/7/"),
            capture(template, "/session/{a}/7")
        );
        assert_eq!(capture(template, "/session/{a}"), None);
        assert_eq!(capture(template, "/other/{a}/7"), None);
        assert_eq!(capture(template, "/session/{a}/7/8"), None);
    }
}
