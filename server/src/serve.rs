//! The listening server.

use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{App, Clock, Config, Error, router, store::Store};

/// Serves until SIGINT or SIGTERM, then finishes what runs.
///
/// # Errors
/// When a setting, the store or the address cannot be used.
pub async fn serve(config: Config) -> Result<(), Error> {
    let listen = config.listen;
    let base_url = config.descriptor.base_url.clone();
    let store = Store::open(&config.database).await?;
    let app = App::new(config, store, Clock::System)?;
    let failed = |source| Error::Io {
        what: format!("cannot listen on {listen}"),
        source,
    };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    tracing::info!(%listen, %base_url, "ready");
    axum::serve(listener, router::build(app))
        .with_graceful_shutdown(stopped())
        .await
        .map_err(failed)?;
    tracing::info!("stopped");
    Ok(())
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
