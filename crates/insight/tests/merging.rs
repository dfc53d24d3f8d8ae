//! The order of merging, against every possible order.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use sightline_insight::merging::{EXACT, Open, Pair, Precedence, Reason, Relation, Turn, order};

struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn graph(random: &mut Random, n: u64, percent: u64) -> (Vec<Open>, Vec<Pair>) {
    let open = (1..=n).map(|id| Open::new(id, u32::try_from(random.below(50)).unwrap()));
    let open: Vec<Open> = open.collect();
    let mut pairs = Vec::new();
    for one in 1..=n {
        for other in one + 1..=n {
            if random.below(100) < percent {
                pairs.push(lines(one, other));
            }
        }
    }
    (open, pairs)
}

fn lines(one: u64, other: u64) -> Pair {
    Pair {
        one,
        other,
        relation: Relation::Conflict,
    }
}

/// Number of the rebased ones, and of their lines, if they merge in that order.
fn rebased(ids: &[u64], open: &[Open], pairs: &[Pair]) -> (usize, u32) {
    let meets = |a: u64, b: u64| {
        pairs
            .iter()
            .any(|pair| [(a, b), (b, a)].contains(&(pair.one, pair.other)))
    };
    let late = ids
        .iter()
        .enumerate()
        .filter(|(at, id)| ids[..*at].iter().any(|before| meets(*before, **id)));
    let late: Vec<u64> = late.map(|(_, id)| *id).collect();
    let lines = open.iter().filter(|one| late.contains(&one.id));
    (late.len(), lines.map(|one| one.lines).sum())
}

fn least(ids: &mut Vec<u64>, fixed: usize, open: &[Open], pairs: &[Pair]) -> (usize, u32) {
    if fixed == ids.len() {
        return rebased(ids, open, pairs);
    }
    let mut best = (usize::MAX, u32::MAX);
    for at in fixed..ids.len() {
        ids.swap(fixed, at);
        best = best.min(least(ids, fixed + 1, open, pairs));
        ids.swap(fixed, at);
    }
    best
}

fn ids(turns: &[Turn]) -> Vec<u64> {
    turns.iter().map(|turn| turn.id).collect()
}

#[test]
fn no_order_leaves_fewer_rebases_or_fewer_lines_to_rebase() {
    let mut random = Random(7);
    for case in 0..150 {
        let (open, pairs) = graph(&mut random, case % 6 + 1, 20 + case % 60);
        let found = order(&open, &pairs);
        let mut all: Vec<u64> = open.iter().map(|one| one.id).collect();
        let best = least(&mut all, 0, &open, &pairs);
        assert_eq!(rebased(&ids(&found), &open, &pairs), best, "{pairs:?}");
        let mut once = ids(&found);
        once.sort_unstable();
        assert_eq!(once, all);
    }
}

#[test]
fn nothing_meets_within_a_round_even_in_a_group_too_large_for_the_exact_way() {
    let mut random = Random(11);
    let n = 3 * EXACT as u64;
    let (open, pairs) = graph(&mut random, n, 10);
    let found = order(&open, &pairs);
    let round = |id| found.iter().find(|turn| turn.id == id).unwrap().round;
    assert_eq!(found.len() as u64, n);
    for pair in &pairs {
        assert_ne!(round(pair.one), round(pair.other));
    }
    // As good as the bound that Turán's theorem gives for the first round, n / (mean degree + 1).
    let first = found.iter().filter(|turn| turn.round == 1).count() as u64;
    assert!(first * (2 * pairs.len() as u64 + n) >= n * n);
}

#[test]
fn a_large_group_is_ordered_quickly_and_a_small_one_exactly() {
    // A path of 29, of which every second one may stay, and a star of 2,000, of which all but the
    // middle may.
    let mut pairs: Vec<Pair> = (1..29).map(|id| lines(id, id + 1)).collect();
    pairs.extend((101..=2_100).map(|id| lines(100, id)));
    let open: Vec<Open> = (1..=29)
        .chain(100..=2_100)
        .map(|id| Open::new(id, 1))
        .collect();
    let found = order(&open, &pairs);
    let late = found.iter().filter(|turn| turn.round > 1);
    assert_eq!(late.count(), 14 + 1);
}

