//! The `sightline-sandbox` command.

mod cli;
mod serve;

use std::{process::ExitCode, time::Duration};

use clap::Parser as _;
use tracing_subscriber::EnvFilter;

use cli::Cli;
use serve::ServeError;

/// How long work in the background may hold up the end.
const PATIENCE: Duration = Duration::from_millis(300);

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
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
    let result = runtime.block_on(serve::serve(cli.port, cli.bridge, &source));
    runtime.shutdown_timeout(PATIENCE);
    // Only now does nobody write into a temporary folder any more.
    drop(source);
    result
}
