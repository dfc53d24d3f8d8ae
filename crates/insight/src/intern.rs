//! Strings to small numbers, once.

use std::collections::HashMap;

/// Numbers names in the order in which they first appear.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a name, if it has one.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The number of a name, a new one if need be.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.find(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// Gives the number of one name to another, which loses its own.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> u32 {
        let Some(number) = self.numbers.remove(from) else {
            return self.number(to);
        };
        if let Some(name) = self.names.get_mut(number as usize) {
            to.clone_into(name);
        }
        self.numbers.insert(to.to_owned(), number);
        number
    }

    /// The newest name behind a number; empty for a number that was never given.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }
}
