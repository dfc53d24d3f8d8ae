//! The listening server.

use std::net::SocketAddr;

use atlassian_connect::descriptor::Reports;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
};

use crate::{
    AppState, Clock, Config, Error, Limits, LiveReload, account, check,
    descriptor::descriptor,
    ops::{listen, operations},
    reports, router,
    store::{self, Store},
    upkeep,
};

/// Serves until SIGINT, SIGTERM or SIGHUP, then finishes what runs.
///
/// # Errors
/// When a setting, the store or the address cannot be used.
pub async fn serve(mut config: Config, store: &store::Settings) -> Result<(), Error> {
    let listen = config.listen;
    let base_url = config.descriptor.base_url.clone();
    // Before there is a store: settings that cannot work leave nothing behind.
    descriptor(&config.descriptor)?;
    let store = Store::open(store).await?;
    let connections = check::affordable(config.limits.connections);
    if connections < config.limits.connections {
        tracing::warn!(
            connections,
            "takes fewer connections than --max-connections"
        );
        config.limits.connections = connections;
    }
    if config.live_reload == LiveReload::On {
        tracing::warn!(
            "--live-reload is for development: it must not be on where others can see it"
        );
    }
    let app = AppState::new(config, store, Clock::System)?;
    let listener = bind(listen)?;
    let operations = show_operations(app.clone()).await?;
    tracing::info!(%listen, %base_url, "ready");
    let background = [
        tokio::spawn(upkeep::purge(app.clone())),
        tokio::spawn(account::sweep(app.clone())),
        tokio::spawn(publish_reports(app.clone())),
        operations,
    ];
    let stop = async {
        stopped().await;
        app.stop();
    };
    let router = router::build(app.clone());
    listen::serve(&app, listener, router, &app.config.limits, stop).await;
    background.iter().for_each(JoinHandle::abort);
    tracing::info!("stopped");
    Ok(())
}

async fn publish_reports(app: AppState) {
    match app.config.descriptor.reports {
        Reports::Off => {}
        Reports::On => reports::work(app).await,
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    listen::bind(address).map_err(|source| Error::Io {
        what: format!("cannot listen on {address}"),
        source,
    })
}

/// Shows metrics and health apart from what the world sees, if they are to be shown at all: clients
/// that hold every public connection keep nobody from asking how the server is.
async fn show_operations(app: AppState) -> Result<JoinHandle<()>, Error> {
    let Some(address) = app.config.metrics_listen else {
        return Ok(tokio::spawn(async {}));
    };
    let listener = bind(address)?;
    tracing::info!(listen = %address, "operations");
    Ok(tokio::spawn(async move {
        let limits = Limits {
            connections: 16,
            ..app.config.limits.clone()
        };
        let router = operations::router(app.clone());
        listen::serve(&app, listener, router, &limits, std::future::pending()).await;
    }))
}

async fn stopped() {
    // SIGHUP is what a terminal sends that is closed.
    tokio::select! {
        () = received(SignalKind::interrupt()) => {}
        () = received(SignalKind::terminate()) => {}
        () = received(SignalKind::hangup()) => {}
    }
}

async fn received(kind: SignalKind) {
    match signal(kind) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}
