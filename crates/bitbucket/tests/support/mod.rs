//! A transport of canned answers.

use std::{
    cell::RefCell,
    pin::pin,
    task::{Context, Poll, Waker},
};

use bitbucket_cloud::{Budget, Client, Error, Repository, Request, Transport};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Answers by a function, and keeps what was asked.
pub(crate) struct Canned<F> {
    answer: F,
    pub(crate) asked: RefCell<Vec<String>>,
}

impl<F: Fn(&str) -> Result<Value, Error>> Transport for &Canned<F> {
    async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        self.asked.borrow_mut().push(request.path().to_owned());
        let value = (self.answer)(request.path())?;
        serde_json::from_value(value).map_err(|error| Error::Decode {
            path: request.path().to_owned(),
            reason: error.to_string(),
        })
    }

    async fn text(&self, request: &Request) -> Result<String, Error> {
        (self.answer)(request.path()).map(|value| value.to_string())
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
