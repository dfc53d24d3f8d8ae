//! Brings the box up, and down again.

use std::{
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    pin::pin,
    time::Duration,
};

use axum::Router;
use jiff::Timestamp;
use sightline_sandbox::{
    api,
    facts::{self, FactsError},
    fast_import::MakeError,
    forge::{self, ForgeApp, ForgeError},
    git::{Git, GitError},
    import, sample,
    state::{Addresses, Sandbox},
    web,
    world::World,
};
use tokio::{net::TcpListener, sync::watch, time};

use crate::cli::Source;

/// Time that open connections may go on once the box is told to stop.
const GRACE: Duration = Duration::from_millis(500);

/// Error while starting the box.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    #[error(transparent)]
    Facts(#[from] FactsError),
    #[error(transparent)]
    Forge(#[from] ForgeError),
    #[error("there is no place for a temporary folder: {0}")]
    Folder(io::Error),
    #[error(transparent)]
    Git(#[from] GitError),
    #[error(transparent)]
    Make(#[from] MakeError),
    #[error("port {port} cannot be used: {source}; choose another one with --port")]
    Port { port: u16, source: io::Error },
    #[error("port {0} is taken: stop what runs there, or choose another one with --port")]
    PortTaken(u16),
    #[error("cannot start: {0}")]
    Start(io::Error),
}

/// Serves until the process is told to stop.
pub(crate) async fn serve(
    port: u16,
    bridge: Option<PathBuf>,
    forge: Option<PathBuf>,
    source: &Source,
) -> Result<(), ServeError> {
    let mut stop = pin!(told_to_stop()?);
    let pages = listen(port).await?;
    let rest = listen(neighbour(port, 1)).await?;
    let frames = match forge {
        Some(folder) => {
            let listener = listen(neighbour(port, 3)).await?;
            let app = ForgeApp::read(&folder, origin(&listener)?)?;
            Some((listener, app))
        }
        None => None,
    };
    let addresses = Addresses {
        api: origin(&rest)?,
        web: origin(&pages)?,
    };
    let world = tokio::select! {
        world = patiently(source.doing(), world(source)) => world?,
        () = &mut stop => return Ok(()),
    };
    let git = Git::open(&world.repository.path)?;
    let ready = format!(
        "ready web={} api={} repository=/{}",
        addresses.web,
        addresses.api,
        world.full_name()
    );
    let mut sandbox = sandbox(Sandbox::new(addresses, world, git), bridge);
    let frames = frames.map(|(listener, app)| {
        sandbox = sandbox.clone().with_forge(app);
        listener
    });

    let (stopping, stopped) = watch::channel(());
    if let Some((listener, router)) = frames.zip(forge::router(&sandbox)) {
        tokio::spawn(run(listener, router, stopped.clone()));
    }
    let pages = tokio::spawn(run(pages, web::router(sandbox.clone()), stopped.clone()));
    let rest = tokio::spawn(run(rest, api::router(sandbox), stopped));
    // Whoever started the box may not care to listen.
    let _ = writeln!(io::stdout(), "{ready}");
    stop.await;
    // Both wait for this channel to close.
    drop(stopping);
    let ended = async {
        let _ = tokio::join!(pages, rest);
    };
    // What is still open after that is cut off with the runtime.
    let _ = time::timeout(GRACE, ended).await;
    Ok(())
}

/// The world, and with it the repository.
async fn world(source: &Source) -> Result<World, ServeError> {
    let now = Timestamp::now();
    match source {
        Source::Clone(path) => Ok(import::load(path, now).await?),
        Source::Facts(file, folder) => {
            let (folder, file) = (folder.path().to_owned(), file.clone());
            making(move || Ok(facts::build(&folder, &file)?)).await
        }
        Source::Sample(seed, folder) => {
            let (folder, seed) = (folder.path().to_owned(), *seed);
            making(move || Ok(sample::build(&folder, seed, now)?)).await
        }
    }
}

async fn making(
    build: impl FnOnce() -> Result<World, ServeError> + Send + 'static,
) -> Result<World, ServeError> {
    let build = tokio::task::spawn_blocking(build).await;
    build.map_err(|error| ServeError::Start(error.into()))?
}

/// The box with the bridge's bundles from elsewhere, if a folder is named.
fn sandbox(sandbox: Sandbox, bridge: Option<PathBuf>) -> Sandbox {
    match bridge {
        Some(folder) => sandbox.with_bridge(web::bridge::Bridge::new(folder)),
        None => sandbox,
    }
}

/// The port that is so many after another; 0 stays 0.
const fn neighbour(port: u16, after: u16) -> u16 {
    match port {
        0 => 0,
        port => port + after,
    }
}

async fn listen(port: u16) -> Result<TcpListener, ServeError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortTaken(port),
            _ => ServeError::Port { port, source },
        })
}

fn origin(listener: &TcpListener) -> Result<String, ServeError> {
    let address = listener.local_addr().map_err(ServeError::Start)?;
    Ok(format!("http://localhost:{}", address.port()))
}

async fn run(listener: TcpListener, router: Router, mut stopped: watch::Receiver<()>) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        // Nothing is ever sent: this ends when the sender is gone.
        while stopped.changed().await.is_ok() {}
    });
    if let Err(error) = server.await {
        tracing::error!(%error, "a listener broke down");
    }
}

/// Says what is being done if it takes more than a second.
async fn patiently<T>(what: &str, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    tokio::select! {
        done = &mut work => return done,
        () = time::sleep(Duration::from_secs(1)) => eprintln!("{what} …"),
    }
    work.await
}

/// Ends when somebody presses Ctrl-C, or when the system ends the process.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>, ServeError> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Start)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Start)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when somebody presses Ctrl-C.
#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>, ServeError> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
