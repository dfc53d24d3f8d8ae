//! The `sightline-sandbox` command.

mod cli;
mod serve;

use std::{env, process::ExitCode, time::Duration};

use clap::Parser as _;
use tracing::Level;
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use cli::Cli;
use serve::ServeError;

/// Time that background work may delay the end of the process.
const PATIENCE: Duration = Duration::from_millis(300);

fn main() -> ExitCode {
    let filter = env::var("RUST_LOG").ok().and_then(|text| text.parse().ok());
    let filter = filter.unwrap_or_else(|| Targets::new().with_default(Level::WARN));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(filter).with(log).init();
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sightline-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), ServeError> {
    let source = cli.source()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Start)?;
    let result = runtime.block_on(serve::serve(cli.port, cli.bridge, cli.forge, &source));
    runtime.shutdown_timeout(PATIENCE);
    // Only now does nobody write into a temporary folder any more.
    drop(source);
    result
}
