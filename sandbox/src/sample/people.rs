//! People of the sample.

use super::{
    clock::{Moment, Offset},
    rng::Rng,
};
use crate::{
    fast_import::Stamp,
    world::{Person, PersonId, PersonKind, Role},
};

/// A person as the table below knows them.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) name: &'static str,
    pub(crate) nickname: &'static str,
    mailbox: &'static str,
    pub(crate) role: Role,
    pub(crate) kind: PersonKind,
    pub(crate) place: Offset,
}

impl Profile {
    /// The address in commits.
    pub(crate) fn email(&self) -> String {
        format!("{}@tidewater.example", self.mailbox)
    }

    /// Their signature of a moment.
    pub(crate) fn stamp(&self, at: Moment) -> Stamp {
        Stamp {
            name: self.name.to_owned(),
            email: self.email(),
            at: at.0,
            zone: self.place.0,
        }
    }
}

const fn member(
    name: &'static str,
    nickname: &'static str,
    mailbox: &'static str,
    place: i64,
) -> Profile {
    Profile {
        name,
        nickname,
        mailbox,
        role: Role::Member,
        kind: PersonKind::User,
        place: Offset(place),
    }
}

const fn admin(profile: Profile) -> Profile {
    Profile {
        role: Role::Admin,
        ..profile
    }
}

const fn app(profile: Profile) -> Profile {
    Profile {
        kind: PersonKind::App,
        ..profile
    }
}

pub(crate) const AMARA: PersonId = PersonId(0);
pub(crate) const JONAS: PersonId = PersonId(1);
pub(crate) const PRIYA: PersonId = PersonId(2);
pub(crate) const MATEUS: PersonId = PersonId(3);
pub(crate) const YUKI: PersonId = PersonId(4);
pub(crate) const ELIF: PersonId = PersonId(5);
pub(crate) const TOMASZ: PersonId = PersonId(6);
pub(crate) const CLAIRE: PersonId = PersonId(7);
pub(crate) const DAVID: PersonId = PersonId(8);
pub(crate) const SOFIA: PersonId = PersonId(9);
pub(crate) const KWAME: PersonId = PersonId(10);
pub(crate) const NADIA: PersonId = PersonId(11);
pub(crate) const BOT: PersonId = PersonId(12);

const PEOPLE: [Profile; 13] = [
    admin(member("Amara Okafor", "amara", "amara.okafor", 60)),
    admin(member("Jonas Lindqvist", "jonasl", "jonas.lindqvist", 60)),
    member("Priya Raghunathan", "priya", "priya.raghunathan", 330),
    member("Mateus Ferreira", "mateus", "mateus.ferreira", 0),
    member("Yuki Tanabe", "yuki", "yuki.tanabe", 60),
    member("Elif Demir", "elif", "elif.demir", 180),
    member("Tomasz Wójcik", "tomek", "tomasz.wojcik", 60),
    member("Claire O’Donnell", "claire", "claire.odonnell", 0),
    member("David Mbeki", "dmbeki", "david.mbeki", 120),
    member("Sofía Álvarez", "sofia", "sofia.alvarez", 60),
    member("Kwame Boateng", "kwame", "kwame.boateng", 0),
    member("Nadia Haddad", "nadia", "nadia.haddad", 60),
    app(member("Dependency Bot", "depbot", "dependency.bot", 0)),
];

/// Number of people besides the bot.
pub(crate) const HUMANS: usize = PEOPLE.len() - 1;

/// People who are asked on every pull request lately.
pub(crate) const DEFAULT_REVIEWERS: [PersonId; 2] = [JONAS, CLAIRE];

/// The row of a person.
pub(crate) fn profile(id: PersonId) -> &'static Profile {
    PEOPLE.get(id.0).unwrap_or(&PEOPLE[0])
}

/// The accounts, indexed by [`PersonId`].
pub(crate) fn people(rng: &mut Rng, founded: Moment) -> Vec<Person> {
    PEOPLE
        .iter()
        .map(|profile| {
            let uuid = rng.uuid();
            Person {
                account_id: format!("557058:{}", uuid.trim_matches(['{', '}'])),
                uuid,
                display_name: profile.name.to_owned(),
                nickname: profile.nickname.to_owned(),
                email: profile.email(),
                kind: profile.kind,
                role: profile.role,
                created_on: founded
                    .plus(-24 * 60 * i64::try_from(rng.between(20, 900)).unwrap_or(20))
                    .timestamp(),
            }
        })
        .collect()
}
