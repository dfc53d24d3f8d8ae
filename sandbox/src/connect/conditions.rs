//! Conditions: when a module is shown, and a call forwarded.

use serde_json::Value;

use super::template::{Context, is_visible};
use crate::world::{PersonId, Role, World};

/// Whom the conditions are asked about, and what they can see.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// What there is.
    pub(crate) world: &'a World,
    /// What targets can be.
    pub(crate) context: &'a Context,
    /// What the app holds.
    pub(crate) scopes: &'a [String],
    /// Who looks.
    pub(crate) reader: Option<PersonId>,
}

impl Asked<'_> {
    /// Whether all conditions hold. One that cannot be evaluated, for want of a scope or because it
    /// is not known here, hides the module.
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
