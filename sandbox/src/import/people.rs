//! People, as commits and trailers name them.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{identity::uuid, message::Reviewer};
use crate::{
    git::Signature,
    world::{Person, PersonId, PersonKind, Role},
};

/// People found so far, identified by address, else by the whole name.
#[derive(Debug, Default)]
pub(crate) struct People {
    people: Vec<Person>,
    met: Vec<usize>,
    by_email: HashMap<String, PersonId>,
    by_name: HashMap<String, PersonId>,
}

impl People {
    /// The person who signed, added if new.
    pub(crate) fn of(&mut self, signature: &Signature) -> PersonId {
        self.meet(&signature.name, &signature.email, signature.at)
    }

    /// The person who reviewed, added if new.
    pub(super) fn reviewer(&mut self, reviewer: &Reviewer, at: Timestamp) -> PersonId {
        let email = reviewer.email.as_deref().unwrap_or_default();
        self.meet(&reviewer.name, email, at)
    }

    fn meet(&mut self, name: &str, email: &str, at: Timestamp) -> PersonId {
        let (name_key, email_key) = (name.to_lowercase(), email.to_lowercase());
        let known = self
            .by_email
            .get(&email_key)
            .or_else(|| self.by_name.get(&name_key))
            .copied();
        let id = known.unwrap_or_else(|| self.add(name, email, at));
        if !email_key.is_empty() {
            self.by_email.entry(email_key).or_insert(id);
        }
        if !name_key.is_empty() {
            self.by_name.entry(name_key).or_insert(id);
        }
        if let (Some(person), Some(met)) = (self.people.get_mut(id.0), self.met.get_mut(id.0)) {
            *met += 1;
            person.created_on = person.created_on.min(at);
            if person.email.is_empty() {
                email.clone_into(&mut person.email);
            }
        }
        id
    }

    fn add(&mut self, name: &str, email: &str, at: Timestamp) -> PersonId {
        let shown = [name, email.split('@').next().unwrap_or_default(), "Unknown"]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        let identity = if email.is_empty() { name } else { email };
        let uuid = uuid("person", &identity.to_lowercase());
        let first_name = shown.split_whitespace().next().unwrap_or(shown);
        let is_app = shown.ends_with("[bot]");
        self.people.push(Person {
            account_id: format!("557058:{}", uuid.trim_matches(['{', '}'])),
            uuid,
            display_name: shown.to_owned(),
            nickname: first_name.to_lowercase(),
            email: email.to_owned(),
            kind: if is_app {
                PersonKind::App
            } else {
                PersonKind::User
            },
            role: Role::Member,
            created_on: at,
        });
        self.met.push(0);
        PersonId(self.people.len() - 1)
    }

    /// People found; the human who was found most often is the admin.
    pub(crate) fn into_people(self) -> Vec<Person> {
        let mut people = self.people;
        let admin = people
            .iter_mut()
            .zip(self.met)
            .filter(|(person, _)| person.kind == PersonKind::User)
            // The first of those that were met equally often.
            .rev()
            .max_by_key(|(_, met)| *met);
        if let Some((person, _)) = admin {
            person.role = Role::Admin;
        }
        people
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn signature(name: &str, email: &str, second: i64) -> Signature {
        Signature {
            name: name.into(),
            email: email.into(),
            at: Timestamp::from_second(second).unwrap(),
        }
    }

    #[test]
    fn one_person_may_have_several_addresses_and_spellings() {
        let mut people = People::default();
        let ann = people.of(&signature("Ann Arbor", "ann@work.example", 20));
        assert_eq!(
            people.of(&signature("Ann Arbor", "ann@home.example", 10)),
            ann
        );
        assert_eq!(
            people.of(&signature("A. Arbor", "ANN@home.example", 30)),
            ann
        );
        let bo = Reviewer {
            name: "Bo".into(),
            email: None,
        };
        let bo_id = people.reviewer(&bo, Timestamp::from_second(5).unwrap());
        assert_eq!(people.of(&signature("Bo", "bo@x.example", 6)), bo_id);
        let bot = people.of(&signature("fix[bot]", "bot@x.example", 1));
        for second in 0..9 {
            people.of(&signature("fix[bot]", "bot@x.example", second));
        }
        let people = people.into_people();
        assert_eq!(people.len(), 3);
        assert_eq!(people[ann.0].role, Role::Admin);
        assert_eq!(
            people[ann.0].created_on,
            Timestamp::from_second(10).unwrap()
        );
        assert_eq!(people[bo_id.0].role, Role::Member);
        assert_eq!(people[bo_id.0].email, "bo@x.example");
        assert_eq!(people[bot.0].kind, PersonKind::App);
    }
}
