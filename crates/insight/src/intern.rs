//! Strings to small numbers, once.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    rc::Rc,
};

/// Numbers names in the order in which they first appear.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    numbers: HashMap<Rc<str>, u32, BuildHasherDefault<Quick>>,
    names: Vec<Rc<str>>,
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
        let name = Rc::<str>::from(name);
        self.numbers.insert(Rc::clone(&name), number);
        self.names.push(name);
        number
    }

    /// Gives the number of one name to another, which loses its own.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> u32 {
        let Some(number) = self.numbers.remove(from) else {
            return self.number(to);
        };
        let to = Rc::<str>::from(to);
        if let Some(name) = self.names.get_mut(number as usize) {
            *name = Rc::clone(&to);
        }
        self.numbers.insert(to, number);
        number
    }

    /// The newest name behind a number; empty for a number that was never given.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }
}

/// Multiplies and rotates, eight bytes at a time. The usual hasher withstands floods of chosen keys,
/// and takes half of the time in which a history is read; whoever can merge such names hinders only
/// their own team.
#[derive(Debug, Clone, Copy, Default)]
struct Quick(u64);

/// Odd, with about as many ones as zeros: the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            let mixed = self.0.rotate_left(23) ^ u64::from_le_bytes(word);
            self.0 = mixed.wrapping_mul(FACTOR);
        }
    }

    // Tables look at the highest and at the lowest bits, and products have their best ones high up.
    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(FACTOR);
        mixed ^ (mixed >> 32)
    }
}
