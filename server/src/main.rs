//! The `sightline` command.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use sightline::{
    Clock, Error, Refreshed,
    check::{self, Finding},
    qsh,
    store::Store,
};
use tokio::runtime::{Builder, Runtime};

use cli::{Cli, Command, ServeArgs};

/// A page is some hundred small pieces of memory; the system's allocator took a sixth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("sightline: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    match cli.command {
        Command::Check(serve) => check(&serve),
        Command::Descriptor(settings) => {
            let descriptor = atlassian_connect::descriptor::Descriptor::new(&settings.read())?;
            let json = serde_json::to_string_pretty(&descriptor).unwrap_or_default();
            println!("{json}");
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate(migrate) => {
            runtime()?.block_on(migrate.run())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Qsh => {
            let io = |source| Error::Io {
                what: "standard input or output".to_owned(),
                source,
            };
            match qsh::answer(std::io::stdin().lock(), std::io::stdout().lock()).map_err(io)? {
                qsh::Outcome::AllAnswered => Ok(ExitCode::SUCCESS),
                qsh::Outcome::SomeRefused => Ok(ExitCode::FAILURE),
            }
        }
        Command::Refresh(serve) => {
            let _log = sightline::init_log(serve.log);
            refresh(&serve)
        }
        Command::Serve(serve) => {
            let _log = sightline::init_log(serve.log);
            let config = serve.config()?;
            let store = serve.store()?;
            runtime()?.block_on(sightline::serve(config, &store))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Tenants(tenants) => {
            runtime()?.block_on(tenants.run(std::io::stdout()))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(settings: &ServeArgs) -> Result<ExitCode, Error> {
    let findings = match settings.config().and_then(|c| Ok((c, settings.store()?))) {
        Ok((config, store)) => runtime()?.block_on(check::check(&config, &store, Clock::System))?,
        Err(error) => vec![Finding::unreadable(&error)],
    };
    check::report(&findings, std::io::stdout())?;
    Ok(match findings.iter().any(Finding::is_broken) {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

fn refresh(settings: &ServeArgs) -> Result<ExitCode, Error> {
    let (config, store) = (settings.config()?, settings.store()?);
    let refreshed = runtime()?.block_on(async {
        let store = Store::open(&store).await?;
        sightline::refresh(&config, &store, Clock::System, std::io::stdout()).await
    })?;
    Ok(match refreshed {
        Refreshed::All => ExitCode::SUCCESS,
        Refreshed::Some => ExitCode::FAILURE,
    })
}

fn runtime() -> Result<Runtime, Error> {
    let runtime = Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|source| Error::Io {
        what: "the runtime cannot start".to_owned(),
        source,
    })
}
