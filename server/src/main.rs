//! The `sightline` command.

mod cli;

use std::process::ExitCode;

use clap::Parser;
use sightline::{Error, qsh};

use cli::{Cli, Command};

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
        Command::Descriptor(settings) => {
            let descriptor = atlassian_connect::descriptor::Descriptor::new(&settings.read())?;
            let json = serde_json::to_string_pretty(&descriptor).unwrap_or_default();
            println!("{json}");
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
        Command::Serve(serve) => {
            sightline::init_log(serve.log);
            let config = serve.config()?;
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .map_err(|source| Error::Io {
                    what: "the runtime cannot start".to_owned(),
                    source,
                })?;
            runtime.block_on(sightline::serve(config))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
