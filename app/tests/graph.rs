//! What follows what, and what lives how long.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{cell::RefCell, rc::Rc};

use sightline_app::signal::graph::{Due, Graph, Key, Scope};

/// A graph with a log of what ran.
#[derive(Clone, Default)]
struct World {
    graph: Rc<Graph>,
    log: Rc<RefCell<Vec<String>>>,
    page: Rc<Scope>,
}

impl World {
    fn value(&self, value: u32) -> Key {
        self.graph.hold(Rc::new(value))
    }

    fn read(&self, key: Key) -> Option<u32> {
        let value = self.graph.follow(key)?.downcast::<u32>().ok()?;
        Some(*value)
    }

    fn put(&self, key: Key, value: u32) -> Due {
        self.graph.put(key, Rc::new(value))
    }

    fn say(&self, what: String) {
        self.log.borrow_mut().push(what);
    }

    fn said(&self) -> Vec<String> {
        self.graph.run();
        self.log.take()
    }

    /// An effect that belongs to the page.
    fn effect(&self, run: impl Fn() + 'static) {
        self.graph
            .within(&self.page, || self.graph.effect(Box::new(run)));
    }

    /// Says a value under a name whenever it changes; belongs to what runs now.
    fn watch(&self, name: &'static str, key: Key) {
        let world = self.clone();
        self.graph.effect(Box::new(move || {
            world.say(format!("{name} {:?}", world.read(key)));
        }));
    }
}

#[test]
fn an_effect_runs_at_once_and_again_after_a_change() {
    let world = World::default();
    let key = world.value(1);
    world.graph.within(&world.page, || world.watch("a", key));
    assert_eq!(world.said(), ["a Some(1)"]);
    world.put(key, 2);
    assert_eq!(world.said(), ["a Some(2)"]);
    assert!(world.said().is_empty());
}

#[test]
fn changes_before_a_run_cost_one_run_and_ask_for_it_once() {
    let world = World::default();
    let (one, other) = (world.value(1), world.value(1));
    let both = world.clone();
    world.effect(move || {
        both.say(format!("{:?} {:?}", both.read(one), both.read(other)));
    });
    world.said();
    assert_eq!(world.put(one, 2), Due::Yes);
    assert_eq!(world.put(one, 3), Due::No);
    assert_eq!(world.put(other, 4), Due::No);
    assert_eq!(world.said(), ["Some(3) Some(4)"]);
    assert_eq!(world.put(other, 5), Due::Yes);
}

#[test]
fn what_an_effect_does_not_read_any_more_does_not_run_it() {
    let world = World::default();
    let (which, value) = (world.value(1), world.value(7));
    let choosing = world.clone();
    world.effect(move || {
        let value = match choosing.read(which) {
            Some(1) => choosing.read(value),
            _ => None,
        };
        choosing.say(format!("{value:?}"));
    });
    world.put(which, 0);
    assert_eq!(world.said(), ["Some(7)", "None"]);
    assert_eq!(world.put(value, 8), Due::No);
    assert!(world.said().is_empty());
}

#[test]
fn what_is_looked_at_or_read_unseen_is_not_followed() {
    let world = World::default();
    let key = world.value(1);
    let looking = world.clone();
    world.effect(move || {
        looking.graph.look(key).unwrap();
        looking.graph.unseen(|| looking.read(key).unwrap());
        looking.say("ran".to_owned());
    });
    world.said();
    assert_eq!(world.put(key, 2), Due::No);
}

#[test]
fn an_owner_that_runs_again_ends_what_it_made_before_that_runs() {
    let world = World::default();
    let key = world.value(1);
    let outer = world.clone();
    world.effect(move || {
        outer.say(format!("outer {:?}", outer.read(key)));
        outer.watch("inner", key);
    });
    assert_eq!(world.said(), ["outer Some(1)", "inner Some(1)"]);
    world.put(key, 2);
    assert_eq!(world.said(), ["outer Some(2)", "inner Some(2)"]);
    world.put(key, 3);
    assert_eq!(world.said(), ["outer Some(3)", "inner Some(3)"]);
}

#[test]
fn a_scope_that_is_cleared_takes_its_values_and_effects_along() {
    let world = World::default();
    let outside = world.value(1);
    let scope = Rc::new(Scope::default());
    let inside = world.graph.within(&scope, || {
        world.watch("a", outside);
        world.value(5)
    });
    world.said();
    world.put(outside, 2);
    world.graph.clear(&scope);
    assert!(world.said().is_empty(), "it waited when its scope ended");
    assert!(world.graph.look(inside).is_none());
    assert_eq!(world.put(inside, 6), Due::No);
    let another = world.value(9);
    assert!(world.graph.look(inside).is_none(), "its place is taken");
    assert_eq!(world.read(another), Some(9));
    assert_eq!(world.read(outside), Some(2));
}

#[test]
fn an_effect_may_change_what_others_follow() {
    let world = World::default();
    let (from, to) = (world.value(1), world.value(0));
    world.graph.within(&world.page, || world.watch("to", to));
    let copying = world.clone();
    world.effect(move || {
        let value = copying.read(from).unwrap();
        copying.put(to, value * 10);
    });
    assert_eq!(world.said(), ["to Some(0)", "to Some(10)"]);
    world.put(from, 2);
    assert_eq!(world.said(), ["to Some(20)"]);
}

#[test]
fn what_a_value_does_at_its_end_may_use_the_graph() {
    struct Last(World, Key);
    impl Drop for Last {
        fn drop(&mut self) {
            self.0.put(self.1, 99);
        }
    }
    let world = World::default();
    let key = world.value(1);
    world.graph.within(&world.page, || world.watch("a", key));
    let last = world.graph.hold(Rc::new(Last(world.clone(), key)));
    world.graph.put(last, Rc::new(()));
    assert_eq!(world.said(), ["a Some(1)", "a Some(99)"]);
}