#[test]
fn each_turn_says_why() {
    let open = [1, 2, 3, 4].map(|id| Open::new(id, 10));
    let pairs = [
        lines(1, 2),
        lines(2, 3),
        Pair {
            one: 4,
            other: 2,
            relation: Relation::Files,
        },
        // Closed meanwhile.
        lines(2, 99),
    ];
    let turn = |id, round, reason, recheck: &[u64]| Turn {
        id,
        round,
        reason,
        recheck: recheck.to_vec(),
        unsure: Vec::new(),
        generated: Vec::new(),
    };
    let expected = [
        turn(1, 1, Reason::Before(vec![2]), &[]),
        turn(3, 1, Reason::Before(vec![2]), &[]),
        turn(4, 1, Reason::Free, &[]),
        turn(2, 2, Reason::After(vec![1, 3]), &[4]),
    ];
    assert_eq!(order(&open, &pairs), expected);
}

#[test]
fn of_two_that_meet_the_larger_one_is_not_rebased() {
    let open = [Open::new(1, 3), Open::new(2, 400)];
    assert_eq!(ids(&order(&open, &[lines(1, 2)])), [2, 1]);
}

#[test]
fn of_whom_it_is_not_known_whether_they_meet_none_is_free() {
    let open = [Open::new(1, 20), Open::new(2, 10)];
    let pair = Pair {
        one: 1,
        other: 2,
        relation: Relation::Unknown,
    };
    let turns = order(&open, &[pair]);
    let reasons: Vec<(Reason, Vec<u64>)> = turns
        .into_iter()
        .map(|turn| (turn.reason, turn.unsure))
        .collect();
    assert_eq!(
        reasons,
        [
            (Reason::Before(vec![2]), vec![2]),
            (Reason::After(vec![1]), vec![1])
        ]
    );
}

#[test]
fn who_meets_in_generated_files_alone_is_told_apart_and_still_waits() {
    let open = [Open::new(1, 20), Open::new(2, 10)];
    let pair = Pair {
        one: 1,
        other: 2,
        relation: Relation::Generated,
    };
    let turns = order(&open, &[pair]);
    let reasons: Vec<(Reason, Vec<u64>)> = turns
        .into_iter()
        .map(|turn| (turn.reason, turn.generated))
        .collect();
    assert_eq!(
        reasons,
        [
            (Reason::Before(vec![2]), vec![2]),
            (Reason::After(vec![1]), vec![1])
        ]
    );
}

#[test]
fn what_rests_follows_what_is_worked_on_and_what_touches_everything_comes_last() {
    let of = |id, lines, precedence| Open {
        precedence,
        ..Open::new(id, lines)
    };
    // The first meets all others; without precedence it would merge after them, and the second, the
    // largest, before what it meets.
    let open = [
        of(1, 9_000, Precedence::Last),
        of(2, 500, Precedence::Later),
        of(3, 10, Precedence::First),
        of(4, 20, Precedence::First),
    ];
    let pairs = [
        lines(1, 2),
        lines(1, 3),
        lines(1, 4),
        lines(2, 3),
        lines(2, 4),
    ];
    let found = order(&open, &pairs);
    assert_eq!(ids(&found), [3, 4, 2, 1]);
    let rounds: Vec<u32> = found.iter().map(|turn| turn.round).collect();
    assert_eq!(rounds, [1, 1, 2, 3]);
    assert_eq!(found[0].reason, Reason::Before(vec![1, 2]));
    assert_eq!(found[3].reason, Reason::After(vec![2, 3, 4]));
}

#[test]
fn a_branch_that_touches_everything_does_not_lead_although_nobody_meets_it() {
    let sweeping = Open {
        precedence: Precedence::Last,
        ..Open::new(1, 9_000)
    };
    let pair = Pair {
        one: 1,
        other: 2,
        relation: Relation::Files,
    };
    assert_eq!(ids(&order(&[sweeping, Open::new(2, 1)], &[pair])), [2, 1]);
}
