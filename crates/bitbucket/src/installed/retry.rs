//! Retries on 429, 5xx and silence.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use http::{Request, Response, StatusCode, header::RETRY_AFTER};

use super::{Body, Edge, NoAnswer};

/// Retries after the first attempt.
const RETRIES: usize = 3;

/// The first pause is at most this long, each further one at most twice the one before.
const FIRST: Duration = Duration::from_millis(500);

/// Longer than this nobody waits: whoever asked has given up by then.
const LONGEST: Duration = Duration::from_secs(30);

/// An outcome that another attempt might change.
enum Failure {
    Answer(Response<Body>),
    Silence(NoAnswer),
}

/// Sends until there is an answer that another attempt would not change. The last answer is handed on
/// whatever it is.
pub(super) async fn send<E: Edge>(
    edge: &E,
    request: &Request<Body>,
) -> Result<Response<Body>, NoAnswer> {
    let idempotent = request.method().is_idempotent();
    let attempt = async || match edge.send(request.clone()).await {
        Ok(answer) if is_final(answer.status(), idempotent) => Ok(answer),
        Ok(answer) => Err(Failure::Answer(answer)),
        Err(silence) => Err(Failure::Silence(silence)),
    };
    let steps = ExponentialBuilder::default()
        .with_min_delay(FIRST)
        .with_max_delay(LONGEST)
        .with_max_times(RETRIES);
    let sleeper = edge.clone();
    let outcome = attempt
        .retry(steps)
        .sleep(move |time| {
            let sleeper = sleeper.clone();
            async move { sleeper.pause(time).await }
        })
        .when(|failure| match failure {
            Failure::Answer(_) => true,
            Failure::Silence(NoAnswer::Unreachable { .. }) => idempotent,
            Failure::Silence(NoAnswer::TooLong { .. }) => false,
        })
        .adjust(|failure, step| pause(failure, step?, edge.chance()))
        .await;
    outcome.or_else(|failure| match failure {
        Failure::Answer(answer) => Ok(answer),
        Failure::Silence(silence) => Err(silence),
    })
}

/// 429 and 503 say that nothing was done; after anything else a POST may have been.
fn is_final(status: StatusCode, idempotent: bool) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => false,
        status => !(status.is_server_error() && idempotent),
    }
}

/// The time that the server asked for, or a doubling step; plus up to as much again of a step by chance,
/// so that those who were refused together do not come back together. `None` ends the attempts.
fn pause(failure: &Failure, step: Duration, chance: f64) -> Option<Duration> {
    match failure {
        Failure::Answer(answer) => match retry_after(answer) {
            Some(asked) if asked > LONGEST => None,
            Some(asked) => Some(asked + FIRST.mul_f64(chance)),
            None => Some(step.mul_f64(0.5 + chance / 2.0)),
        },
        Failure::Silence(_) => Some(step.mul_f64(0.5 + chance / 2.0)),
    }
}

/// `Retry-After`, where it is a number of seconds.
fn retry_after(answer: &Response<Body>) -> Option<Duration> {
    let value = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    value.parse().ok().map(Duration::from_secs)
}
