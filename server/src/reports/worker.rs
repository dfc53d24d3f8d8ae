//! Workers: take a job, hold it while it runs, settle it.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use bitbucket_cloud::Error as CallError;
use tokio::task::JoinSet;

use super::{
    CALLS, HOURLY,
    calls::Counted,
    job::{self, Failure, LEASE},
};
use crate::{
    AppState,
    store::{ReportJob, Settled, Terms},
};

/// Jobs at a time, ...
const WORKERS: usize = 4;

/// ... and of one installation.
const AT_ONCE: u32 = 2;

/// Longest time of a job.
const LONGEST: Duration = Duration::from_secs(120);

/// Pause after which a worker looks that was not woken.
const LOOK: Duration = Duration::from_secs(1);

/// Attempts after which a job is given up: with the pauses between them an hour and more, so that an
/// outage of Bitbucket's passes.
pub(super) const ATTEMPTS: u32 = 12;

/// The first pause between two attempts, and the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// Pause after Bitbucket has refused further calls of the hour.
const RATE_LIMIT_PAUSE: u64 = 300;

/// Does jobs until it is dropped.
pub(crate) async fn work(app: AppState) {
    let mut workers = JoinSet::new();
    for _ in 0..WORKERS {
        workers.spawn(worker(app.clone()));
    }
    workers.join_all().await;
}

async fn worker(app: AppState) {
    loop {
        match claim(&app).await {
            Some(job) => {
                // There may be another one.
                app.queue.wake();
                perform(&app, job).await;
            }
            None => {
                // Woken or not, it looks again.
                let _ = tokio::time::timeout(LOOK, app.queue.woken()).await;
            }
        }
    }
}

async fn claim(app: &AppState) -> Option<ReportJob> {
    let holder = getrandom::u64().ok()?;
    let terms = Terms {
        now: app.clock.now(),
        lease: LEASE,
        holder: i64::from_ne_bytes(holder.to_ne_bytes()),
        calls: CALLS,
        hourly: HOURLY,
        at_once: AT_ONCE,
    };
    let claimed = app.metrics.timed("claim", app.store.claim_report(&terms));
    claimed.await.unwrap_or_else(|error| {
        tracing::error!(%error, "the store failed");
        None
    })
}

async fn perform(app: &AppState, job: ReportJob) {
    let calls = Counted::new(app.account.edge().clone());
    let task = tokio::spawn({
        let (app, job, calls) = (app.clone(), job.clone(), calls.clone());
        async move { attempt(&app, &job, calls).await }
    });
    let settled = match task.await {
        Ok(Some(settled)) => settled,
        // Another worker has it.
        Ok(None) => return,
        Err(_) => later(app, &job, "a fault of Sightline’s own"),
    };
    let made = calls.sent();
    let ended = app
        .store
        .settle_report(&job, &settled, made, app.clock.now());
    let ended = app.metrics.timed("settle", ended).await;
    say(app, &job, &settled, made);
    if let Err(error) = ended {
        tracing::error!(%error, "the store failed");
    }
    app.queue.wake();
}

/// Does a job and holds it meanwhile. `None` once another worker has it.
async fn attempt(app: &AppState, job: &ReportJob, calls: Counted) -> Option<Settled> {
    if job.attempts > ATTEMPTS {
        // Whether that succeeds or not, the job is given up.
        let _ = tokio::time::timeout(LONGEST, job::give_up(app, job, calls)).await;
        return Some(Settled::Dead {
            reason: "no attempt came to its end".to_owned(),
        });
    }
    let done = tokio::select! {
        done = tokio::time::timeout(LONGEST, job::run(app, job, calls)) => done,
        () = held(app, job) => return None,
    };
    Some(match done {
        Ok(Ok(settled)) => settled,
        Ok(Err(failure)) => failed(app, job, &failure),
        Err(_) => {
            let reason = format!("not done within {} s", LONGEST.as_secs());
            later(app, job, &reason)
        }
    })
}

/// Holds a job again and again; ends when another worker has it.
async fn held(app: &AppState, job: &ReportJob) {
    loop {
        tokio::time::sleep(Duration::from_secs(LEASE / 3)).await;
        match app.store.keep_report(job, app.clock.now(), LEASE).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::error!(%error, "the store failed"),
        }
    }
}

fn failed(app: &AppState, job: &ReportJob, failure: &Failure) -> Settled {
    let reason = failure.to_string();
    match failure {
        Failure::Superseded => Settled::Later {
            at: app.clock.now(),
            reason,
        },
        Failure::Call(CallError::RateLimited) => Settled::Paused {
            until: app.clock.now().saturating_add(RATE_LIMIT_PAUSE),
            reason,
        },
        _ if failure.ends(job) => Settled::Dead { reason },
        _ => later(app, job, &reason),
    }
}

fn later(app: &AppState, job: &ReportJob, reason: &str) -> Settled {
    let pauses = ExponentialBuilder::default()
        .with_min_delay(FIRST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .without_max_times();
    let nth = usize::try_from(job.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause = pauses.build().nth(nth).unwrap_or(LONGEST_PAUSE);
    Settled::Later {
        at: app.clock.now().saturating_add(pause.as_secs()),
        reason: reason.to_owned(),
    }
}

fn say(app: &AppState, job: &ReportJob, settled: &Settled, calls: u32) {
    let (client, number) = (&job.key.client_key, job.key.pull_request);
    let repository = job.key.repository.as_str();
    match settled {
        Settled::Published { .. } => {
            app.metrics.report("published");
            tracing::info!(%client, repository, number, calls, "published a report");
        }
        Settled::Nothing { reason } => {
            app.metrics.report("none");
            tracing::info!(%client, repository, number, calls, reason, "no report");
        }
        Settled::Later { reason, .. } => {
            app.metrics.report("later");
            tracing::info!(%client, repository, number, calls, reason, "a report comes later");
        }
        Settled::Paused { reason, .. } => {
            app.metrics.report("paused");
            tracing::warn!(%client, repository, number, calls, reason, "reports pause");
        }
        Settled::Dead { reason } => {
            app.metrics.report("dead");
            tracing::warn!(%client, repository, number, calls, reason, "gave a report up");
        }
    }
}
