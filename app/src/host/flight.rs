//! Calls on their way.

use std::{cell::RefCell, rc::Rc};

use bitbucket_cloud::Error;
use js_sys::{Promise, futures::future_to_promise};
use wasm_bindgen::JsValue;

use super::{Kind, connect, failure, gate::Gate, timer::Timer};

/// Calls at a time.
const AT_ONCE: u32 = 4;

/// Makes calls, each with an end.
#[derive(Debug, Clone)]
pub(super) struct Flight(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    gate: Gate,
    on_the_way: RefCell<Vec<(Kind, String, Promise)>>,
    seconds: u32,
}

impl Flight {
    pub(super) fn new(seconds: u32) -> Self {
        Self(Rc::new(Inner {
            gate: Gate::new(AT_ONCE),
            on_the_way: RefCell::default(),
            seconds,
        }))
    }

    /// The answer; that of an equal call if one is on its way.
    pub(super) async fn ask(&self, kind: Kind, path: &str) -> Result<JsValue, Error> {
        let answer = self
            .joined(kind, path)
            .unwrap_or_else(|| self.depart(kind, path));
        answer.await.map_err(|thrown| {
            if Timer::rang(&thrown) {
                let seconds = self.0.seconds;
                return Error::Timeout { seconds };
            }
            failure::read(&thrown, path)
        })
    }

    fn joined(&self, kind: Kind, path: &str) -> Option<Promise> {
        let on_the_way = self.0.on_the_way.borrow();
        let equal = on_the_way
            .iter()
            .find(|(other, to, _)| *other == kind && to == path);
        equal.map(|(_, _, answer)| answer.clone())
    }

    fn depart(&self, kind: Kind, path: &str) -> Promise {
        let inner = Rc::clone(&self.0);
        let to = path.to_owned();
        let answer = future_to_promise(async move {
            let pass = inner.gate.enter().await;
            let answer = Timer::start(inner.seconds)
                .or(connect::call(kind, &to))
                .await;
            drop(pass);
            inner
                .on_the_way
                .borrow_mut()
                .retain(|(other, path, _)| *other != kind || *path != to);
            answer
        });
        let entry = (kind, path.to_owned(), answer.clone());
        self.0.on_the_way.borrow_mut().push(entry);
        answer
    }
}
