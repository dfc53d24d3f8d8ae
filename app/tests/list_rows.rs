//! Rows of lists that change while they are read.
#![cfg(not(target_arch = "wasm32"))]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use leptos::prelude::*;
use sightline_app::state::rows::{self, Rows};

/// Rows of numbers with words, by number.
fn numbered(items: &[(u32, &'static str)]) -> Rows<u32, (u32, &'static str)> {
    Rows::of(items.iter().copied(), |(number, _)| *number)
}

fn in_owner(test: impl FnOnce()) {
    Owner::new().with(test);
}

#[test]
fn a_part_keeps_the_order_and_of_equal_keys_the_first_counts() {
    let rows = numbered(&[(3, "c"), (1, "a"), (3, "again"), (2, "b")]);
    assert_eq!(rows.len(), 3);
    assert!(!rows.is_empty());
    let part = |from, most| {
        let rows = rows.part(from, most).into_iter();
        rows.map(|(_, item)| item.1).collect::<Vec<_>>()
    };
    assert_eq!(part(0, 2), ["c", "a"]);
    assert_eq!(part(2, usize::MAX), ["b"]);
    assert!(part(3, 1).is_empty());
}

#[test]
fn a_row_follows_its_item_and_nothing_else() {
    in_owner(|| {
        let items = RwSignal::new(vec![(1, "a"), (2, "b")]);
        let rows = Memo::new(move |_| numbered(&items.read()));
        let row = rows.read().part(0, 1).remove(0);
        let content = rows::content(rows, row);
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let word = Memo::new(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            content.read().1
        });
        assert_eq!(word.get(), "a");
        items.set(vec![(2, "changed"), (1, "a"), (3, "new")]);
        assert_eq!(word.get(), "a");
        assert_eq!(runs.load(Ordering::Relaxed), 1);
        items.set(vec![(1, "moved on")]);
        assert_eq!(word.get(), "moved on");
        assert_eq!(runs.load(Ordering::Relaxed), 2);
    });
}

#[test]
fn a_row_that_left_the_list_keeps_its_last_content() {
    in_owner(|| {
        let items = RwSignal::new(vec![(1, "a")]);
        let rows = Memo::new(move |_| numbered(&items.read()));
        let row = rows.read().part(0, 1).remove(0);
        let content = rows::content(rows, row);
        items.set(vec![(1, "later")]);
        assert_eq!(content.get().1, "later");
        items.set(Vec::new());
        assert_eq!(content.get().1, "later");
    });
}
