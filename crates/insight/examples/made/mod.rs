//! A repository's past, made up: the same every time.

use sightline_insight::{FileChange, Merged};

/// Seconds.
pub(crate) const HOUR: i64 = 3_600;

/// xorshift64: the same history every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn hours(&mut self, end: u64) -> i64 {
        i64::try_from(self.below(end)).unwrap_or(0) * HOUR
    }
}

/// Makes so many pull requests with so many changes of files: 300 people on up to 12,000 files, some of
/// which change far more often than others.
pub(crate) fn merged(pulls: u64, files: u64) -> Vec<Merged> {
    let mut random = Random(42);
    let mut left = files;
    let last = pulls;
    let mut pulls = Vec::new();
    for id in 1..=last {
        let mean = left / (last - id + 1);
        let count = if id == last {
            left
        } else {
            1 + random.below(2 * mean.max(1) - 1)
        };
        left -= count.min(left);
        let created_on = i64::try_from(id).unwrap_or(0) * 4 * HOUR + random.hours(4);
        let area = random.below(40);
        pulls.push(Merged {
            id,
            author: format!("person-{}", random.below(300)),
            reviewers: (0..=random.below(3))
                .map(|_| format!("person-{}", random.below(300)))
                .collect(),
            created_on,
            merged_on: i64::try_from(id).unwrap_or(0) * 4 * HOUR + 90 * HOUR,
            files: (0..count).map(|_| file(&mut random, area)).collect(),
        });
    }
    pulls
}

fn file(random: &mut Random, area: u64) -> FileChange {
    let most = 1 + random.below(300);
    let place = random.below(most);
    FileChange {
        path: format!("area-{area}/part-{}/file-{place}.rs", place % 8),
        old_path: None,
        lines_added: random.below(200),
        lines_removed: random.below(100),
    }
}
