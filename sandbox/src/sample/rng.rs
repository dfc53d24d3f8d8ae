//! Chance that repeats: SplitMix64 (Steele, Lea and Flood, 2014).

/// A seeded source of numbers. The same seed gives the same numbers on every machine.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// A source that starts at `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A source of its own, so that what one scenario uses up does not move the next one.
    pub(crate) fn fork(&mut self) -> Self {
        Self(self.next())
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `ceiling`; 0 if that is 0.
    pub(crate) fn below(&mut self, ceiling: usize) -> usize {
        let ceiling = u64::try_from(ceiling).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % ceiling).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a table.
    pub(crate) fn one_of<T: Copy, const N: usize>(&mut self, table: &[T; N]) -> T {
        const { assert!(N > 0, "a table has entries") };
        #[expect(clippy::indexing_slicing, reason = "below(N) is under N")]
        table[self.below(N)]
    }

    /// One of a list that may be empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// A number whose deciles are about those of the table, ascending.
    pub(crate) fn quantile<const N: usize>(&mut self, table: &[i64; N]) -> i64 {
        let step = self.below(N.saturating_sub(1));
        let (low, high) = match (table.get(step), table.get(step + 1)) {
            (Some(low), Some(high)) => (*low, *high),
            _ => (0, 0),
        };
        let share = i64::try_from(self.below(1_000)).unwrap_or(0);
        low + (high - low) * share / 1_000
    }

    /// A version 4 UUID in braces.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{{{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}}}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | ((low >> 48) & 0x3fff),
            low & 0xffff_ffff_ffff,
        )
    }
}
