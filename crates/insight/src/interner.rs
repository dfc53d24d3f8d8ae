//! Interned strings.

use std::{collections::HashMap, sync::Arc};

/// Numbers strings in the order in which they first appear.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interner {
    numbers: HashMap<Arc<str>, u32>,
    /// The newest name of each number.
    names: Vec<Arc<str>>,
}

impl Interner {
    /// Number of the names.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a name, if it has one.
    pub(crate) fn get(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The number of a name, a new one if it has none.
    pub(crate) fn intern(&mut self, name: &str) -> u32 {
        if let Some(number) = self.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name: Arc<str> = Arc::from(name);
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// Gives the number of one name to another, which loses its own.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> u32 {
        let Some(number) = self.numbers.remove(from) else {
            return self.intern(to);
        };
        let to: Arc<str> = Arc::from(to);
        if let Some(name) = self.names.get_mut(number as usize) {
            *name = Arc::clone(&to);
        }
        self.numbers.insert(to, number);
        number
    }

    /// The newest name of a number; empty for a number that was never given.
    pub(crate) fn resolve(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Interner;

    /// A table of names alone.
    #[derive(Default)]
    struct Plain(HashMap<String, u32>, u32);

    impl Plain {
        fn number(&mut self, name: &str) -> u32 {
            let next = self.1;
            let number = *self.0.entry(name.to_owned()).or_insert(next);
            self.1 += u32::from(number == next);
            number
        }

        fn rename(&mut self, from: &str, to: &str) -> u32 {
            match self.0.remove(from) {
                Some(number) => {
                    self.0.insert(to.to_owned(), number);
                    number
                }
                None => self.number(to),
            }
        }
    }

    #[test]
    fn names_and_renames_give_the_numbers_of_a_plain_table() {
        let (mut interner, mut plain) = (Interner::default(), Plain::default());
        let mut seed = 7_u64;
        for step in 0..40_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let one = format!("crates/part/{}.rs", (seed >> 33) % 3_000);
            let other = format!("crates/part/{}.rs", (seed >> 45) % 3_000);
            if step % 3 == 0 {
                assert_eq!(interner.rename(&one, &other), plain.rename(&one, &other));
            } else {
                assert_eq!(interner.intern(&one), plain.number(&one));
            }
            assert_eq!(interner.get(&other), plain.0.get(&other).copied());
        }
        assert_eq!(interner.len(), plain.1 as usize);
        for (name, number) in &plain.0 {
            assert_eq!(interner.resolve(*number), name);
        }
    }
}
