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
        let lines = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default());
        let rules: (Vec<Pattern>, Vec<Vec<String>>) = lines.filter_map(rule).unzip();
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
    /// Names by which an owner can be listed: account id, nickname.
    pub called: &'a [&'a str],
    /// Whether they approved.
    pub voted: Voted,
}

/// Whether somebody approved.
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
    /// People as the file names them, without `@`: one of each set has to approve.
    pub people: Vec<Vec<String>>,
    /// Sets with a group or an e-mail address, whose members only Bitbucket knows.
    pub unknown: Vec<Vec<String>>,
}

impl CodeOwners {
    /// The owners of these files who have not approved. One approval is enough for each rule.
    pub fn missing<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p str>,
        people: &[Person<'_>],
    ) -> Missing {
        let mut missing = Missing::default();
        let mut seen: HashSet<&[String]> = HashSet::new();
        for path in paths {
            let owners = self.of(path);
            if !owners.is_empty() && seen.insert(owners) {
                missing.add(owners, people);
            }
        }
        missing
    }
}

impl Missing {
    fn add(&mut self, owners: &[String], people: &[Person<'_>]) {
        // Bitbucket's file may say how many of them are picked: `random(2)`.
        let names = owners.iter().filter(|word| word.contains('@'));
        let names = names.map(|word| word.strip_prefix('@').unwrap_or(word));
        let is = |name: &str, voted: Voted| {
            let called = |person: &Person<'_>| {
                let same = |other: &&str| other.eq_ignore_ascii_case(name);
                person.voted == voted && person.called.iter().any(same)
            };
            people.iter().any(called)
        };
        if names.clone().any(|name| is(name, Voted::Approved)) {
            return;
        }
        let others = names.filter(|name| !is(name, Voted::Author));
        let set: Vec<String> = others.map(str::to_owned).collect();
        if set.is_empty() {
            return;
        }
        match set.iter().any(|name| name.contains(['/', '@'])) {
            true => self.unknown.push(set),
            false => self.people.push(set),
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
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' if rest.next_if_eq(&' ').is_some() => word.push(' '),
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
