//! Context parameters: `{repository.uuid}` in the URLs of a descriptor.

use std::collections::BTreeMap;

use atlassian_connect::AppKey;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::scopes;
use crate::{
    api::shape::Shapes,
    state::Sandbox,
    world::{PersonId, World},
};

/// Everything but RFC 3986's unreserved characters.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Objects that a URL can refer to, as the REST API shows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Context(BTreeMap<&'static str, Value>);

impl Context {
    /// Objects that are there on every page. The `user` of an anonymous reader has no members.
    pub(crate) fn new(
        sandbox: &Sandbox,
        world: &World,
        app: &AppKey,
        reader: Option<PersonId>,
    ) -> Self {
        let shapes = shapes(sandbox, world);
        let user = reader.and_then(|id| world.person(id));
        Self(BTreeMap::from([
            ("app", json!({ "key": app })),
            ("principal", shapes.team()),
            ("target_user", shapes.team()),
            (
                "user",
                user.map_or(Value::Null, |user| shapes.person_in_full(user)),
            ),
            ("workspace", shapes.workspace()),
        ]))
    }

    /// Adds the repository.
    pub(crate) fn with_repository(mut self, sandbox: &Sandbox, world: &World) -> Self {
        let repository = shapes(sandbox, world).repository_in_full();
        self.0.insert("repository", repository);
        self
    }

    /// Adds a pull request, if it is there.
    pub(crate) fn with_pull_request(mut self, sandbox: &Sandbox, world: &World, id: u64) -> Self {
        if let Some(pull) = world.pull_request(id) {
            let pull = shapes(sandbox, world).pull_request(pull);
            self.0.insert("pullrequest", pull);
        }
        self
    }

    /// The value at a path such as `repository.owner.uuid`, as text; empty where nothing is.
    pub(crate) fn value(&self, path: &str) -> String {
        let mut names = path.split('.');
        let object = names.next().and_then(|object| self.0.get(object));
        let found = object.and_then(|object| names.try_fold(object, |value, name| value.get(name)));
        match found {
            Some(Value::String(text)) => text.clone(),
            Some(scalar @ (Value::Bool(_) | Value::Number(_))) => scalar.to_string(),
            _ => String::new(),
        }
    }

    /// Fills a template in, percent-encoded. What the scopes do not let the app see, and what is
    /// not known at all, is left as it is.
    pub(crate) fn fill<S: AsRef<str>>(&self, template: &str, scopes: &[S]) -> String {
        let mut filled = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((parameter, after)) = after.split_once('}') else {
                filled.push_str("%7B");
                rest = after;
                continue;
            };
            if is_visible(parameter, scopes) {
                filled.push_str(&encoded(&self.value(parameter)));
            } else {
                filled.push_str(&format!("%7B{}%7D", encoded(parameter)));
            }
            rest = after;
        }
        filled + rest
    }
}

/// Text as it stands in a query.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// Returns whether the scopes let an app see the object that a path begins with.
pub(crate) fn is_visible<S: AsRef<str>>(path: &str, scopes: &[S]) -> bool {
    let needed = match path.split('.').next().unwrap_or_default() {
        "app" => return true,
        "principal" | "target_user" | "user" | "workspace" => "account",
        "branch" | "commit" | "directory" | "file" | "repository" => "repository",
        "issue" => "issue",
        "pullrequest" => "pullrequest",
        "snippet" => "snippet",
        _ => return false,
    };
    scopes::include(scopes, needed)
}

fn shapes<'a>(sandbox: &'a Sandbox, world: &'a World) -> Shapes<'a> {
    Shapes {
        addresses: &sandbox.addresses,
        world,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(template: &str, scopes: &[&str]) -> String {
        let context = Context(BTreeMap::from([
            ("app", json!({ "key": "demo" })),
            (
                "pullrequest",
                json!({ "id": 7, "draft": false, "source": { "commit": { "hash": "ab" } } }),
            ),
            (
                "repository",
                json!({ "uuid": "{6-7}", "full_name": "acme/w & s" }),
            ),
            ("user", Value::Null),
        ]));
        context.fill(template, scopes)
    }

    #[test]
    fn parameters_follow_the_json_and_are_encoded() {
        assert_eq!(
            fill(
                "/p?r={repository.uuid}&n={repository.full_name}&id={pullrequest.id}\
                 &h={pullrequest.source.commit.hash}&d={pullrequest.draft}&k={app.key}",
                &["pullrequest"],
            ),
            "/p?r=%7B6-7%7D&n=acme%2Fw%20%26%20s&id=7&h=ab&d=false&k=demo",
        );
    }

    #[test]
    fn nobody_and_nothing_are_empty() {
        let template =
            "/p?u={user.uuid}&x={repository.nope}&o={pullrequest.source}&c={commit.hash}";
        assert_eq!(
            fill(template, &["account", "pullrequest"]),
            "/p?u=&x=&o=&c="
        );
    }

    #[test]
    fn what_the_app_may_not_see_is_left_alone() {
        let template = "/p?u={user.uuid}&p={pullrequest.id}&r={repository.uuid}&x={y}&{";
        assert_eq!(
            fill(template, &["repository"]),
            "/p?u=%7Buser.uuid%7D&p=%7Bpullrequest.id%7D&r=%7B6-7%7D&x=%7By%7D&%7B",
        );
    }
}
