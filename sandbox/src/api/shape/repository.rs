//! The repository.

use serde_json::{Value, json};

use super::{Shapes, time};
use crate::api::fields::merge;

impl Shapes<'_> {
    /// The repository as it stands inside other objects.
    pub(crate) fn repository(&self) -> Value {
        let repository = &self.world.repository;
        json!({
            "type": "repository",
            "uuid": repository.uuid,
            "name": repository.name,
            "full_name": self.world.full_name(),
            "links": {
                "self": self.repository_link(""),
                "html": self.repository_page(""),
                "avatar": self.avatar(&repository.uuid),
            },
        })
    }

    /// The repository as it stands alone.
    pub(crate) fn repository_in_full(&self) -> Value {
        let repository = &self.world.repository;
        let updated_on = self
            .world
            .pull_requests
            .iter()
            .map(|pull| pull.updated_on)
            .max();
        let mut body = self.repository();
        let more = json!({
            "slug": repository.slug,
            "scm": "git",
            "description": "",
            "language": "",
            "is_private": false,
            "has_issues": false,
            "has_wiki": false,
            "fork_policy": "allow_forks",
            "created_on": time(repository.created_on),
            "updated_on": time(updated_on.unwrap_or(repository.created_on)),
            "mainbranch": { "type": "branch", "name": repository.main_branch },
            "owner": self.team(),
            "workspace": self.workspace(),
            "links": {
                "pullrequests": self.repository_link("/pullrequests"),
                "commits": self.repository_link("/commits"),
            },
        });
        merge(&mut body, more);
        body
    }
}
