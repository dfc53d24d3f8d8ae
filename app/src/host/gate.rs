//! At most so many at a time.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

/// Lets a number of calls in; the others wait in line.
#[derive(Debug)]
pub(super) struct Gate {
    free: Cell<u32>,
    waiting: RefCell<Vec<Function>>,
}

/// A place inside; given to the next in line when it is dropped.
#[derive(Debug)]
pub(super) struct Pass<'a>(&'a Gate);

impl Gate {
    pub(super) fn new(places: u32) -> Self {
        Self {
            free: Cell::new(places),
            waiting: RefCell::default(),
        }
    }

    pub(super) async fn enter(&self) -> Pass<'_> {
        if let Some(left) = self.free.get().checked_sub(1) {
            self.free.set(left);
        } else {
            let turn = Promise::new(&mut |resolve, _| self.waiting.borrow_mut().push(resolve));
            // Nobody rejects it.
            let _ = turn.await;
        }
        Pass(self)
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting.borrow_mut();
        if waiting.is_empty() {
            return self.0.free.set(self.0.free.get() + 1);
        }
        let next = waiting.remove(0);
        drop(waiting);
        // Resolving does not throw.
        let _ = next.call0(&JsValue::UNDEFINED);
    }
}
