//! People, and the workspace as the account that owns things.

use serde_json::{Value, json};

use super::{Shapes, encoded, time};
use crate::{
    api::fields::merge,
    world::{Person, PersonId, PersonKind, Role},
};

impl Shapes<'_> {
    /// An account as it stands inside other objects; null if there is no such person.
    pub(crate) fn account(&self, id: PersonId) -> Value {
        self.world
            .person(id)
            .map_or(Value::Null, |person| self.person(person))
    }

    /// An account as it stands inside other objects.
    pub(crate) fn person(&self, person: &Person) -> Value {
        let mut account = json!({
            "type": match person.kind {
                PersonKind::App => "app_user",
                PersonKind::User => "user",
            },
            "uuid": person.uuid,
            "account_id": person.account_id,
            "display_name": person.display_name,
            "nickname": person.nickname,
            "links": {
                "self": self.api_link(&format!("/users/{}", person.uuid)),
                "html": self.web_link(&format!("/{}/", person.uuid)),
                "avatar": self.avatar(&person.uuid),
            },
        });
        if person.kind == PersonKind::App {
            merge(&mut account, json!({ "kind": "app" }));
        }
        account
    }

    /// An account as it stands alone.
    pub(crate) fn person_in_full(&self, person: &Person) -> Value {
        let mut account = self.person(person);
        let status = match person.role {
            Role::Deactivated => "inactive",
            Role::Admin | Role::Member => "active",
        };
        let more = json!({ "account_status": status, "created_on": time(person.created_on) });
        merge(&mut account, more);
        account
    }

    /// The workspace as an account.
    pub(crate) fn team(&self) -> Value {
        let workspace = &self.world.workspace;
        json!({
            "type": "team",
            "uuid": workspace.uuid,
            "username": workspace.slug,
            "display_name": workspace.name,
            "links": {
                "self": self.api_link(&format!("/workspaces/{}", workspace.uuid)),
                "html": self.web_link(&format!("/{}/", workspace.slug)),
                "avatar": self.avatar(&workspace.uuid),
            },
        })
    }

    /// A link to the picture of an account.
    pub(crate) fn avatar(&self, uuid: &str) -> Value {
        json!({ "href": format!("{}/avatars/{}", self.addresses.web, encoded(uuid)) })
    }
}
