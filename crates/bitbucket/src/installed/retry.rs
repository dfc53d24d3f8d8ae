//! Trying again after 429, 5xx and silence.

use std::time::Duration;

use super::{Answer, Call, Edge, Unreachable};

/// Attempts in all.
pub(super) const ATTEMPTS: u32 = 4;

/// The first pause is at most this long, each further one at most twice the one before.
const FIRST: Duration = Duration::from_millis(500);

/// Longer than this nobody waits: whoever asked has given up by then.
const LONGEST: Duration = Duration::from_secs(30);

/// Sends until there is an answer that trying again would not change. The last answer is handed on
/// whatever it is.
pub(super) async fn send<E: Edge>(edge: &E, call: &Call) -> Result<Answer, Unreachable> {
    let mut attempt = 1;
    loop {
        let outcome = edge.send(call.clone()).await;
        if attempt == ATTEMPTS || !again(call, &outcome) {
            return outcome;
        }
        let asked = outcome.as_ref().ok().and_then(|answer| answer.retry_after);
        if asked.is_some_and(|asked| asked > LONGEST) {
            return outcome;
        }
        edge.pause(pause(attempt, asked, edge.chance())).await;
        attempt += 1;
    }
}

/// 429 and 503 say that nothing was done; after anything else a POST may have been.
fn again(call: &Call, outcome: &Result<Answer, Unreachable>) -> bool {
    match outcome {
        Ok(answer) if matches!(answer.status, 429 | 503) => true,
        Ok(answer) => answer.status >= 500 && call.method.is_idempotent(),
        Err(_) => call.method.is_idempotent(),
    }
}

/// What the server asked for, or a doubling step; plus up to as much again of a step by chance, so
/// that those who were refused together do not come back together.
fn pause(attempt: u32, asked: Option<Duration>, chance: f64) -> Duration {
    let step = FIRST.saturating_mul(1 << (attempt - 1).min(8));
    let step = step.min(LONGEST);
    match asked {
        Some(asked) => asked + FIRST.mul_f64(chance),
        None => step.mul_f64(0.5 + chance / 2.0),
    }
}
