//! A transport of canned answers.

use std::{
    cell::RefCell,
    pin::pin,
    task::{Context, Poll, Waker},
};

use bitbucket_cloud::{Budget, Client, Error, Method, Repository, Request, Transport, decode};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Answers by a function, and keeps what was asked: paths, after `PUT` and before the body where
/// something is written.
pub(crate) struct Canned<F> {
    answer: F,
    pub(crate) asked: RefCell<Vec<String>>,
}

impl<F: Fn(&str) -> Result<Value, Error>> Canned<F> {
    fn answer(&self, request: &Request) -> Result<Value, Error> {
        let path = request.path();
        self.asked.borrow_mut().push(match request.method() {
            Method::Get => path.to_owned(),
            Method::Put(body) => format!("PUT {path} {body}"),
        });
        (self.answer)(path)
    }
}

impl<F: Fn(&str) -> Result<Value, Error>> Transport for &Canned<F> {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        decode(self.answer(request)?, request)
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        let value = self.answer(request)?;
        Ok(value.as_str().unwrap().to_owned())
    }
}

pub(crate) fn canned<F: Fn(&str) -> Result<Value, Error>>(answer: F) -> Canned<F> {
    Canned {
        answer,
        asked: RefCell::default(),
    }
}

pub(crate) fn client<F>(canned: &Canned<F>) -> Client<&Canned<F>>
where
    F: Fn(&str) -> Result<Value, Error>,
{
    Client::new(canned, Budget::of(Budget::HOURLY))
}

pub(crate) fn repository() -> Repository {
    Repository::parse("acme/widgets").unwrap()
}

/// Runs a future that never waits.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("canned answers are ready at once"),
    }
}
