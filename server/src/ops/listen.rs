//! Connections: so many at a time, none that dawdles, and an end that lets running requests finish.

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Semaphore,
};

use super::Limits;
use crate::AppState;

/// Bytes that the head of a request may have. Bitbucket's URLs with their token stay below 4 KiB.
const MAX_HEAD: usize = 32 * 1024;

/// Connections that the system keeps until they are accepted, as far as its own limit allows it. Where
/// there is no room, a client's system asks again after a second: too late for a burst of webhooks.
const QUEUE: u32 = 4_096;

/// A listener for [`serve`].
///
/// # Errors
/// Those of the system.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // A server that was restarted takes its address over at once.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Serves until `stop`, then until what runs is done or [`Limits::stop_time`] is over.
///
/// HTTP/1 only, which carries one request at a time on each connection: the bound on connections is
/// the bound on requests. While it is reached, newcomers wait in the system's queue.
pub async fn serve(
    app: &AppState,
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(MAX_HEAD);
    let graceful = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let slot = slots.clone().acquire_owned().await;
            (slot, accept(&listener).await)
        };
        let (slot, stream) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        let app = app.clone();
        app.metrics.connections.inc();
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
            app.metrics.connections.dec();
            drop(slot);
        });
    }
    drop(listener);
    let rest = graceful.shutdown();
    if tokio::time::timeout(limits.stop_time, rest).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

/// The next connection. Without file descriptors waits for some, as others end.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are written at once; waiting to fill packets only delays them.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(error) if is_of_the_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_the_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}
