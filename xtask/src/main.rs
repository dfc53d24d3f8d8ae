//! `cargo xtask …`: see the library of the same name.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};
use sightline_insight::replay::Knowledge;
use xtask::{Error, bench, bundle, check, demo, eval, forge, fuzz, setup, suite};

/// Sightline's developer commands.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure speed; fails when a budget is missed.
    Bench {
        #[command(subcommand)]
        what: Option<Half>,
    },
    /// Build the app for release into dist/.
    Build,
    /// Check formatting, lints, documentation and dependencies.
    Check,
    /// Show Sightline in a Bitbucket-like sandbox on this machine.
    Demo {
        /// A local clone to show instead of the built-in sample repository.
        #[arg(long)]
        git: Option<PathBuf>,
        /// The first of four neighbouring ports.
        #[arg(long, default_value_t = 7990, value_parser = clap::value_parser!(u16).range(1..=65_532))]
        port: u16,
    },
    /// Say how right Sightline is about what others know: the last line is JSON.
    Eval {
        #[command(subcommand)]
        what: Evaluation,
    },
    /// Build the app for Forge into forge/build, and check it as Forge would.
    Forge,
    /// Feed broken input to the protocol's parsers.
    Fuzz {
        /// Seconds for each target.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Install every tool that is missing.
    Setup,
    /// Show the app's sizes and compare them with the ceiling.
    Size,
    /// Run every test.
    Test {
        /// Only tests whose name contains this.
        filter: Option<String>,
    },
    /// Build the app into dist/ after each change, for a running demo.
    Watch,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Half {
    /// The app in headless Chromium, against a bare page.
    App {
        /// Part to measure.
        #[arg(default_value = "all")]
        part: AppPart,
    },
    /// A burst of webhooks with faults and a kill, on both stores.
    Jobs,
    /// The server, against something bare; measured if nothing else is named.
    Server,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AppPart {
    /// First content, blocks, analysis, sizes and longest tasks.
    All,
    /// Longest tasks on a second visit alone.
    Tasks,
}

#[derive(Debug, Subcommand)]
enum Evaluation {
    /// Replay merged pull requests: how often a missing companion would have been named.
    Companions {
        /// One JSON object a line: see the module `eval`.
        #[arg(long)]
        data: PathBuf,
        /// Know only what a first visit to a pull request reads.
        #[arg(long)]
        first_visit: bool,
    },
    /// Compare every pair of a repository's branches with what git's merge says.
    Conflicts {
        /// The repository.
        #[arg(long)]
        git: PathBuf,
        /// The branch that they go to.
        #[arg(long)]
        base: String,
    },
    /// Print the owners of paths that are read from standard input, a JSON object a line.
    Owners {
        /// A CODEOWNERS file.
        #[arg(long)]
        file: PathBuf,
    },
    /// Replay merged pull requests: how often who reviewed would have been suggested.
    Reviewers {
        /// One JSON object a line: see the module `eval`.
        #[arg(long)]
        data: PathBuf,
        /// Know only what a first visit to a pull request reads.
        #[arg(long)]
        first_visit: bool,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Bench { what } => match what.unwrap_or(Half::Server) {
            Half::App { part: AppPart::All } => bench::app::bench()?,
            Half::App {
                part: AppPart::Tasks,
            } => bench::app::bench_tasks()?,
            Half::Jobs => bench::jobs()?,
            Half::Server => bench::server()?,
        },
        Command::Build => bundle::build()?,
        Command::Check => check::check()?,
        Command::Demo { git, port } => demo::demo(git, port)?,
        Command::Eval { what } => evaluate(what)?,
        Command::Forge => forge::forge()?,
        Command::Fuzz { seconds } => fuzz::fuzz(seconds)?,
        Command::Setup => setup::for_everything()?,
        Command::Size => {
            for program in bundle::Program::ALL {
                let sizes = bundle::Sizes::measure(program)?;
                println!("{sizes}");
                sizes.below_ceiling()?;
            }
        }
        Command::Test { filter } => {
            let sum = suite::test(filter.as_deref());
            println!("{sum}");
            if sum.failed > 0 {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Watch => bundle::watch()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn evaluate(what: Evaluation) -> Result<(), Error> {
    let found = match what {
        Evaluation::Companions { data, first_visit } => {
            eval::companions(&data, knowledge(first_visit))?
        }
        Evaluation::Conflicts { git, base } => eval::conflicts(&git, &base)?,
        Evaluation::Owners { file } => {
            return eval::owners(&file, std::io::stdin().lock(), std::io::stdout().lock());
        }
        Evaluation::Reviewers { data, first_visit } => {
            eval::reviewers(&data, knowledge(first_visit))?
        }
    };
    println!("{found}");
    Ok(())
}

/// Knowledge about the past in a replay, from clap's flag.
const fn knowledge(first_visit: bool) -> Knowledge {
    match first_visit {
        true => Knowledge::FirstVisit,
        false => Knowledge::Everything,
    }
}
