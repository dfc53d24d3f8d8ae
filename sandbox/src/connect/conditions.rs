//! Conditions: when a module is shown, and a call forwarded.

use serde_json::Value;

use super::template::{Context, is_visible};
use crate::world::{PersonId, Role, World};

/// Subject of the conditions: the reader, the app's scopes and the objects that targets name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// World that holds the people.
    pub(crate) world: &'a World,
    /// Objects that targets can name.
    pub(crate) context: &'a Context,
    /// Scopes of the app.
    pub(crate) scopes: &'a [String],
    /// Reader of the page; none if anonymous.
    pub(crate) reader: Option<PersonId>,
}

impl Asked<'_> {
    /// Returns whether all conditions hold. A condition that cannot be evaluated, because a scope
    /// is missing or it is not known here, hides the module.
    pub(crate) fn all_hold(&self, conditions: &[Value]) -> bool {
        conditions.iter().all(|condition| {
            let invert = condition.get("invert").and_then(Value::as_bool);
            match self.holds(condition) {
                Some(holds) => holds != invert.unwrap_or(false),
                None => {
                    tracing::warn!(%condition, "a condition cannot be evaluated: its module is hidden");
                    false
                }
            }
        })
    }

    fn holds(&self, condition: &Value) -> Option<bool> {
        let parameter = |name| condition.get("params")?.get(name)?.as_str();
        let target = || {
            let path = condition.get("target")?.as_str()?;
            is_visible(path, self.scopes).then(|| self.context.value(path))
        };
        match condition.get("condition")?.as_str()? {
            "contains" => Some(target()?.contains(parameter("value")?)),
            "equals" => Some(target()? == parameter("value")?),
            "has_account_permission" | "has_workspace_permission" => {
                is_visible("workspace", self.scopes).then_some(())?;
                self.may(parameter("permission")?)
            }
            "has_permission" => {
                is_visible("repository", self.scopes).then_some(())?;
                self.may(parameter("permission")?)
            }
            _ => None,
        }
    }

    /// Everybody reads, who is signed in writes, administrators administer.
    fn may(&self, permission: &str) -> Option<bool> {
        let role = self
            .reader
            .and_then(|id| self.world.person(id))
            .map(|person| person.role);
        match permission {
            "admin" => Some(role == Some(Role::Admin)),
            "collaborator" | "member" | "write" => Some(role >= Some(Role::Member)),
            "read" => Some(true),
            _ => None,
        }
    }
}
