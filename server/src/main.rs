//! The `sightline` command.

mod cli;

use std::{fmt::Display, io::Write, process::ExitCode};

use clap::Parser;
use sightline::{
    Clock, Error, Refreshed,
    check::{self, Finding},
    qsh,
    store::Store,
};
use tokio::runtime::{Builder, Runtime};

use cli::{Cli, Command, DescriptorArgs, ServeArgs};

/// A page is some hundred small pieces of memory; the system's allocator took a sixth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            say(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    match cli.command {
        Command::Check(serve) => check(&serve),
        Command::Descriptor(settings) => {
            say_unknown_variables();
            descriptor(&settings)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Forget(forget) => {
            runtime()?.block_on(forget.run())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate(migrate) => {
            say_unknown_variables();
            runtime()?.block_on(migrate.run())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Qsh => {
            say_unknown_variables();
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
            log_unknown_variables();
            refresh(&serve)
        }
        Command::Serve(serve) => {
            let _log = sightline::init_log(serve.log);
            log_unknown_variables();
            let config = serve.config()?;
            let store = serve.store()?;
            let doubts = check::secrets(&serve.secrets());
            let files = check::files(&store.location);
            let open_files = check::open_files(config.limits.connections);
            for doubt in doubts.iter().chain(&files).chain([&open_files]) {
                doubt.log();
            }
            runtime()?.block_on(sightline::serve(config, &store))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Tenants(tenants) => {
            say_unknown_variables();
            runtime()?.block_on(tenants.run(std::io::stdout()))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(settings: &ServeArgs) -> Result<ExitCode, Error> {
    let (config, mut errors) = settings.tried()?;
    let store = settings.store_to_check();
    let store = store.map_err(|error| errors.push(error)).ok();
    let mut findings: Vec<Finding> = errors.iter().map(Finding::unreadable).collect();
    findings.extend(check::secrets(&settings.secrets()));
    findings.extend(runtime()?.block_on(check::check(&config, store, Clock::System)));
    let unknown = cli::unknown_variables();
    findings.extend(unknown.iter().map(|name| Finding::unknown_variable(name)));
    check::report(&findings, std::io::stdout())?;
    Ok(match findings.iter().any(Finding::is_broken) {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    })
}

fn descriptor(settings: &DescriptorArgs) -> Result<(), Error> {
    let failed = |source| Error::Io {
        what: "standard output".to_owned(),
        source,
    };
    let descriptor = sightline::descriptor(&settings.read())?;
    let json = serde_json::to_string_pretty(&descriptor);
    cli::print(&json.map_err(|error| failed(error.into()))?)
}

/// A sentence on standard error. Where nobody can read it, nothing is lost but the sentence.
fn say(sentence: &dyn Display) {
    let _ = writeln!(std::io::stderr(), "sightline: {sentence}");
}

fn say_unknown_variables() {
    for name in cli::unknown_variables() {
        say(&format_args!("{name} is no setting"));
    }
}

fn log_unknown_variables() {
    for name in cli::unknown_variables() {
        tracing::warn!(name, "a variable is no setting");
    }
}

fn refresh(settings: &ServeArgs) -> Result<ExitCode, Error> {
    let (config, store) = (settings.config()?, settings.existing_store()?);
    let refreshed = runtime()?.block_on(async {
        let store = Store::open_existing(&store).await?;
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
