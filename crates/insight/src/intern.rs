//! Strings to small numbers, once.
//!
//! A table of its own with open addressing: in the browser the usual one weighs ten times as much.

use std::sync::Arc;

/// Numbers names in the order in which they first appear.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// One more than the number of the name that belongs there, or near; 0 where nothing is. What was
    /// renamed leaves its place behind, which then is found under no name.
    places: Vec<u32>,
    /// Places that are not empty.
    taken: usize,
    names: Vec<Arc<str>>,
    /// By number, whether another one was given its name.
    lost: Vec<bool>,
}

impl Names {
    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a name, if it has one.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let place = self.place(name)?;
        self.places.get(place)?.checked_sub(1)
    }

    /// The number of a name, a new one if need be.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.find(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(Arc::from(name));
        self.lost.push(false);
        self.put(number);
        number
    }

    /// Gives the number of one name to another, which loses its own.
    pub(crate) fn rename(&mut self, from: &str, to: &str) -> u32 {
        let Some(number) = self.find(from) else {
            return self.number(to);
        };
        let before = self.find(to).filter(|before| *before != number);
        let before = before.and_then(|before| self.lost.get_mut(before as usize));
        if let Some(lost) = before {
            *lost = true;
        }
        if let Some(name) = self.names.get_mut(number as usize) {
            *name = Arc::from(to);
        }
        self.put(number);
        number
    }

    /// The newest name behind a number; empty for a number that was never given.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }

    /// Where a name stands, or would; `None` while there is no place at all.
    fn place(&self, name: &str) -> Option<usize> {
        // Always a power of two, and never full.
        let last = self.places.len().checked_sub(1)?;
        #[expect(clippy::cast_possible_truncation, reason = "any bits will do")]
        let mut place = hash(name) as usize & last;
        loop {
            match self.places.get(place)?.checked_sub(1) {
                Some(number) if !self.is(number, name) => place = (place + 1) & last,
                _ => return Some(place),
            }
        }
    }

    fn is(&self, number: u32, name: &str) -> bool {
        self.lost.get(number as usize) == Some(&false) && self.name(number) == name
    }

    /// Makes a number found under its name.
    fn put(&mut self, number: u32) {
        if self.taken * 2 >= self.places.len() {
            let places = (self.places.len() * 2).max(64);
            let old = std::mem::replace(&mut self.places, vec![0; places]);
            self.taken = 0;
            for number in old.into_iter().filter_map(|place| place.checked_sub(1)) {
                self.settle(number);
            }
        }
        self.settle(number);
    }

    fn settle(&mut self, number: u32) {
        if self.lost.get(number as usize) == Some(&true) {
            return;
        }
        let name = self.names.get(number as usize).cloned();
        let place = name.and_then(|name| self.place(&name));
        if let Some(place) = place.and_then(|place| self.places.get_mut(place)) {
            self.taken += usize::from(*place == 0);
            *place = number + 1;
        }
    }
}

/// Odd, with about as many ones as zeros: the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Multiplies and rotates, eight bytes at a time. The usual hasher withstands floods of chosen keys,
/// and takes half of the time in which a history is read; whoever can merge such names hinders only
/// their own team.
fn hash(name: &str) -> u64 {
    let mut hash = 0_u64;
    for chunk in name.as_bytes().chunks(8) {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        let mixed = hash.rotate_left(23) ^ u64::from_le_bytes(word);
        hash = mixed.wrapping_mul(FACTOR);
    }
    // The best bits of a product are high up.
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 32)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::Names;

    /// The same by the standard library's table.
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
        let (mut names, mut plain) = (Names::default(), Plain::default());
        let mut seed = 7_u64;
        for step in 0..40_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let one = format!("crates/part/{}.rs", (seed >> 33) % 3_000);
            let other = format!("crates/part/{}.rs", (seed >> 45) % 3_000);
            if step % 3 == 0 {
                assert_eq!(names.rename(&one, &other), plain.rename(&one, &other));
            } else {
                assert_eq!(names.number(&one), plain.number(&one));
            }
            assert_eq!(names.find(&other), plain.0.get(&other).copied());
        }
        for (name, number) in &plain.0 {
            assert_eq!(names.name(*number), name);
        }
    }
}
