//! Command-line arguments.

use std::path::{Path, PathBuf};

use clap::Parser;
use tempfile::TempDir;

use crate::serve::ServeError;

/// Bitbucket in a box: its pages, its API and its Connect machinery on this machine.
#[derive(Debug, Parser)]
#[command(name = "sightline-sandbox", version)]
pub(crate) struct Cli {
    /// Port of the pages; the API takes the next one, frames of an app for Forge the third after it.
    /// With 0 all are free ones.
    #[arg(long, default_value_t = 7990, value_parser = clap::value_parser!(u16).range(..65533))]
    pub(crate) port: u16,
    /// A local clone to show instead of the sample; it is only read.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["data", "facts", "seed"])]
    git: Option<PathBuf>,
    /// Pull requests, merged or open, to make a repository of, one JSON object a line.
    #[arg(long, value_name = "FILE", conflicts_with = "seed")]
    facts: Option<PathBuf>,
    /// Folder with the bundles of atlassian-connect-js.
    #[arg(long, value_name = "DIR")]
    pub(crate) bridge: Option<PathBuf>,
    /// Folder of an app for Forge that `cargo xtask forge` has built, to be installed.
    #[arg(long, value_name = "DIR")]
    pub(crate) forge: Option<PathBuf>,
    /// Empty or new folder for the repository that is made, to keep it; with --facts, also one that
    /// was made of the same facts.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Seed of the sample to make up.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Origin of the repository.
#[derive(Debug)]
pub(crate) enum Source {
    /// A clone that exists.
    Clone(PathBuf),
    /// A file of facts, and where its repository goes.
    Facts(PathBuf, Folder),
    /// A sample, and where it goes.
    Sample(u64, Folder),
}

/// Folder of a repository that is made.
#[derive(Debug)]
pub(crate) enum Folder {
    /// A folder that stays.
    Kept(PathBuf),
    /// A folder that is deleted with this value.
    Passing(TempDir),
}

impl Source {
    /// Describes the work to get the repository, for a progress message.
    pub(crate) fn doing(&self) -> &'static str {
        match self {
            Self::Clone(_) => "reading the history of the clone",
            Self::Facts(..) => "making a repository of the facts",
            Self::Sample(..) => "making up the sample repository",
        }
    }
}

impl Folder {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Passing(folder) => folder.path(),
        }
    }
}

impl Cli {
    /// Returns the origin of the repository that the arguments name, with a temporary folder if
    /// none is given.
    pub(crate) fn source(&self) -> Result<Source, ServeError> {
        if let Some(clone) = &self.git {
            return Ok(Source::Clone(clone.clone()));
        }
        let folder = match &self.data {
            Some(folder) => Folder::Kept(folder.clone()),
            None => Folder::Passing(
                tempfile::Builder::new()
                    .prefix("sightline-sandbox-")
                    .tempdir()
                    .map_err(ServeError::Folder)?,
            ),
        };
        Ok(match &self.facts {
            Some(facts) => Source::Facts(facts.clone(), folder),
            None => Source::Sample(self.seed, folder),
        })
    }
}
