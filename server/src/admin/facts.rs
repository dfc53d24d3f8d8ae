//! Facts of an installation, from the store, the settings and Bitbucket.

use atlassian_connect::descriptor::{Reports, Writing};
use futures_util::future::join;
use sightline_handover::{
    FailedReport, InstallationFacts, ReportFacts, ReportKey, Uuid, Writing as HandedWriting,
};

use crate::{
    AppState, PageError, landing,
    store::{DeadJob, Installation, ReportOverview},
    sunset,
};

/// Seconds.
const DAY: u64 = 24 * 60 * 60;

/// Facts of an open installation as they are now.
///
/// # Errors
/// [`PageError::Unavailable`] where the store does not say how reports go. What Bitbucket does not say
/// is unknown in the facts.
pub(super) async fn of(
    app: &AppState,
    installation: &Installation,
) -> Result<InstallationFacts, PageError> {
    let scopes = app.scopes.of(app, installation);
    let (scopes, reports) = join(scopes, reports(app, installation)).await;
    let settings = &app.config.descriptor;
    Ok(InstallationFacts {
        principal: installation.principal_name.clone(),
        client_key: installation.client_key.to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scopes,
        writing: match settings.writing {
            Writing::Off => HandedWriting::Off,
            Writing::On => HandedWriting::On,
        },
        reports: reports?,
        what_leaves: landing::what_leaves_bitbucket(app),
        connect_days_left: sunset::days_left(app.clock.now()),
        forge_link: settings.forge_app_link.clone(),
    })
}

async fn reports(
    app: &AppState,
    installation: &Installation,
) -> Result<Option<ReportFacts>, PageError> {
    if app.config.descriptor.reports == Reports::Off {
        return Ok(None);
    }
    let since = app.clock.now().saturating_sub(DAY);
    let overview = app.store.report_overview(&installation.client_key, since);
    let overview = overview.await.map_err(PageError::Unavailable)?;
    Ok(Some(told(overview)))
}

fn told(overview: ReportOverview) -> ReportFacts {
    ReportFacts {
        heard_at: overview.heard_at,
        waiting: overview.counts.waiting,
        running: overview.counts.running,
        done: overview.counts.done,
        dead: overview.counts.dead,
        failures: overview.dead.into_iter().map(failure).collect(),
    }
}

fn failure(job: DeadJob) -> FailedReport {
    FailedReport {
        key: ReportKey {
            repository: Uuid::new(job.repository.as_str()),
            pull_request: job.pull_request,
        },
        full_name: job.full_name,
        reason: job.reason,
        at: job.at,
    }
}
