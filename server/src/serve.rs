//! The listening server.

use std::net::SocketAddr;

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
};

use crate::{
    App, Clock, Config, Error, Limits, LiveReload, account,
    ops::{listen, metrics},
    router,
    store::{self, Store},
    upkeep,
};

/// Serves until SIGINT or SIGTERM, then finishes what runs.
///
/// # Errors
/// When a setting, the store or the address cannot be used.
pub async fn serve(config: Config, store: &store::Settings) -> Result<(), Error> {
    let listen = config.listen;
    let base_url = config.descriptor.base_url.clone();
    let store = Store::open(store).await?;
    if config.live_reload == LiveReload::On {
        tracing::warn!(
            "--live-reload is for development: it must not be on where others can see it"
        );
    }
    let app = App::new(config, store, Clock::System)?;
    let listener = bind(listen).await?;
    let metrics = show_metrics(app.clone()).await?;
    tracing::info!(%listen, %base_url, "ready");
    let background = [
        tokio::spawn(upkeep::purge(app.clone())),
        tokio::spawn(account::sweep(app.clone())),
        metrics,
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

async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|source| Error::Io {
        what: format!("cannot listen on {address}"),
        source,
    })
}

/// Shows the metrics apart from what the world sees, if they are to be shown at all.
async fn show_metrics(app: App) -> Result<JoinHandle<()>, Error> {
    let Some(address) = app.config.metrics_listen else {
        return Ok(tokio::spawn(async {}));
    };
    let listener = bind(address).await?;
    tracing::info!(listen = %address, "metrics");
    Ok(tokio::spawn(async move {
        let limits = Limits {
            connections: 16,
            ..app.config.limits.clone()
        };
        let router = metrics::router(app.clone());
        listen::serve(&app, listener, router, &limits, std::future::pending()).await;
    }))
}

async fn stopped() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
