//! The workspace and who is in it.

use serde_json::{Value, json};

use super::Shapes;
use crate::world::{Person, Role};

impl Shapes<'_> {
    /// The workspace.
    pub(crate) fn workspace(&self) -> Value {
        let workspace = &self.world.workspace;
        json!({
            "type": "workspace",
            "uuid": workspace.uuid,
            "slug": workspace.slug,
            "name": workspace.name,
            "links": {
                "self": self.api_link(&format!("/workspaces/{}", workspace.slug)),
                "html": self.web_link(&format!("/{}/", workspace.slug)),
                "members": self.api_link(&format!("/workspaces/{}/members", workspace.slug)),
                "repositories": self.api_link(&format!("/repositories/{}", workspace.slug)),
                "avatar": self.avatar(&workspace.uuid),
            },
        })
    }

    /// That a person is in the workspace.
    pub(crate) fn membership(&self, person: &Person) -> Value {
        let slug = &self.world.workspace.slug;
        json!({
            "type": "workspace_membership",
            "user": self.person(person),
            "workspace": self.workspace(),
            "links": {
                "self": self.api_link(&format!("/workspaces/{slug}/members/{}", person.uuid)),
            },
        })
    }

    /// Permission of a person in the workspace.
    pub(crate) fn permission(&self, person: &Person) -> Value {
        let permission = match person.role {
            Role::Admin => "owner",
            Role::Member | Role::Deactivated => "member",
        };
        let mut membership = self.membership(person);
        if let Some(members) = membership.as_object_mut() {
            members.insert("permission".to_owned(), permission.into());
        }
        membership
    }
}
