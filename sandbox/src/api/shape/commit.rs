//! Commits.

use serde_json::{Value, json};

use super::{Shapes, rendered, time};
use crate::{
    api::fields::merge,
    git::{Commit, Signature},
    world::Person,
};

impl Shapes<'_> {
    /// A commit.
    pub(crate) fn commit(&self, commit: &Commit) -> Value {
        let hash = &commit.hash;
        let link = |rest: &str| self.repository_link(&format!("/commit/{hash}{rest}"));
        let message = rendered(&commit.message);
        json!({
            "type": "commit",
            "hash": hash.as_str(),
            "date": time(commit.author.at),
            "author": self.signature("author", &commit.author),
            "committer": self.signature("committer", &commit.committer),
            "message": commit.message,
            "summary": message,
            "rendered": { "message": message },
            "parents": commit
                .parents
                .iter()
                .map(|parent| self.commit_in_short(parent.as_str()))
                .collect::<Value>(),
            "repository": self.repository(),
            "links": {
                "self": link(""),
                "html": self.repository_page(&format!("/commits/{hash}")),
                "diff": self.repository_link(&format!("/diff/{hash}")),
                "statuses": link("/statuses"),
            },
        })
    }

    /// A commit as it stands inside other objects.
    pub(crate) fn commit_in_short(&self, hash: &str) -> Value {
        json!({
            "type": "commit",
            "hash": hash,
            "links": {
                "self": self.repository_link(&format!("/commit/{hash}")),
                "html": self.repository_page(&format!("/commits/{hash}")),
            },
        })
    }

    fn signature(&self, kind: &str, signature: &Signature) -> Value {
        let raw = format!("{} <{}>", signature.name, signature.email);
        let mut body = json!({ "type": kind, "raw": raw });
        if let Some(person) = self.who(signature) {
            merge(&mut body, json!({ "user": self.person(person) }));
        }
        body
    }

    // By address, else by the whole name: people commit from more than one machine.
    fn who(&self, signature: &Signature) -> Option<&Person> {
        let by_email = |person: &&Person| {
            !person.email.is_empty() && person.email.eq_ignore_ascii_case(&signature.email)
        };
        let by_name = |person: &&Person| person.display_name == signature.name;
        let people = &self.world.people;
        people
            .iter()
            .find(by_email)
            .or_else(|| people.iter().find(by_name))
    }
}
