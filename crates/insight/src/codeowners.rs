//! Bitbucket's CODEOWNERS: owners of files.
//!
//! One rule a line, a pattern and its owners; the last rule that fits a path decides, as the file's
//! documentation says.

use std::collections::HashSet;

use crate::pattern::{Pattern, PatternSet};

/// A parsed file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeOwners {
    patterns: PatternSet,
    /// Owners of each pattern.
    owners: Vec<Vec<String>>,
}

impl CodeOwners {
    /// Reads the file; lines that are no rule are passed over.
    pub fn parse(text: &str) -> Self {
        // Some editors put a byte order mark in front, which is no part of the first pattern.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let rules: (Vec<Pattern>, Vec<Vec<String>>) = text.lines().filter_map(rule).unzip();
        Self {
            patterns: rules.0.into_iter().collect(),
            owners: rules.1,
        }
    }

    /// Owners of a path, as the file writes them; none if no rule fits.
    pub fn of(&self, path: &str) -> &[String] {
        let rule = self.patterns.last(path);
        let owners = rule.and_then(|rule| self.owners.get(rule));
        owners.map_or(&[], Vec::as_slice)
    }
}

/// Person who may be an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// Account id.
    pub id: &'a str,
    /// Approval of the change by them.
    pub voted: Voted,
}

/// Person whom the file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Account id.
    pub id: String,
    /// Name in the file, without `@`.
    pub name: String,
}

/// Approval of a change by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voted {
    /// They approved.
    Approved,
    /// They wrote the change, so they cannot.
    Author,
    /// They did not approve.
    Not,
}

/// Owners whose approval is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// People of whom nobody approved: one of each set has to. No set contains another.
    pub people: Vec<Vec<Owner>>,
    /// Sets, as the file names them without `@`, of whom somebody may have approved: a group, an
    /// address or a name that identifies no account is among them.
    pub unknown: Vec<Vec<String>>,
}

impl CodeOwners {
    /// The owners of these files who have not approved. One approval is enough for each rule.
    /// `identify` tells the account id behind a name without `@`, if the name identifies one.
    pub fn missing<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p str>,
        people: &[Person<'_>],
        identify: impl Fn(&str) -> Option<String>,
    ) -> Missing {
        let mut missing = Missing::default();
        let mut seen: HashSet<&[String]> = HashSet::new();
        for path in paths {
            let owners = self.of(path);
            if !owners.is_empty() && seen.insert(owners) {
                missing.add(owners, people, &identify);
            }
        }
        missing
    }
}

impl Missing {
    fn add(
        &mut self,
        owners: &[String],
        people: &[Person<'_>],
        identify: &impl Fn(&str) -> Option<String>,
    ) {
        // Bitbucket's file may say how many of them are picked: `random(2)`.
        let names = owners.iter().filter(|word| word.contains('@'));
        let names = names.map(|word| word.strip_prefix('@').unwrap_or(word));
        let voted = |id: &str| {
            let person = people.iter().find(|person| person.id == id);
            person.map_or(Voted::Not, |person| person.voted)
        };
        let mut known: Vec<Owner> = Vec::new();
        let mut unknown: Vec<String> = Vec::new();
        for name in names {
            let Some(id) = identify(name) else {
                unknown.push(name.to_owned());
                continue;
            };
            match voted(&id) {
                Voted::Approved => return,
                Voted::Not if known.iter().all(|owner| owner.id != id) => known.push(Owner {
                    id,
                    name: name.to_owned(),
                }),
                Voted::Author | Voted::Not => {}
            }
        }
        if !unknown.is_empty() {
            let known = known.into_iter().map(|owner| owner.name);
            self.unknown.push(known.chain(unknown).collect());
        } else if !known.is_empty() {
            self.add_set(known);
        }
    }

    /// Adds a set, unless asking for another one covers it.
    fn add_set(&mut self, set: Vec<Owner>) {
        let covers = |one: &[Owner], other: &[Owner]| {
            let mut owners = one.iter();
            owners.all(|owner| other.iter().any(|other| other.id == owner.id))
        };
        if !self.people.iter().any(|other| covers(other, &set)) {
            self.people.retain(|other| !covers(&set, other));
            self.people.push(set);
        }
    }
}

/// A pattern and its owners.
fn rule(line: &str) -> Option<(Pattern, Vec<String>)> {
    let mut words = words(line).into_iter();
    let pattern = Pattern::parse(&words.next()?)?;
    Some((
        pattern,
        words.map(|owner| without_strategy(&owner)).collect(),
    ))
}

/// Words of a line. `\ ` is a blank within a word, and so is one between quotes, as in `@"Jane Doe"`.
/// A word that begins with `#` is a comment to the end of the line; within a word it is a part of it, as
/// git reads patterns.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' if rest.next_if_eq(&' ').is_some() => word.push(' '),
            '#' if word.is_empty() && !is_quoted => break,
            '"' if is_quoted || word == "@" => is_quoted = !is_quoted,
            blank if blank.is_whitespace() && !is_quoted => {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            other => word.push(other),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// `@team:random(1)` names the team: how many of it Bitbucket picks is no part of its name.
fn without_strategy(owner: &str) -> String {
    let name = owner.rsplit_once(':').filter(|(name, strategy)| {
        name.starts_with('@') && strategy.contains('(') && strategy.ends_with(')')
    });
    name.map_or(owner, |(name, _)| name).to_owned()
}
