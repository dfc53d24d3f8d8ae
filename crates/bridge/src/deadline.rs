//! Time limit of a call.

use std::pin::pin;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

use crate::Error;

/// Longest delay of a browser's timer, in milliseconds; longer ones end at once.
const MAX_DELAY: u32 = i32::MAX.unsigned_abs();

/// The outcome of `call`, or [`Error::Timeout`] after that many seconds. `call` is dropped then.
pub(crate) async fn within<T>(
    seconds: u32,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let delay = seconds.saturating_mul(1_000).min(MAX_DELAY);
    match select(pin!(call), TimeoutFuture::new(delay)).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(((), _)) => Err(Error::Timeout { seconds }),
    }
}
