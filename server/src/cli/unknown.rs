//! Variables that look like settings and are none: a typo would otherwise go unnoticed.

use std::collections::BTreeSet;

use clap::{Command, CommandFactory};

use super::Cli;

const PREFIX: &str = "SIGHTLINE_";

/// Variables that hold secrets. No flag has them as its variable.
const SECRETS: [&str; 4] = [
    "SIGHTLINE_REGISTRATION_SECRET",
    "SIGHTLINE_SECRET_KEY",
    "SIGHTLINE_SECRET_KEY_OLD",
    "SIGHTLINE_SESSION_KEY",
];

/// Names of the environment's variables that begin as settings do and that no command reads, in order.
pub(crate) fn unknown_variables() -> BTreeSet<String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    unknown(names, &known(&Cli::command()))
}

fn unknown(names: impl Iterator<Item = String>, known: &BTreeSet<String>) -> BTreeSet<String> {
    let names = names.filter(|name| name.starts_with(PREFIX) && !known.contains(name));
    names.collect()
}

/// The variables of a command and of all below it.
fn known(command: &Command) -> BTreeSet<String> {
    let variables = command.get_arguments().filter_map(clap::Arg::get_env);
    let variables = variables.map(|name| name.to_string_lossy().into_owned());
    let below = command.get_subcommands().flat_map(known);
    let secrets = SECRETS.map(str::to_owned);
    variables.chain(below).chain(secrets).collect()
}
