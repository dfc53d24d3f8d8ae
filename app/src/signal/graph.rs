//! Which effect follows which value, and what lives how long.
//!
//! The model is that of Leptos and Solid: an effect follows the values that it read when it ran
//! last, and owns what was made meanwhile, until it runs again or its own owner does. Values of a
//! scope that is gone are gone; whoever still has their key finds nothing.
//!
//! Effects run later, all together and the oldest first. An owner is older than what it owns, so
//! nothing runs of which a parent is about to make something new.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

/// A value of any type.
pub type Held = Rc<dyn Any>;

/// Where a value is. Never used again for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    place: usize,
    made: u64,
}

/// What is made together and goes together. Dropping it does nothing: see [`Graph::clear`].
#[derive(Default)]
pub struct Scope {
    keys: Cell<Vec<Key>>,
    effects: Cell<Vec<Rc<Effect>>>,
}

/// Something that runs whenever a value changes that it read.
struct Effect {
    made: u64,
    run: Box<dyn Fn()>,
    /// How often it ran. What it read in earlier runs is not followed any more.
    runs: Cell<u64>,
    state: Cell<State>,
    scope: Rc<Scope>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Gone,
    Quiet,
    Waiting,
}

struct Node {
    made: u64,
    value: Held,
    /// Each with the run in which it read the value.
    followers: Vec<(Weak<Effect>, u64)>,
}

/// Whether somebody has to call [`Graph::run`], soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Somebody was asked to already, or nothing is to be done.
    No,
    /// Yes.
    Yes,
}

/// See the module.
///
/// Lists are taken out of cells and put back: what cannot be borrowed needs no code for being
/// borrowed twice.
#[derive(Default)]
pub struct Graph {
    nodes: RefCell<Vec<Option<Node>>>,
    free: Cell<Vec<usize>>,
    made: Cell<u64>,
    scope: Cell<Option<Rc<Scope>>>,
    effect: Cell<Option<Rc<Effect>>>,
    waiting: Cell<Vec<Rc<Effect>>>,
    due: Cell<bool>,
}

impl Graph {
    /// Keeps a value as long as the current scope, for ever outside of all scopes.
    pub fn hold(&self, value: Held) -> Key {
        let made = self.count();
        let node = Node {
            made,
            value,
            followers: Vec::new(),
        };
        let mut nodes = self.nodes.borrow_mut();
        let mut free = self.free.take();
        let place = free.pop().unwrap_or(nodes.len());
        self.free.set(free);
        match nodes.get_mut(place) {
            Some(empty) => *empty = Some(node),
            None => nodes.push(Some(node)),
        }
        let key = Key { place, made };
        if let Some(scope) = current(&self.scope) {
            push(&scope.keys, key);
        }
        key
    }

    /// The value, which the current effect follows from now on; `None` once it is gone.
    pub fn follow(&self, key: Key) -> Option<Held> {
        let mut nodes = self.nodes.borrow_mut();
        let node = node(&mut nodes, key)?;
        if let Some(effect) = current(&self.effect) {
            let run = effect.runs.get();
            let follows = |(other, seen): &(Weak<Effect>, u64)| {
                let other = other.upgrade();
                other.is_some_and(|other| other.runs.get() == *seen && !Rc::ptr_eq(&other, &effect))
            };
            node.followers.retain(follows);
            node.followers.push((Rc::downgrade(&effect), run));
        }
        Some(Rc::clone(&node.value))
    }

    /// The value; `None` once it is gone.
    pub fn look(&self, key: Key) -> Option<Held> {
        let mut nodes = self.nodes.borrow_mut();
        node(&mut nodes, key).map(|node| Rc::clone(&node.value))
    }

    /// Puts another value in its place, unless it is gone.
    pub fn put(&self, key: Key, value: Held) -> Due {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = node(&mut nodes, key) else {
            return Due::No;
        };
        let old = std::mem::replace(&mut node.value, value);
        let followers = std::mem::take(&mut node.followers);
        drop(nodes);
        // What ends with the old value may look at others.
        drop(old);
        let mut waiting = self.waiting.take();
        for (effect, run) in followers {
            if let Some(effect) = effect.upgrade()
                && effect.runs.get() == run
                && effect.state.get() == State::Quiet
            {
                effect.state.set(State::Waiting);
                waiting.push(effect);
            }
        }
        let nothing = waiting.is_empty();
        self.waiting.set(waiting);
        match nothing || self.due.replace(true) {
            true => Due::No,
            false => Due::Yes,
        }
    }

    /// Runs it now, and whenever a value changes that it read, as long as the current scope; once
    /// outside of all scopes.
    pub fn effect(&self, run: Box<dyn Fn()>) {
        let effect = Rc::new(Effect {
            made: self.count(),
            run,
            runs: Cell::new(0),
            state: Cell::new(State::Quiet),
            scope: Rc::default(),
        });
        if let Some(scope) = current(&self.scope) {
            push(&scope.effects, Rc::clone(&effect));
        }
        self.start(effect);
    }

    /// Runs all effects that wait, and those that come to wait meanwhile.
    pub fn run(&self) {
        while let Some(effect) = self.oldest() {
            if effect.state.get() == State::Waiting {
                effect.state.set(State::Quiet);
                self.start(effect);
            }
        }
        self.due.set(false);
    }

    /// Makes something that belongs to a scope.
    pub fn within<T>(&self, scope: &Rc<Scope>, make: impl FnOnce() -> T) -> T {
        let outer = self.scope.replace(Some(Rc::clone(scope)));
        let made = make();
        self.scope.replace(outer);
        made
    }

    /// Reads without following.
    pub fn unseen<T>(&self, read: impl FnOnce() -> T) -> T {
        let outer = self.effect.take();
        let found = read();
        self.effect.replace(outer);
        found
    }

    /// Ends everything of a scope.
    pub fn clear(&self, scope: &Scope) {
        for effect in scope.effects.take() {
            effect.state.set(State::Gone);
            effect.runs.set(u64::MAX);
            self.clear(&effect.scope);
        }
        for key in scope.keys.take() {
            let mut nodes = self.nodes.borrow_mut();
            let place = nodes.get_mut(key.place);
            let ended = place.and_then(Option::take);
            push(&self.free, key.place);
            drop(nodes);
            drop(ended);
        }
    }

    fn start(&self, effect: Rc<Effect>) {
        self.clear(&effect.scope);
        effect.runs.set(effect.runs.get() + 1);
        let outer = self.effect.replace(Some(Rc::clone(&effect)));
        self.within(&effect.scope, || (effect.run)());
        self.effect.replace(outer);
    }

    fn oldest(&self) -> Option<Rc<Effect>> {
        let mut waiting = self.waiting.take();
        let made = waiting.iter().map(|effect| effect.made).min();
        let place = waiting.iter().position(|effect| Some(effect.made) == made);
        let oldest = place.map(|place| waiting.swap_remove(place));
        self.waiting.set(waiting);
        oldest
    }

    fn count(&self) -> u64 {
        self.made.set(self.made.get() + 1);
        self.made.get()
    }
}

fn current<T>(cell: &Cell<Option<Rc<T>>>) -> Option<Rc<T>> {
    let current = cell.take();
    cell.set(current.clone());
    current
}

fn push<T>(list: &Cell<Vec<T>>, item: T) {
    let mut items = list.take();
    items.push(item);
    list.set(items);
}

fn node(nodes: &mut [Option<Node>], key: Key) -> Option<&mut Node> {
    let node = nodes.get_mut(key.place)?.as_mut();
    node.filter(|node| node.made == key.made)
}
